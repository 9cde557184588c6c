import Kernel

extension Passes {
    /// What every verifier carries. It is signed: it may come by any way, also from one guard's phone to another's.
    func addRevocationRoutes(to doors: Doors) {
        doors.everyone.get("/api/v1/passes/revocations") { [self] visit in
            try visit.query.accept(only: ["lang", "since"])
            let since = try Self.since(visit)
            let posted = try await posted()
            let tag = "W/\"\(posted.version)\(since.map { "-\($0)" } ?? "")\""
            let headers = [
                ("ETag", tag), ("Yongai-Version", String(posted.version)), ("Cache-Control", "no-cache"),
                ("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", "Yongai-Version"),
            ]
            if visit.hasEntity(tag) { return Self.answer(304, [], headers) }
            guard let since else { return Self.answer(200, posted.bytes, headers) }
            // Nothing has been added: there is nothing to lay upon the list.
            if since == posted.version { return Self.answer(204, [], headers) }
            guard let delta = try await delta(from: since, to: posted.version) else {
                throw Refusal.notFound(what: .noSuchList)
            }
            return Self.answer(200, delta, headers)
        }
    }

    private static func since(_ visit: Visit) throws -> Int64? {
        guard let text = try visit.query.value("since") else { return nil }
        guard let since = Int64(text), since >= 0 else {
            throw Refusal.parameter(name: "since", came: text, accepted: .listVersion)
        }
        return since
    }

    private static func answer(_ status: Int, _ bytes: [UInt8], _ headers: [(String, String)]) -> Answer {
        Answer(status: status, type: "application/cose; cose-type=\"cose-sign1\"", body: bytes, headers: headers)
    }
}

extension Phrase {
    static let listVersion = Phrase("应是已有名单的版本号。", "The version of the list that is held.")
    static let noSuchList = Phrase("没有从这个版本起的增量，请取完整名单。", "There is no delta from that version: take the whole list.")
}
