/// `bench NAME`: one measurement, printed as a small table.
@main enum Bench {
    private static let all: [(name: String, about: String, run: @Sendable () async throws -> Void)] = [
        ("group-commit", "64 writers on SQLite: shared commits against one each", { try await groupCommit() }),
        ("nearest", "the place index against nanoflann; sizes may follow", { try nearest() }),
        ("search", "names as somebody types, against SQLite: LIKE, FTS5, B-trees", { try search() }),
        ("viewport", "views of a map with its clusters, against supercluster", { try viewport() }),
        ("permissions", "one decision of who may do what where", { permissions() }),
        ("audit", "a durable write without and with its audit entry", { try await auditAppend() }),
        ("pass", "passes verified, against ECDSA of OpenSSL; a list of 100,000 revocations", { try pass() }),
        (
            "plan", "ways over a plan of 500 buildings, against Boost.Graph; a file for the plan may follow",
            { try planRoutes() }
        ),
        ("locate", "the area a point lies in, against GEOS", { try locate() }),
    ]

    static func main() async throws {
        let name = CommandLine.arguments.dropFirst().first
        guard let chosen = all.first(where: { $0.name == name }) else {
            print("bench NAME, where NAME is one of:")
            for one in all { print("  \(one.name): \(one.about)") }
            return
        }
        try await chosen.run()
    }
}
