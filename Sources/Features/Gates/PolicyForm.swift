import GatePolicy
import Kernel
import OpeningHours
import PlaceEditing
import Places

/// A policy as a form shows it: rows that are there and one more to fill in. A row without a vehicle is left out.
struct PolicyForm: Sendable, Equatable {
    struct Row: Sendable, Equatable {
        var trades: Set<VisitorTrade> = Set(VisitorTrade.allCases)
        var vehicles: Set<VisitorVehicle> = []
        /// As it was typed; empty is always.
        var hours = ""
        /// Of parking places alone.
        var name = ""
        var isEmpty: Bool { vehicles.isEmpty && hours.isEmpty && name.isEmpty }
    }

    /// What of a form cannot be taken: by the name of its field.
    typealias Faults = [String: Phrase]

    var isShut = false
    var admissions: [Row] = []
    var storm: [Row] = []
    var parking: [Row] = []
    var speed = ""
    var dwell = ""
    /// The number of the newest policy the form was made from.
    var seen = 0
    var purpose = ""
    var action = Action.send

    enum Action: String, Sendable {
        case send, preview
        case addAdmission = "add-admission"
        case addStorm = "add-storm"
        case addParking = "add-parking"
    }

    init(_ policy: GatePolicy, seen: Int) {
        isShut = policy.isShut
        admissions = policy.admissions.map(Row.init)
        storm = policy.stormAdmissions.map(Row.init)
        parking = policy.parking.map { bay in
            Row(trades: [], vehicles: bay.vehicles, hours: bay.hours?.canonical ?? "", name: bay.name)
        }
        speed = policy.speedLimitKmh.map { String($0) } ?? ""
        dwell = policy.dwellMinutesMax.map { String($0) } ?? ""
        self.seen = seen
    }

    // MARK: - Reading

    static let groups: [(letter: String, rowsMax: Int)] = [
        ("a", Limits.admissionsMax), ("s", Limits.admissionsMax), ("p", Limits.parkingPlacesMax),
    ]

    static let names: [String] =
        ["shut", "speed", "dwell", "seen", "purpose", "action"]
        + groups.flatMap { group in
            (0..<group.rowsMax).flatMap { row in
                ["trade", "vehicle", "hours", "name"].map { "\(group.letter)-\(row)-\($0)" }
            }
        }

    init(_ form: Query) throws(Refusal) {
        try form.accept(only: Self.names)
        isShut = try form.value("shut") == "yes"
        speed = EditText.line(try form.value("speed") ?? "")
        dwell = EditText.line(try form.value("dwell") ?? "")
        seen = try form.value("seen").flatMap { Int($0) } ?? 0
        purpose = EditText.line(try form.value("purpose") ?? "")
        guard purpose.unicodeScalars.count <= Limits.policyReasonCharactersMax else {
            throw .parameter(
                name: "purpose", came: purpose, accepted: .lettersAtMost(Limits.policyReasonCharactersMax))
        }
        action = try form.value("action").flatMap(Action.init(rawValue:)) ?? .send
        admissions = Self.rows(form, "a", Limits.admissionsMax)
        storm = Self.rows(form, "s", Limits.admissionsMax)
        parking = Self.rows(form, "p", Limits.parkingPlacesMax)
    }

    private static func rows(_ form: Query, _ letter: String, _ rowsMax: Int) -> [Row] {
        (0..<rowsMax).compactMap { number in
            let prefix = "\(letter)-\(number)-"
            let own = form.items.filter { $0.name.hasPrefix(prefix) }
            guard !own.isEmpty else { return nil }
            func some<Choice: RawRepresentable & Hashable>(_ name: String) -> Set<Choice>
            where Choice.RawValue == String {
                Set(own.filter { $0.name == prefix + name }.compactMap { Choice(rawValue: $0.value) })
            }
            func text(_ name: String) -> String { EditText.line(own.first { $0.name == prefix + name }?.value ?? "") }
            let row = Row(
                trades: some("trade"), vehicles: some("vehicle"), hours: text("hours"), name: text("name"))
            return row.isEmpty ? nil : row
        }
    }

    /// The policy it says, or what of it cannot be taken.
    func policy() -> (policy: GatePolicy?, faults: Faults) {
        var faults: Faults = [:]
        let policy = GatePolicy(
            isShut: isShut, admissions: read(admissions, "a", &faults), stormAdmissions: read(storm, "s", &faults),
            speedLimitKmh: number(speed, "speed", Limits.speedLimitKmh, &faults), parking: bays(&faults),
            dwellMinutesMax: number(dwell, "dwell", Limits.dwellMinutes, &faults))
        if faults.isEmpty, !isShut, admissions.isEmpty, storm.isEmpty { faults["a"] = .nobodyAdmitted }
        return (faults.isEmpty ? policy : nil, faults)
    }

    private func read(_ rows: [Row], _ letter: String, _ faults: inout Faults) -> [Admission] {
        rows.enumerated().map { number, row in
            if row.vehicles.isEmpty { faults["\(letter)-\(number)-vehicle"] = .oneVehicle }
            if row.trades.isEmpty { faults["\(letter)-\(number)-trade"] = .oneTrade }
            let hours = hours(row, "\(letter)-\(number)-hours", &faults)
            return Admission(trades: row.trades, vehicles: row.vehicles, hours: hours)
        }
    }

    private func bays(_ faults: inout Faults) -> [Parking] {
        parking.enumerated().map { number, row in
            if row.vehicles.isEmpty { faults["p-\(number)-vehicle"] = .oneVehicle }
            if !(1...Limits.parkingNameCharactersMax).contains(row.name.unicodeScalars.count) {
                faults["p-\(number)-name"] = .lettersFromOne(Limits.parkingNameCharactersMax)
            }
            let hours = hours(row, "p-\(number)-hours", &faults)
            return Parking(name: row.name, vehicles: row.vehicles, hours: hours)
        }
    }

    private func hours(_ row: Row, _ name: String, _ faults: inout Faults) -> OpeningHours? {
        guard !row.hours.isEmpty else { return nil }
        switch EditText.hours(row.hours) {
        case .success(let text):
            guard text.utf8.count <= Limits.hoursBytesMax, let hours = try? OpeningHours(parsing: text) else {
                faults[name] = .hoursWanted
                return nil
            }
            return hours.isAlwaysOpen ? nil : hours
        case .failure(let fault):
            faults[name] = fault.words
            return nil
        }
    }

    private func number(_ text: String, _ name: String, _ range: ClosedRange<Int>, _ faults: inout Faults) -> Int? {
        guard !text.isEmpty else { return nil }
        guard let number = Int(text), range.contains(number) else {
            faults[name] = .wholeNumber(range)
            return nil
        }
        return number
    }
}

extension PolicyForm.Row {
    init(_ admission: Admission) {
        self.init(
            trades: admission.trades, vehicles: admission.vehicles, hours: admission.hours?.canonical ?? "")
    }
}

extension Phrase {
    static let nobodyAdmitted = Phrase(
        "至少写一条谁可以进；如果不让任何人进，请勾选“暂停开放”。",
        "Say who may come in; to let nobody in, tick that the gate is shut.")
    static let oneVehicle = Phrase("请至少选一种方式。", "Choose one at least.")
    static let oneTrade = Phrase("请至少选一个行业。", "Choose one trade at least.")

    static func lettersAtMost(_ max: Int) -> Phrase {
        Phrase("最多 \(max) 个字。", "\(max) characters at most.")
    }
}
