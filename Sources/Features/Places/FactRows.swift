import Kernel

/// Rows of a list of facts, the same on every place's page: a symbol, what it is, what is known of it.
public enum FactRows {
    /// Empty when nothing is known.
    public static func row(_ name: Phrase, _ value: String, icon: String, for visit: Visit) -> HTML {
        value.isEmpty ? .empty : row(name, markup: "\(value)", icon: icon, for: visit)
    }

    public static func row(_ name: Phrase, markup value: HTML, icon: String, for visit: Visit) -> HTML {
        """
        <div><dt>\(visit.icon(icon))\(name.in(visit.language))</dt><dd>\(value)</dd></div>

        """
    }

    /// The list, under a heading; empty when no row has anything to say.
    public static func list(_ title: Phrase, _ rows: [HTML], for visit: Visit) -> HTML {
        guard rows.contains(where: { $0 != .empty }) else { return .empty }
        return """
            <section>
            <h2>\(title.in(visit.language))</h2>
            <dl class="facts">
            \(rows)</dl>
            </section>
            """
    }
}
