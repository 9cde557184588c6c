import Kernel

/// All SQL about what a city has set.
struct CitySettingStore: Sendable {
    /// What was set; names that the code no longer knows are left out.
    func values(in town: any Reading) throws -> [CitySettingValue] {
        try town.rows("SELECT name, area, value FROM city_setting ORDER BY name, area").compactMap { row in
            guard let setting = CitySetting(rawValue: try row.text("name")), let value = Int(try row.text("value"))
            else { return nil }
            return CitySettingValue(setting: setting, area: try row.text("area"), value: value)
        }
    }

    func save(_ one: CitySettingValue, by actor: ID<Account>, in town: any Writing) throws {
        try town.run(
            """
            INSERT INTO city_setting (name, area, value, changed_at, changed_by)
            VALUES (\(one.setting), \(one.area), \(String(one.value)), \(town.now), \(actor))
            ON CONFLICT (name, area) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at,
                changed_by = excluded.changed_by
            """)
    }
}

extension CitySetting: SQLBindable {}
