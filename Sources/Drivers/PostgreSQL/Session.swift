import Kernel

/// One thread's connection, made when it is needed and given up when anything about it is in doubt.
///
/// Confined to its thread; not `Sendable` on purpose.
final class Session {
    private let url: String
    private let options: PostgreSQLDatabase.Options
    private var connection: Connection?

    init(url: String, options: PostgreSQLDatabase.Options) {
        self.url = url
        self.options = options
    }

    func connected() throws -> Connection {
        if let connection, connection.isWell { return connection }
        drop()
        let new = try Connection(url: url, options: options)
        connection = new
        return new
    }

    func drop() {
        connection?.close()
        connection = nil
    }
}
