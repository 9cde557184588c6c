import ArgumentParser
import Areas
import Foundation
import Kernel
import Places
import Sheets

/// How commands speak: results on standard output, what went wrong as sentences on standard error.
enum Spoken {
    static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
    static func complain(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }

    /// Runs a command's body; faults a person can act on become one sentence and exit status 2.
    static func faults(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let fault as SheetRefusal {
            complain("yongai: \(fault.sentence)")
            throw ExitCode(2)
        } catch let fault as SheetWriteFailure {
            complain("yongai: \(fault.sentence)")
            throw ExitCode(2)
        } catch let fault where isSpoken(fault) {
            complain("yongai: \(fault)")
            throw ExitCode(2)
        }
    }

    private static func isSpoken(_ fault: any Error) -> Bool {
        fault is SettingsFault || fault is ImportRefusal || fault is PackFault || fault is SheetFault
            || fault is DatabaseFault
    }
}

/// A bar on standard error for anything that takes over a second; silent when nobody watches.
final class ProgressBar: Sendable {
    private let title: String
    private let isWatched: Bool
    private let start = ContinuousClock.now
    static let widthCharacters = 30

    init(_ title: String) {
        self.title = title
        isWatched = isatty(STDERR_FILENO) != 0
    }

    func show(_ fraction: Double) {
        guard isWatched, ContinuousClock.now - start > .seconds(1) else { return }
        let filled = Int(fraction * Double(Self.widthCharacters))
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.widthCharacters - filled)
        FileHandle.standardError.write(Data("\r\(title) [\(bar)] \(Int(fraction * 100)) %".utf8))
    }

    func end() {
        guard isWatched else { return }
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }
}
