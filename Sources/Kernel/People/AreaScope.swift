extension SQL {
    /// One's areas, each from its code up to the greatest that begins with it: alternatives, to be joined by OR.
    ///
    /// - Parameter seesNowhere: what lies in no area counts too.
    public static func within(
        _ areas: [String], seesNowhere: Bool, column: SQL = "p.area_code"
    ) -> [SQL] {
        let codes = areas.map { code -> SQL in
            let last = code + String(repeating: "9", count: max(0, 12 - code.utf8.count))
            return "\(column) BETWEEN \(code) AND \(last)"
        }
        return codes + (seesNowhere ? ["\(column) IS NULL"] : [])
    }
}
