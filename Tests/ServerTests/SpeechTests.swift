import Foundation
import Kernel
import Synchronization
import TestTown
import Testing

@testable import Places
@testable import Server

private final class Told: Sendable {
    private let texts = Mutex<[String]>([])
    var all: [String] { texts.withLock { $0 } }
    func tell(_ text: String) { texts.withLock { $0.append(text) } }
}

@Suite("What commands say")
struct SpeechTests {
    private func pair(_ number: UInt64, metres: Double = 12.34) -> NearDuplicate {
        NearDuplicate(
            first: Town.place(2 * number, "老面馆"), second: Town.place(2 * number + 1, "老面馆, \"东\"店"), metres: metres)
    }

    @Test("An import tells each bad row on one line, then notes, duplicates, a warning and the sums")
    func importReport() {
        var report = ImportReport()
        report.rowsRead = 7
        (report.added, report.updated, report.unchanged, report.unplaced) = (3, 1, 1, 2)
        report.datum = .bd09
        report.problems = [
            SheetProblem(line: 4, column: "lng", value: "x", reason: "This is not a number."),
            SheetProblem(line: 9, reason: "The line has too many cells."),
        ]
        report.notes = [SheetProblem(line: 5, column: "hours", value: "常开", reason: "Unread.")]
        report.suspicion = "The points look like GCJ-02."
        report.nearDuplicates = [pair(1)]
        let speech = ImportSpeech(report: report, isDryRun: false)
        #expect(
            speech.complaints == [
                "line 4, column lng, value 'x': This is not a number.", "line 9: The line has too many cells.",
            ])
        #expect(
            speech.lines == [
                "note: line 5, column hours, value '常开': Unread.",
                "possible duplicate: 老面馆 (test T2) and 老面馆, \"东\"店 (test T3), 12 m apart",
                "warning: The points look like GCJ-02.",
                "Read 7 rows as bd09.",
                "5 good: 3 added, 1 updated, 1 unchanged; 2 of them without a point. 2 bad. "
                    + "1 possible duplicates to look at.",
            ])
    }

    @Test("A dry run says that nothing was written")
    func dryRun() {
        let lines = ImportSpeech(report: ImportReport(), isDryRun: true).lines
        #expect(lines.first == "Read 0 rows as wgs84; nothing was written.")
        #expect(lines.count == 2)
    }

    @Test("Long lists are cut and say how much is left; bad rows are all told")
    func longLists() {
        var report = ImportReport()
        report.problems = (1...80).map { SheetProblem(line: $0, reason: "Bad.") }
        report.notes = (1...51).map { SheetProblem(line: $0, reason: "Odd.") }
        report.nearDuplicates = (1...23).map { pair($0) }
        let speech = ImportSpeech(report: report, isDryRun: false)
        #expect(speech.complaints.count == 80)
        let more = speech.lines.filter { $0.contains("…") }
        #expect(
            more == [
                "note: … and 1 more.", "possible duplicate: … and 3 more; --duplicates FILE.xlsx lists them all.",
            ])
        #expect(speech.lines.count == 74)
    }

    @Test("Possible duplicates are written as a table a person can work through")
    func duplicateList() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try DuplicateList.write([pair(1), pair(2, metres: 0)], to: path)
        let text = try String(contentsOfFile: path, encoding: .utf8).replacing("\u{FEFF}", with: "")
        let lines = text.split(separator: "\r\n").map { String($0) }
        let expected = [
            "name,source,source_id,other_name,other_source,other_source_id,metres",
            "老面馆,test,T2,\"老面馆, \"\"东\"\"店\",test,T3,12.3", "老面馆,test,T4,\"老面馆, \"\"东\"\"店\",test,T5,0",
        ]
        #expect(lines == expected)
    }

    @Test("A workbook is written where the name asks for one")
    func duplicateWorkbook() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xlsx").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try DuplicateList.write([pair(1)], to: path)
        #expect(FileManager.default.contents(atPath: path)?.prefix(2) == Data("PK".utf8))
    }

    @Test("A progress bar is silent when nobody watches, and in its first second")
    func silentBar() async {
        let told = Told()
        let unwatched = ProgressBar("Reading", isWatched: false, patience: .zero, write: told.tell)
        unwatched.show(0.5)
        unwatched.end()
        #expect(told.all.isEmpty)
        let patient = ProgressBar("Reading", isWatched: true, write: told.tell)
        patient.show(0.5)
        #expect(told.all.isEmpty)
    }

    @Test("A watched bar shows how far it is, and clears its line")
    func watchedBar() {
        let told = Told()
        let bar = ProgressBar("Reading", isWatched: true, patience: .zero, write: told.tell)
        bar.show(0)
        bar.show(0.5)
        bar.show(1)
        bar.end()
        #expect(
            told.all == [
                "\rReading [..............................] 0 %", "\rReading [###############...............] 50 %",
                "\rReading [##############################] 100 %", "\r\u{1B}[K",
            ])
    }
}
