import Dispatch
import Foundation
import Synchronization

/// A program outside, run as a child that cannot outlive this one: the kernel ends it when this process dies, however
/// it dies. Whoever waits for it ends it by cancelling.
public struct ChildProgram: Sendable {
    public var path: String
    public var arguments: [String]
    public var folder: String?

    public init(_ path: String, _ arguments: [String], folder: String? = nil) {
        self.path = path
        self.arguments = arguments
        self.folder = folder
    }

    /// The program that asks the kernel for the end before it becomes the child (util-linux).
    static let deathWatch = "/usr/bin/setpriv"

    /// Waits until the program has ended.
    ///
    /// - Parameter line: gets each line of its output and its complaints, at most `lineBytesMax` of it.
    /// - Returns: the exit status; the negative number of the signal that ended it.
    /// - Throws: what Foundation throws when it cannot be started.
    public func run(line: @escaping @Sendable (String) -> Void = { _ in }) async throws -> Int32 {
        let child = Child()
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                // The kernel's promise is bound to the thread that started the child: this one stays until the end.
                let thread = Thread { continuation.resume(with: Result { try hold(child, line) }) }
                thread.name = "child"
                thread.start()
            }
        } onCancel: {
            child.end()
        }
    }

    private func hold(_ child: Child, _ line: (String) -> Void) throws -> Int32 {
        let process = Process()
        let isWatched = FileManager.default.isExecutableFile(atPath: Self.deathWatch)
        process.executableURL = URL(fileURLWithPath: isWatched ? Self.deathWatch : path)
        process.arguments = (isWatched ? ["--pdeathsig", "KILL", "--", path] : []) + arguments
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        let pipe = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        child.began(process.processIdentifier)
        var lines = Lines()
        while case let bytes = pipe.fileHandleForReading.availableData, !bytes.isEmpty { lines.add(bytes, line) }
        ended.wait()
        child.ended()
        let status = process.terminationStatus
        return process.terminationReason == .uncaughtSignal ? -status : status
    }
}

/// A child that may be ended from another thread, once, and not after it has gone: its number may be somebody else's
/// then.
private final class Child: Sendable {
    private enum State {
        case waiting, cancelled, gone
        case running(pid_t)
    }

    private let state = Mutex(State.waiting)

    func began(_ identifier: pid_t) {
        state.withLock { state in
            if case .cancelled = state { kill(identifier, SIGKILL) }
            state = .running(identifier)
        }
    }

    func ended() { state.withLock { $0 = .gone } }

    func end() {
        state.withLock { state in
            switch state {
            case .waiting: state = .cancelled
            case .running(let identifier): kill(identifier, SIGKILL)
            case .cancelled, .gone: break
            }
        }
    }
}

/// Bytes as lines.
private struct Lines {
    private var rest: [UInt8] = []
    static let lineBytesMax = 4096

    mutating func add(_ bytes: Data, _ line: (String) -> Void) {
        for byte in bytes {
            if byte == 10 || byte == 13 {
                if !rest.isEmpty { line(String(decoding: rest, as: UTF8.self)) }
                rest.removeAll(keepingCapacity: true)
            } else if rest.count < Self.lineBytesMax {
                rest.append(byte)
            }
        }
    }
}
