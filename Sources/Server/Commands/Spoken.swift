import ArgumentParser
import Areas
import ChargerFeeds
import Extracts
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
        } catch let fault as ExtractFault {
            complain("yongai: \(fault.sentence)")
            throw ExitCode(2)
        } catch let fault as DatabaseFault {
            complain("yongai: \(fault.sentence)")
            throw ExitCode(2)
        } catch let fault where isSpoken(fault) {
            complain("yongai: \(fault)")
            throw ExitCode(2)
        }
    }

    private static func isSpoken(_ fault: any Error) -> Bool {
        fault is SettingsFault || fault is ImportRefusal || fault is PackFault || fault is SheetFault
            || fault is FeedConfigurationFault
    }
}

extension DatabaseFault {
    /// The fault as one line for whoever runs the command.
    var sentence: String {
        switch self {
        case .constraint(let name): "The database refused a row that breaks its rule '\(name)'."
        case .contention: "The database was too busy with other writers. Try again."
        case .unavailable(let reason): "The database cannot be reached: \(Self.oneLine(reason))"
        case .engine(let reason): "The database cannot be used: \(Self.oneLine(reason))"
        }
    }

    private static func oneLine(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.hasSuffix(".") || line.hasSuffix("?") ? line : line + "."
    }
}

/// A bar on standard error for anything that takes over a second; silent when nobody watches.
final class ProgressBar: Sendable {
    private let title: String
    private let isWatched: Bool
    private let patience: Duration
    private let write: @Sendable (String) -> Void
    private let start = ContinuousClock.now
    static let widthCharacters = 30

    init(
        _ title: String, isWatched: Bool = isatty(STDERR_FILENO) != 0, patience: Duration = .seconds(1),
        write: @escaping @Sendable (String) -> Void = { FileHandle.standardError.write(Data($0.utf8)) }
    ) {
        self.title = title
        self.isWatched = isWatched
        self.patience = patience
        self.write = write
    }

    private var isShown: Bool { isWatched && ContinuousClock.now - start > patience }

    /// - Parameter fraction: how much is done, 0...1.
    func show(_ fraction: Double) {
        guard isShown else { return }
        let filled = Int(fraction * Double(Self.widthCharacters))
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.widthCharacters - filled)
        write("\r\(title) [\(bar)] \(Int(fraction * 100)) %")
    }

    /// For work that cannot say how far it is: shows for how long it has been at it.
    static func during<Result>(_ title: String, _ work: () async throws -> Result) async rethrows -> Result {
        let bar = ProgressBar(title)
        let watch = Task {
            var beats = 0
            while !Task.isCancelled {
                try? await Task.sleep(for: .milliseconds(250))
                beats += 1
                bar.beat(beats)
            }
        }
        defer {
            watch.cancel()
            bar.end()
        }
        return try await work()
    }

    /// A mark that wanders along the bar.
    private func beat(_ beats: Int) {
        guard isShown else { return }
        let position = beats % Self.widthCharacters
        let bar =
            String(repeating: ".", count: position) + "#"
            + String(repeating: ".", count: Self.widthCharacters - position - 1)
        let seconds = (ContinuousClock.now - start).components.seconds
        write("\r\(title) [\(bar)] \(seconds) s")
    }

    func end() {
        guard isWatched else { return }
        write("\r\u{1B}[K")
    }
}
