/// An address being read: first which building, then what follows it.
struct DoorReading {
    private let tokens: [DoorToken]
    private(set) var address = DoorAddress(building: "")
    private var place = 0

    init(_ text: [Unicode.Scalar]) { tokens = DoorToken.tokens(text) }

    /// Where the building's name begins; nil when none is named.
    mutating func read() -> Int? {
        let places = tokens.indices.reversed()
        for isStrong in [true, false] {
            for marker in places where tokens[marker].isMarker {
                guard let start = building(at: marker, isStrong: isStrong) else { continue }
                readUnit()
                readFloor()
                readRoom()
                return start
            }
        }
        return row([.dash]) ?? row([.dash, .gap]) ?? alone()
    }

    private func token(_ index: Int) -> DoorToken? { tokens.indices.contains(index) ? tokens[index] : nil }

    private func word(_ index: Int) -> String { token(index)?.word ?? "" }

    private func skippingGaps(_ index: Int, by step: Int = 1) -> Int {
        var index = index
        while token(index)?.kind == .gap { index += step }
        return index
    }

    private func isBuildingName(_ token: DoorToken?) -> Bool {
        guard let token, token.isName else { return false }
        return token.kind != .plain || (token.text.count <= 4 && token.digits <= 3)
    }

    /// Takes the building this marker tells of, and says where its name begins.
    private mutating func building(at marker: Int, isStrong: Bool) -> Int? {
        let mark = word(marker)
        if ["BUILDING", "BLDG", "BLOCK", "TOWER"].contains(mark) {
            guard isStrong else { return nil }
            let name = skippingGaps(marker + 1)
            if let next = token(name), isBuildingName(next) {
                address.building = next.name
                place = name + 1
                return tokens[marker].start
            }
        } else if isStrong != ["幢", "栋", "座", "号楼", "#"].contains(mark) {
            return nil
        } else if !isStrong && !(["号", "楼"].contains(mark) && isFollowed(marker)) {
            return nil
        }
        let name = skippingGaps(marker - 1, by: -1)
        guard isBuildingName(token(name)), !(mark == "座" && tokens[name].digits > 2),
            !(mark == "号" && "路街道巷".contains(word(name - 1)))
        else { return nil }
        address.building = tokens[name].name
        place = marker + 1
        if mark == "#", word(place) == "楼" { place += 1 }
        // 3-1幢
        if token(name - 1)?.kind == .dash, let before = token(name - 2), before.kind == .plain, before.text.count < 3 {
            address.building = before.name + "-" + address.building
            return before.start
        }
        return tokens[name].start
    }

    /// Of 号 and 楼, which mean other things too: a unit or a room comes behind.
    private func isFollowed(_ marker: Int) -> Bool {
        let next = skippingGaps(marker + 1)
        guard let name = token(next), name.isName else { return false }
        return ["单元", "门", "梯", "单", "室"].contains(word(next + 1)) || (3...4).contains(name.digits)
            || (token(next + 1)?.kind == .dash && (token(next + 2)?.digits ?? 0) >= 3)
    }

    private mutating func skipSeparators() {
        while let next = token(place), next.kind == .gap || next.kind == .dash { place += 1 }
    }

    private mutating func readUnit() {
        skipSeparators()
        if ["UNIT", "ENTRANCE"].contains(word(place)) {
            let name = skippingGaps(place + 1)
            guard let next = token(name), next.isName else { return }
            address.unit = next.name
            place = name + 1
            return
        }
        guard let next = token(place), next.isName else { return }
        let mark = skippingGaps(place + 1)
        if ["单元", "门", "梯", "单"].contains(word(mark)) {
            address.unit = next.name
            place = mark + 1
        } else if next.kind == .stem || isShort(next) && isRoom(afterDash: mark) {
            address.unit = next.name
            place = mark
        }
    }

    private func isShort(_ token: DoorToken) -> Bool { token.text.count <= 2 }

