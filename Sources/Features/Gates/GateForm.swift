import Areas
import Compounds
import Geo
import Kernel
import PlaceEditing
import Places

/// What somebody typed of a gate.
struct GateForm: Sendable, Equatable {
    static let names = ["name", "admits", "hours", "rule", "lat", "lng", "datum", "reason"]
    private(set) var typed: [String: String]

    init(_ form: Query) throws(Refusal) {
        try form.accept(only: Self.names)
        var typed: [String: String] = [:]
        for name in Self.names { typed[name] = EditText.line(try form.value(name) ?? "") }
        self.typed = typed
        guard value("reason").unicodeScalars.count <= Limits.policyReasonCharactersMax else {
            throw .parameter(
                name: "reason", came: value("reason"), accepted: .lettersAtMost(Limits.policyReasonCharactersMax))
        }
    }

    /// As it is first shown; of a gate that is to be added without one.
    init(_ gate: Gate?) {
        typed = [
            "name": gate?.name ?? "", "admits": (gate?.admits ?? .bike).rawValue, "hours": gate?.hours ?? "",
            "rule": gate?.rule ?? "", "lat": gate?.point.map { EditText.degrees($0.latitude) } ?? "",
            "lng": gate?.point.map { EditText.degrees($0.longitude) } ?? "", "datum": Datum.wgs84.rawValue,
        ]
    }

    func value(_ name: String) -> String { typed[name] ?? "" }

    /// - Parameter present: where the gate is now, which comes back with six decimals when nobody touches it.
    func draft(present: Coordinate? = nil) -> (draft: GateDraft?, faults: PolicyForm.Faults) {
        var faults: PolicyForm.Faults = [:]
        let name = value("name")
        if !(1...Limits.gateNameCharactersMax).contains(name.unicodeScalars.count) {
            faults["name"] = .lettersFromOne(Limits.gateNameCharactersMax)
        }
        let admits = Gate.Admits(rawValue: value("admits"))
        if admits == nil { faults["admits"] = .oneVehicle }
        var hours = ""
        switch EditText.hours(value("hours")) {
        case .success(let text): hours = text
        case .failure(let fault): faults["hours"] = fault.words
        }
        if value("rule").unicodeScalars.count > Limits.gateRuleCharactersMax {
            faults["rule"] = .lettersAtMost(Limits.gateRuleCharactersMax)
        }
        let point = point(present, &faults)
        guard faults.isEmpty, let admits else { return (nil, faults) }
        return (GateDraft(name: name, point: point, admits: admits, hours: hours, rule: value("rule")), faults)
    }

    private func point(_ present: Coordinate?, _ faults: inout PolicyForm.Faults) -> Coordinate? {
        if value("lat").isEmpty, value("lng").isEmpty { return nil }
        guard let datum = Datum(rawValue: value("datum")), let north = DecimalText.number(value("lat")),
            let east = DecimalText.number(value("lng")),
            let typed = Coordinate(latitude: north, longitude: east)
        else {
            faults["point"] = .gatePointForm
            return nil
        }
        let point = Datum.convert(typed, from: datum, to: .wgs84)
        if let present, EditText.degrees(present.latitude) == EditText.degrees(point.latitude),
            EditText.degrees(present.longitude) == EditText.degrees(point.longitude)
        {
            return present
        }
        return point
    }
}

/// The fields of a gate: its name, where it is, and what is recorded of it.
struct GateFields {
    let form: GateForm
    var faults: PolicyForm.Faults = [:]
    let map: HTML
    let visit: Visit
    private var language: Language { visit.language }

    var markup: HTML {
        """
        <div class="fields">
        \(text("name", .gateName, max: Limits.gateNameCharactersMax, isNeeded: true))\
        <label class="field"><span>\(Phrase.gateAdmits.in(language))</span><select name="admits">
        \(Gate.Admits.allCases.markup { option($0.rawValue, $0.words.in(language), "admits") })</select>\
        \(fault("admits"))</label>
        \(text("rule", .gateRule, max: Limits.gateRuleCharactersMax))</div>
        \(HoursField(visit: visit, text: form.value("hours"), fault: fault("hours")).markup)
        <fieldset class="position"><legend>\(Phrase.gatePosition.in(language))</legend>
        \(map)<div class="fields">
        \(degrees("lat", .gateLatitude))\(degrees("lng", .gateLongitude))\
        <label class="field"><span>\(Phrase.gateDatum.in(language))</span><select name="datum">
        \([Datum.wgs84, .gcj02, .bd09].markup { option($0.rawValue, $0.name, "datum") })</select></label></div>
        \(fault("point"))</fieldset>
        """
    }

    private func text(_ name: String, _ words: Phrase, max: Int, isNeeded: Bool = false) -> HTML {
        let needed: HTML = isNeeded ? " required" : .empty
        let mark: HTML = faults[name] == nil ? .empty : " aria-invalid=\"true\""
        return """
            <label class="field"><span>\(words.in(language))</span>
            <input type="text" name="\(name)" maxlength="\(max)" value="\(form.value(name))"\(needed)\(mark)>\
            \(fault(name))</label>

            """
    }

    private func degrees(_ name: String, _ words: Phrase) -> HTML {
        """
        <label class="field"><span>\(words.in(language))</span>
        <input type="text" inputmode="decimal" name="\(name)" maxlength="20" value="\(form.value(name))"></label>

        """
    }

    private func option(_ value: String, _ words: String, _ name: String) -> HTML {
        let mark: HTML = form.value(name) == value ? " selected" : .empty
        return "<option value=\"\(value)\"\(mark)>\(words)</option>\n"
    }

    private func fault(_ name: String) -> HTML {
        faults[name].map { "<span class=\"fault\">\($0.in(language))</span>" } ?? .empty
    }
}

extension Phrase {
    static let gateName = Phrase("门的名称（如：南门）", "Name of the gate, such as South Gate")
    static let gateAdmits = Phrase("没有规则时，最多放行", "Without a policy it lets through")
    static let gateRule = Phrase("给骑手的一句话（可不填）", "A sentence for riders (may be empty)")
    static let gatePosition = Phrase("位置", "Position")
    static let gateLatitude = Phrase("纬度", "Latitude")
    static let gateLongitude = Phrase("经度", "Longitude")
    static let gateDatum = Phrase("坐标系", "Datum")
    static let gatePointForm = Phrase("请填写正确的经纬度，或两项都不填。", "Give latitude and longitude, or leave both empty.")
}
