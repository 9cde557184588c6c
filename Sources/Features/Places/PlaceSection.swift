import Kernel

/// A part of every place's page that a feature above the directory brings: confirmations, the road there, a map. The
/// page asks each in turn, in the order in which they were handed to `Places`, within its own reading transaction.
public protocol PlaceSection: Sendable {
    /// Nil where there is nothing to say of this place.
    func addition(to place: Place, for visit: Visit, in town: any Reading) throws -> PlaceAddition?

    /// What the feature adds to a place's JSON; nil when it adds nothing to any.
    func member(of place: Place, for visit: Visit, in town: any Reading) throws -> (name: String, value: JSON)?
}

extension PlaceSection {
    public func member(
        of place: Place, for visit: Visit, in town: any Reading
    ) throws -> (name: String, value: JSON)? { nil }
}

/// What such a feature adds, and where.
public struct PlaceAddition: Sendable {
    public enum Spot: Sendable, CaseIterable {
        /// Under the ways there: what people have seen just now, and the buttons to say so.
        case state
        /// The first way there, before the links that hand over to map apps: a list item's content, a `.button`.
        case way
        /// After what the kind tells of itself.
        case more
    }

    public var spot: Spot
    public var markup: HTML
    /// Modules and style sheets the part needs, as in `Page`.
    public var modules: [String]
    public var styles: [String]

    public init(_ spot: Spot, _ markup: HTML, modules: [String] = [], styles: [String] = []) {
        self.spot = spot
        self.markup = markup
        self.modules = modules
        self.styles = styles
    }
}
