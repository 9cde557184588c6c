import Kernel
import Places

/// Values of an entry in words, for the history and where two versions stand side by side.
struct FactWords {
    let places: Places
    let visit: Visit
    private var language: Language { visit.language }

    func name(_ field: PlaceField) -> String { field.words.in(language) }

    func value(_ field: PlaceField, _ text: String) -> String {
        guard !text.isEmpty else { return Phrase.nothingKnown.in(language) }
        switch field {
        case .kind: return PlaceKind(rawValue: text).map { places.vocabulary.words(for: $0).name.in(language) } ?? text
        case .name, .nameEn, .address, .phone: return text
        case .hours:
            let words = HoursWords.description(of: text, in: language)
            return words.isEmpty ? text : words
        case .facilities:
            let names = text.split(separator: " ").map { code in
                places.vocabulary.facility(String(code))?.name.in(language) ?? String(code)
            }
            return names.joined(separator: language == .chinese ? "、" : ", ")
        case .point: return point(text.split(separator: " ").map(String.init))
        case .area: return area(text.split(separator: " ").first.map(String.init) ?? "")
        case .verified, .archived: return moment(text)
        case .merged: return text
        case .photo: return PlacePhoto(text).map { "\($0.width) × \($0.height)" } ?? text
        }
    }

    private func point(_ parts: [String]) -> String {
        guard parts.count == 3, let latitude = Double(parts[0]), let longitude = Double(parts[1]) else { return "" }
        return EditForm.degrees(latitude) + ", " + EditForm.degrees(longitude)
    }

    func area(_ code: String) -> String {
        let names = places.areas.map.chain(of: code).links.dropFirst().map { $0.area.name.in(language) }
        guard !names.isEmpty else { return places.areas.map.area(code)?.name.in(language) ?? code }
        return language == .chinese ? names.joined() : names.reversed().joined(separator: ", ")
    }

    private func moment(_ text: String) -> String {
        guard let milliseconds = Int64(text) else { return text }
        let time = CivilTime(
            Instant(milliseconds: milliseconds), utcOffsetSeconds: visit.site.utcOffsetSeconds)
        return time.date + " " + time.clock
    }
}

extension PlaceField {
    var words: Phrase {
        switch self {
        case .kind: Phrase("类型", "Kind")
        case .name: Phrase("名称", "Name")
        case .nameEn: Phrase("英文名称", "English name")
        case .address: Phrase("地址", "Address")
        case .phone: Phrase("电话", "Phone")
        case .hours: Phrase("营业时间", "Opening hours")
        case .facilities: Phrase("设施和服务", "Facilities and services")
        case .point: Phrase("位置", "Position")
        case .area: Phrase("所在区域", "Area")
        case .verified: Phrase("核实时间", "Verified")
        case .archived: Phrase("永久关闭", "Closed for good")
        case .merged: Phrase("合并到", "Merged into")
        case .photo: .photoTitle
        }
    }
}

extension PlaceChange.Kind {
    var words: Phrase {
        switch self {
        case .add: Phrase("新增", "Added")
        case .edit: Phrase("修改", "Edited")
        case .archive: Phrase("标记为永久关闭", "Closed for good")
        case .restore: Phrase("恢复", "Opened again")
        case .merge: Phrase("合并", "Merged")
        case .undo: Phrase("撤销修改", "Undone")
        }
    }
}
