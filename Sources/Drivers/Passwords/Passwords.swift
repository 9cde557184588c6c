import Accounts
import CSodium
import Dispatch
import Kernel
import Synchronization

/// Hashes of passwords by Argon2id (RFC 9106), as libsodium writes them: `$argon2id$v=19$m=65536,t=2,p=1$…`.
///
/// Each takes 64 MiB and some 70 ms of a core on purpose, so they are made on threads of their own, a few at a time;
/// when too many wait, the next is turned away.
public final class Passwords: PasswordHashing {
    private let queue: DispatchQueue
    private let gates: DispatchSemaphore
    private let waiting = Mutex(0)
    private let waitingMax: Int
    private let passes: UInt64
    private let memoryBytes: Int

    /// - Parameters:
    ///   - workersMax: how many at a time.
    ///   - waitingMax: how many are waiting or at work at most.
    ///   - memoryBytes: of each; tests take less.
    public init(workersMax: Int = 2, waitingMax: Int = 32, passes: UInt64 = 2, memoryBytes: Int = 64 << 20) {
        precondition(sodium_init() >= 0, "libsodium cannot be used")
        queue = DispatchQueue(label: "passwords", attributes: .concurrent)
        gates = DispatchSemaphore(value: workersMax)
        self.waitingMax = waitingMax
        self.passes = passes
        self.memoryBytes = memoryBytes
    }

    public func hash(_ password: String) async throws -> String {
        try await apart { [passes, memoryBytes] in
            var written = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
            let bytes = Self.text(password)
            let status = crypto_pwhash_str(&written, bytes, UInt64(bytes.count - 1), passes, memoryBytes)
            guard status == 0 else { throw Refusal.notReady }
            return String(decoding: written.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    public func isRight(_ password: String, for hash: String) async throws -> Bool {
        try await apart {
            let bytes = Self.text(password)
            return crypto_pwhash_str_verify(Self.text(hash), bytes, UInt64(bytes.count - 1)) == 0
        }
    }

    /// As C has it, with a zero behind.
    private static func text(_ text: String) -> [CChar] { text.utf8.map(CChar.init(bitPattern:)) + [0] }

    /// Away from the threads that serve everybody else.
    private func apart<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        let isIn = waiting.withLock { waiting in
            guard waiting < waitingMax else { return false }
            waiting += 1
            return true
        }
        guard isIn else { throw Refusal.tooMany(retryAfterSeconds: 5) }
        defer { waiting.withLock { $0 -= 1 } }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { [gates] in
                gates.wait()
                defer { gates.signal() }
                continuation.resume(with: Swift.Result { try work() })
            }
        }
    }
}
