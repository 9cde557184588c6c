import Kernel
import TCEC102

/// The addresses operators of T/CEC 102 push to. Whoever is refused learns the code and nothing else.
extension ChargerFeeds {
    public func addRoutes(to doors: Doors, database: any Database) {
        doors.everyone.postFromPrograms("/evcs/v1/query_token", bodyBytesMax: Limits.feedMessageBytesMax) { visit in
            try await answer(visit, database) { feed, partner, _, content in
                try issueToken(content, to: feed, partner, now: visit.now)
            }
        }
        doors.everyone.postFromPrograms(
            "/evcs/v1/notification_stationStatus", bodyBytesMax: Limits.feedMessageBytesMax
        ) { visit in
            try await answer(visit, database) { feed, partner, envelope, content in
                guard let shown = visit.bearerToken,
                    AccessToken.isValid(
                        shown, of: feed.operatorID, secret: partner.operatorSecret, nowSeconds: visit.now.seconds)
                else { throw AnswerCode.token }
                return try await take(content, envelope, of: feed, now: visit.now, into: database)
            }
        }
    }

    private typealias Deed =
        @Sendable (Feed, FeedSecrets.Partner, RequestEnvelope, LooseJSON) async throws -> JSON

    /// Opens the envelope, does the deed, seals the answer. The status is 200 throughout, as the standard has it.
    private func answer(_ visit: Visit, _ database: any Database, _ deed: Deed) async throws -> Answer {
        guard let envelope = try? RequestEnvelope(reading: visit.body) else {
            return .envelope(AnswerEnvelope(.parameters))
        }
        let store = store
        let feed = try await database.read { try store.feed(ofOperator: envelope.operatorID, in: $0) }
        // A partner we do not know and one that signs wrongly are told the same.
        guard let feed, let partner = secrets.partner(feed) else { return .envelope(AnswerEnvelope(.signature)) }
        do {
            let content = try open(envelope, partner, now: visit.now)
            let json = try await deed(feed, partner, envelope, content)
            return .envelope(try AnswerEnvelope(plain: json.bytes, keys: partner.keys))
        } catch AnswerCode.signature {
            return .envelope(AnswerEnvelope(.signature))
        } catch let code as AnswerCode {
            return .envelope(AnswerEnvelope(code, keys: partner.keys))
        }
    }

    private func open(
        _ envelope: RequestEnvelope, _ partner: FeedSecrets.Partner, now: Instant
    ) throws(AnswerCode) -> LooseJSON {
        let content: LooseJSON
        do {
            content = try envelope.open(partner.keys)
        } catch {
            throw error == .signature ? .signature : .parameters
        }
        guard let sent = envelope.sentAtSeconds, abs(sent - now.seconds) <= Limits.feedMessageSecondsMax else {
            throw .parameters
        }
        return content
    }

    /// `query_token`: a token for whoever knows the operator's secret.
    private func issueToken(
        _ content: LooseJSON, to feed: Feed, _ partner: FeedSecrets.Partner, now: Instant
    ) throws(AnswerCode) -> JSON {
        let operatorID = content["OperatorID"].text
        guard operatorID == feed.operatorID else { throw .content }
        let isKnown = sameSecret(content["OperatorSecret"].text, partner.operatorSecret)
        let token =
            isKnown
            ? AccessToken.issue(to: operatorID, secret: partner.operatorSecret, nowSeconds: now.seconds) : ""
        return [
            "OperatorID": .string(operatorID), "SuccStat": isKnown ? 0 : 1, "AccessToken": .string(token),
            "TokenAvailableTime": JSON(isKnown ? Int(AccessToken.lifetimeSeconds) : 0), "FailReason": isKnown ? 0 : 2,
        ]
    }

    private func sameSecret(_ left: String, _ right: String) -> Bool {
        guard !right.isEmpty, left.utf8.count == right.utf8.count else { return false }
        return zip(left.utf8, right.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// `notification_stationStatus`: one connector's new state. 0 is taken, 1 is not, as for a connector that no
    /// station of the feed has.
    private func take(
        _ content: LooseJSON, _ envelope: RequestEnvelope, of feed: Feed, now: Instant, into database: any Database
    ) async throws -> JSON {
        var harvest = Harvest()
        let sent = Instant(seconds: envelope.sentAtSeconds ?? now.seconds)
        for (number, state) in content["ConnectorStatusInfo"].items.prefix(Limits.feedConnectorsMax).enumerated() {
            ReadTCEC102.state(state, at: min(sent, now), number + 1, into: &harvest)
        }
        guard !harvest.states.isEmpty, harvest.problems.isEmpty else { throw AnswerCode.content }
        let states = harvest.states
        let store = store
        let isTaken = try await database.write { town in
            guard
                try store.remember(
                    feed.name, timeStamp: envelope.timeStamp, sequence: envelope.sequence, in: town)
            else { throw AnswerCode.parameters }
            let taken = try saveStates(states, of: feed, in: town)
            if taken.problems.isEmpty { try store.recordPush(feed.name, in: town) }
            return taken.problems.isEmpty
        }
        return ["Status": isTaken ? 0 : 1]
    }
}

extension AnswerCode: Error {}

extension Answer {
    fileprivate static func envelope(_ envelope: AnswerEnvelope) -> Answer {
        Answer(
            type: "application/json; charset=utf-8", body: envelope.bytes, headers: [("Cache-Control", "no-store")])
    }
}

extension Limits {
    static let feedMessageBytesMax = 65_536
}