    private func isRoom(afterDash index: Int) -> Bool {
        token(index)?.kind == .dash && (token(index + 1)?.digits ?? 0) >= 2
    }

    private mutating func readFloor() {
        skipSeparators()
        if word(place) == "FLOOR", let next = token(skippingGaps(place + 1)), (1...2).contains(next.digits) {
            address.floor = Int(next.name)
            place = skippingGaps(place + 1) + 1
            return
        }
        guard let next = token(place), next.isName else { return }
        if ["层", "楼"].contains(word(place + 1)), let floor = Int(next.name), floor < 200 {
            address.floor = floor
            place += 2
        } else if next.word.hasSuffix("F"), next.digits == next.text.count - 1, next.digits <= 2 {
            address.floor = Int(next.name.dropLast())
            place += 1
        }
    }

    private mutating func readRoom() {
        skipSeparators()
        if ["ROOM", "APT", "RM"].contains(word(place)) {
            let name = skippingGaps(place + 1)
            if let next = token(name), next.digits > 0, next.text.count <= 6 { take(room: next) }
            return
        }
        guard let next = token(place), next.digits > 0, next.text.count <= 6 else { return }
        let isMarked = ["室", "房", "户", "号"].contains(word(place + 1))
        if (3...5).contains(next.digits) || isMarked || address.floor != nil { take(room: next) }
    }

    private mutating func take(room: DoorToken) {
        address.room = room.word
        if address.floor == nil { address.floor = Self.floor(of: room) }
    }

    /// `503` is on the fifth floor, `1503` on the fifteenth, `15A` too.
    private static func floor(of room: DoorToken) -> Int? {
        let letters = room.text.count - room.digits
        guard letters <= 1 else { return nil }
        let number = Int(String(String.UnicodeScalarView(room.text.prefix(room.digits)))) ?? 0
        switch room.digits {
        case 3, 4: return number >= 100 ? number / 100 : nil
        case 1, 2: return letters == 1 && number > 0 ? number : nil
        default: return nil
        }
    }

    /// `12-2-1503`, `12-1503`, `12-2`: the last row of numbers that can be doors.
    private mutating func row(_ separators: [DoorToken.Kind]) -> Int? {
        var end = tokens.count - 1
        while end >= 0 {
            guard tokens[end].kind == .plain else {
                end -= 1
                continue
            }
            var parts = [tokens[end]]
            var start = end
            while start >= 2, separators.contains(tokens[start - 1].kind), tokens[start - 2].kind == .plain {
                start -= 2
                parts.insert(tokens[start], at: 0)
            }
            if take(row: parts) { return parts[0].start }
            end = start - 1
        }
        return nil
    }

    private mutating func take(row: [DoorToken]) -> Bool {
        guard (2...4).contains(row.count), let last = row.last, isBuildingName(row[0]) else { return false }
        let isRoomLast = row.count > 2 || last.digits >= 3
        var names = row
        if isRoomLast {
            guard last.digits > 0, last.text.count <= 6, last.digits <= 5 else { return false }
            names.removeLast()
        }
        let isUnitLast = names.count > 1
        let building = isUnitLast ? Array(names.dropLast()) : names
        guard names.dropFirst().allSatisfy(isShort) else { return false }
        address.building = building.map(\.name).joined(separator: "-")
        if isUnitLast, let unit = names.last { address.unit = unit.name }
        if isRoomLast { take(room: last) }
        return true
    }

    /// `12` or `青林湾12`: a short number at the very end, or a Chinese one that is all there is.
    private mutating func alone() -> Int? {
        let last = skippingGaps(tokens.count - 1, by: -1)
        guard let name = token(last), isBuildingName(name) else { return nil }
        let before = skippingGaps(last - 1, by: -1)
        let isWhole = before < 0
        guard token(before)?.isMarker != true, isWhole || (name.kind == .plain && name.digits > 0) else { return nil }
        address.building = name.name
        return name.start
    }
}
