import Console
import Kernel

extension CitySettings {
    public func addRoutes(to doors: Doors, console: Console, database: any Database) {
        doors.staff(.readSettings).get("/console/settings") { [self] visit, person in
            try visit.query.accept(only: ["lang"])
            let values = try await database.read { try self.store.values(in: $0) }
            let pages = CitySettingPages(console: console, visit: visit, person: person)
            return .page(pages.page(values), visit)
        }
        doors.staff(.readSettings).post("/console/settings") { [self] visit, person in
            let form = try visit.form()
            try form.accept(only: ["name", "area", "value", "reason"])
            let name = try form.value("name")
            guard let setting = name.flatMap(CitySetting.init(rawValue:)) else {
                throw Refusal.parameter(name: "name", came: name, accepted: .settingName)
            }
            let text = try form.value("value")
            guard let value = text.flatMap({ Int($0) }) else {
                throw Refusal.parameter(name: "value", came: text, accepted: .settingRange(setting.range))
            }
            let area = try form.value("area") ?? ""
            let reason = try form.value("reason") ?? ""
            try await database.write {
                try self.set(setting, to: value, in: area, reason: reason, by: person, visit, $0)
            }
            return .seeOther("/console/settings#" + setting.rawValue)
        }
    }
}

extension Phrase {
    static let settingName = Phrase("没有这项设置。", "There is no such setting.")
}
