import Console
import Kernel

/// The settings of the city as its staff see and change them.
struct CitySettingPages {
    let console: Console
    let visit: Visit
    let person: Person
    private var language: Language { visit.language }

    func page(_ values: [CitySettingValue]) -> Page {
        let groups = CitySetting.Group.allCases.markup { group in
            let settings = CitySetting.allCases.filter { $0.group == group }
            return """
                <h2>\(group.name.in(language))</h2>
                \(group == .storm ? storm(values) : .empty)
                <div class="stack">
                \(settings.filter { $0 != .storm }.markup { row($0, values) })</div>
                """
        }
        return console.page(ConsoleItem.settings.name, "\(groups)", at: .settings, visit)
    }

    private func row(_ setting: CitySetting, _ values: [CitySettingValue]) -> HTML {
        let city = person.areas(for: .changeSettings).first { $0.utf8.count == 4 }
        let value = values.first { $0.setting == setting }?.value ?? setting.fallback
        guard let city else {
            return """
                <div class="panel" id="\(setting.rawValue)"><span>\(setting.name.in(language))</span> \
                <strong class="number">\(value)</strong></div>

                """
        }
        let range = Phrase.settingRange(setting.range).in(language)
        return """
            <form class="panel setting" id="\(setting.rawValue)" method="post" action="/console/settings">
            <input type="hidden" name="name" value="\(setting.rawValue)">
            <input type="hidden" name="area" value="\(city)">
            <label class="field"><span>\(setting.name.in(language)) · \(range)</span>
            <input type="number" name="value" value="\(value)" min="\(setting.range.lowerBound)" \
            max="\(setting.range.upperBound)" required></label>
            <button class="button small" type="submit">\(Phrase.saveButton.in(language))</button>
            </form>

            """
    }

    /// One switch for each area of the person's that is a city or a district.
    private func storm(_ values: [CitySettingValue]) -> HTML {
        let mine = person.areas(for: .switchStorm).filter { $0.utf8.count <= 6 }
        let known = mine + values.filter { $0.setting == .storm && $0.value == 1 }.map(\.area)
        let switches = Set(known).sorted().markup { area in
            let isOn = values.contains { $0.setting == .storm && $0.area == area && $0.value == 1 }
            let state = isOn ? Phrase.stormOn : Phrase.stormOff
            let name = console.name(ofArea: area, language)
            let button: HTML =
                mine.contains(where: { area.hasPrefix($0) })
                ? """
                <form method="post" action="/console/settings">
                <input type="hidden" name="name" value="storm"><input type="hidden" name="area" value="\(area)">
                <input type="hidden" name="value" value="\(isOn ? 0 : 1)">
                <button class="button" type="submit">\((isOn ? Phrase.stormEnd : .stormBegin).in(language))</button>
                </form>
                """ : .empty
            return
                "<div class=\"panel setting\"><p><strong>\(name)</strong> \(state.in(language))</p> \(button)</div>\n"
        }
        return """
            <p class="quiet" id="storm">\(Phrase.stormNote.in(language))</p>
            <div class="stack">\(switches)</div>
            """
    }
}

extension ConsoleItem {
    public static let settings = ConsoleItem(
        address: "/console/settings", name: Phrase("城市设置", "City settings"), icon: "settings",
        action: .readSettings)
}

extension Phrase {
    static let saveButton = Phrase("保存", "Save")
    static let stormOn = Phrase("已开启", "On")
    static let stormOff = Phrase("未开启", "Off")
    static let stormBegin = Phrase("开启恶劣天气模式", "Switch storm mode on")
    static let stormEnd = Phrase("结束恶劣天气模式", "Switch storm mode off")
    static let stormNote = Phrase(
        "开启后，驿站延长开放、门岗放宽、户外积分任务暂停（随相应功能上线生效）。",
        "While it is on, stations stay open, gates let in more and outdoor tasks pause, as those features arrive.")
}
