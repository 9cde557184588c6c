import Areas
import Kernel

/// Districts and their streets as links: the way to say where one is without giving a position.
struct AreaPicker {
    let map: AreaMap
    let language: Language

    /// - Parameter address: where a choice of this area leads.
    func section(to address: (Area) -> String) -> HTML {
        let districts = map.areas(of: .district).markup { district in
            let streets = map.children(of: district.code).filter { $0.centre != nil }
            return """
                <details><summary>\(district.name.in(language))</summary>
                <ul class="streets">
                \(streets.markup { street(
                    $0, address) })</ul></details>

                """
        }
        return """
            <section class="areas" id="areas">
            <h2>\(Phrase.pickArea.in(language))</h2>
            <p class="quiet">\(Phrase.pickAreaWithoutPosition.in(language))</p>
            \(districts)</section>
            """
    }

    private func street(_ area: Area, _ address: (Area) -> String) -> HTML {
        "<li><a href=\"\(address(area))\" data-area=\"\(area.code)\">\(area.name.in(language))</a></li>\n"
    }
}
