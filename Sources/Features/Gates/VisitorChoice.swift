import Accounts
import GatePolicy
import Kernel

/// Whom a page speaks to about gates: what was tapped, else what the account says, else what this phone was told last,
/// else somebody who brings food on an e-bike.
public struct VisitorChoice: Sendable, Equatable {
    public static let parameters = ["trade", "vehicle"]
    private static let cookie = "visitor"

    public var visitor: Visitor
    /// The trade is the account's, and not to be chosen.
    var isTradeKnown: Bool
    /// Something was chosen in this visit: the phone keeps it.
    public var isChosen: Bool

    /// - Throws: `Refusal.parameter` for a trade or vehicle there is not.
    public init(_ visit: Visit, account: Trade? = nil) throws(Refusal) {
        let kept = Self.kept(visit)
        let trade: VisitorTrade? = try Self.choice(visit.query, "trade")
        let vehicle: VisitorVehicle? = try Self.choice(visit.query, "vehicle")
        let known = account.flatMap { VisitorTrade(rawValue: $0.rawValue) }
        visitor = Visitor(
            trade: trade ?? known ?? kept?.trade ?? .foodDelivery, vehicle: vehicle ?? kept?.vehicle ?? .bike)
        isTradeKnown = known != nil && (trade == nil || trade == known)
        isChosen = trade != nil || vehicle != nil
    }

    private static func choice<Choice: RawRepresentable & CaseIterable>(
        _ query: Query, _ name: String
    ) throws(Refusal) -> Choice? where Choice.RawValue == String {
        guard let text = try query.value(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let list = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw .parameter(name: name, came: text, accepted: Phrase("可用：\(list)。", "Accepted: \(list)."))
        }
        return choice
    }

    fileprivate static func kept(_ visit: Visit) -> Visitor? {
        let parts = (visit.cookies.own(cookie) ?? "").split(separator: ".")
        guard parts.count == 2, let trade = VisitorTrade(rawValue: String(parts[0])),
            let vehicle = VisitorVehicle(rawValue: String(parts[1]))
        else { return nil }
        return Visitor(trade: trade, vehicle: vehicle)
    }

    /// Keeps the choice on this phone.
    public func header(_ visit: Visit) -> (String, String) {
        Cookies.keeping(
            Self.cookie, visitor.trade.rawValue + "." + visitor.vehicle.rawValue, isSecure: visit.isSecure)
    }

    /// Chips that choose another vehicle, and another trade where the account does not say.
    public func chips(_ visit: Visit, _ anchor: String) -> HTML {
        let vehicles = VisitorVehicle.allCases.markup { vehicle in
            chip(visit, "vehicle", vehicle.rawValue, vehicle.words, vehicle.icon, vehicle == visitor.vehicle, anchor)
        }
        let trades: HTML =
            isTradeKnown
            ? .empty
            : """
            <p class="gate-chips" role="group" aria-label="\(Phrase.yourTrade.in(visit.language))">
            \(VisitorTrade.allCases.markup { trade in
                chip(visit, "trade", trade.rawValue, trade.words, nil, trade == visitor.trade, anchor)
            })</p>
            """
        return """
            <p class="gate-chips" role="group" aria-label="\(Phrase.yourVehicle.in(visit.language))">
            \(vehicles)</p>
            \(trades)
            """
    }

    private func chip(
        _ visit: Visit, _ name: String, _ value: String, _ words: Phrase, _ icon: String?, _ isOn: Bool,
        _ anchor: String
    ) -> HTML {
        let mark: HTML = isOn ? " aria-current=\"true\"" : .empty
        let others = visit.query.items.filter { $0.name != name && $0.name != "lang" }
        let items = (others.map { ($0.name, $0.value) } + [(name, value)]).map {
            AddressText.encode($0.0) + "=" + AddressText.encode($0.1)
        }
        let drawing = icon.map { visit.icon($0) } ?? .empty
        return """
            <a class="chip" data-\(name)="\(value)" href="?\(items.joined(separator: "&"))\(anchor)"\(mark)>\(drawing)\
            \(words.in(visit.language))</a>

            """
    }
}

extension Visit {
    /// The line of work this phone was told last; whoever said nothing brings food.
    public var keptTrade: VisitorTrade { VisitorChoice.kept(self)?.trade ?? .foodDelivery }
}

extension Phrase {
    static let yourTrade = Phrase("我的行业", "My trade")
    static let yourVehicle = Phrase("我的车", "My vehicle")
}
