// An answer as JSON, for the API and for comparing it with the page's: members in this order, no spaces.

extension PlanAnswer {
    /// `{"gate":…}` or `{"none":"noDoor"}`; `docs/plan-format.md`.
    public var text: String {
        switch self {
        case .none(let reason): "{\"none\":\"\(reason.rawValue)\"}"
        case .route(let route): route.text
        }
    }
}

extension PlanRoute {
    public var text: String {
        var text = "{\"gate\":\"\(gate)\""
        if let building { text += ",\"building\":\"\(building)\"" }
        if let unit { text += ",\"unit\":\"\(unit)\"" }
        if let spot { text += ",\"spot\":\"\(spot)\"" }
        text += ",\"lead_ms\":\(leadMilliseconds),\"ms\":\(milliseconds),\"mm\":\(millimetres)"
        if let left {
            text += ",\"left\":{\"at\":[\(left.at.x),\(left.at.y)]"
            if let spot = left.spot { text += ",\"spot\":\"\(spot)\"" }
            text += "}"
        }
        text += ",\"legs\":[" + legs.map(\.text).joined(separator: ",") + "]"
        return text + ",\"steps\":[" + steps.map(\.text).joined(separator: ",") + "]}"
    }
}

extension PlanLeg {
    fileprivate var text: String {
        let line = line.map { "\($0.x),\($0.y)" }.joined(separator: ",")
        return "{\"mode\":\"\(mode.rawValue)\",\"line\":[\(line)],\"mm\":\(millimetres),\"ms\":\(milliseconds)}"
    }
}

extension PlanStep {
    /// One object; what is empty or unknown is left out.
    public var text: String {
        switch self {
        case .enter(let gate, let mode): "{\"do\":\"enter\",\"gate\":\"\(gate)\",\"mode\":\"\(mode.rawValue)\"}"
        case .go(let stretch): stretch.text
        case .stairs(let turn, let metres):
            "{\"do\":\"stairs\",\"turn\":\"\(turn.rawValue)\",\"metres\":\(metres)}"
        case .lift: "{\"do\":\"lift\"}"
        case .leaveVehicle(nil): "{\"do\":\"leave\"}"
        case .leaveVehicle(.some(let parking)): "{\"do\":\"leave\",\"parking\":\(quoted(parking))}"
        case .arrive(let building, let unit, let side):
            "{\"do\":\"arrive\",\"building\":\(quoted(building)),\"unit\":\(quoted(unit)),"
                + "\"side\":\"\(side.rawValue)\"}"
        case .arriveAtSpot(let kind, let name):
            "{\"do\":\"arrive-at-spot\",\"kind\":\"\(kind.rawValue)\",\"name\":\(quoted(name))}"
        case .floor(let floor, nil): "{\"do\":\"floor\",\"floor\":\(floor)}"
        case .floor(let floor, .some(let byLift)): "{\"do\":\"floor\",\"floor\":\(floor),\"lift\":\(byLift)}"
        }
    }
}

extension PlanStretch {
    fileprivate var text: String {
        var text = "{\"do\":\"go\",\"turn\":\"\(turn.rawValue)\",\"mode\":\"\(mode.rawValue)\",\"metres\":\(metres)"
        text += ",\"kind\":\"\(kind.rawValue)\""
        if !name.isEmpty { text += ",\"name\":\(quoted(name))" }
        if !passing.isEmpty { text += ",\"passing\":\(quoted(passing))" }
        return text + "}"
    }
}

/// Names have no characters that JSON wants escaped but these two (`PlanMembers`).
func quoted(_ name: String) -> String {
    var text = "\""
    for character in name.unicodeScalars {
        if character == "\"" || character == "\\" { text += "\\" }
        text.unicodeScalars.append(character)
    }
    return text + "\""
}
