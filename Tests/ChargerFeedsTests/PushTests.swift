import Chargers
import Fetcher
import Foundation
import Hummingbird
import Kernel
import TCEC102
import TestTown
import Testing

@testable import ChargerFeeds

/// An operator that pushes to us.
private struct Pusher {
    let port: Int
    let moment: Instant
    var operatorID = "MALAKE001"
    var keys: EnvelopeKeys

    init(_ port: Int, _ moment: Instant = testMoment) throws {
        self.port = port
        self.moment = moment
        keys = try #require(OperatorServer.keys)
    }

    func post(_ interface: String, _ body: [UInt8], token: String? = nil) async throws -> AnswerEnvelope {
        let answer = try await Fetcher.shared.fetch(
            OutboundRequest(
                address: "http://127.0.0.1:\(port)/evcs/v1/\(interface)", body: body,
                headers: token.map { [("Authorization", "Bearer " + $0)] } ?? []))
        #expect(answer.status == 200)
        return try AnswerEnvelope(reading: answer.body)
    }

    func seal(_ content: JSON, _ sequence: String) throws -> [UInt8] {
        try RequestEnvelope(
            operatorID: operatorID, plain: content.bytes, timeStamp: ChinaTime.text(moment.seconds), sequence: sequence,
            keys: keys
        ).bytes
    }

    func token(_ secret: String = "open sesame", _ sequence: String = "0001") async throws -> LooseJSON {
        let body = try seal(["OperatorID": .string(operatorID), "OperatorSecret": .string(secret)], sequence)
        return try await post("query_token", body).open(keys)
    }

    func status(_ connector: String, _ status: Int) -> JSON {
        ["ConnectorStatusInfo": ["ConnectorID": .string(connector), "Status": JSON(status)]]
    }

    func push(_ connector: String, _ status: Int, _ sequence: String, token: String?) async throws -> AnswerEnvelope {
        try await post("notification_stationStatus", try seal(self.status(connector, status), sequence), token: token)
    }
}

@Suite("Operators that push")
struct PushTests {
    private func withDoors(
        _ engine: TestEngine = .sqlite, _ body: @escaping @Sendable (FeedTown, Int) async throws -> Void
    ) async throws {
        try await FeedTown.open(engine) { feed in
            try await feed.pull()
            let site = Site(
                name: Phrase("甬爱码", "YongAi"), cityName: Phrase("云杉", "Yunshan"), utcOffsetSeconds: 21_600,
                assetBase: "/assets/x", clock: .stopped(at: testMoment.adding(seconds: 30)))
            let doors = Doors(site: site, router: Router(context: VisitContext.self), gzip: { _ in nil })
            feed.feeds.addRoutes(to: doors, database: feed.town.database)
            try await serve(doors.responder()) { port in try await body(feed, port) }
        }
    }

    @Test("A pushed state is in at once", arguments: TestEngine.available)
    func pushed(engine: TestEngine) async throws {
        try await withDoors(engine) { feed, port in
            let pusher = try Pusher(port, testMoment.adding(seconds: 10))
            let grant = try await pusher.token()
            #expect(grant["SuccStat"].whole == 0 && grant["TokenAvailableTime"].whole == 7200)
            let token = grant["AccessToken"].text
            let answer = try await pusher.push("L1", 3, "0002", token: token)
            #expect(answer.code == 0)
            #expect(try answer.open(pusher.keys)["Status"].whole == 0)
            let charger = try #require(try await feed.charger("L"))
            #expect(charger.slotsFree == 1 && charger.statusAt == testMoment.adding(seconds: 10))
        }
    }

    @Test("The same message twice is refused, and changes nothing")
    func replayed() async throws {
        try await withDoors { feed, port in
            let pusher = try Pusher(port, testMoment.adding(seconds: 10))
            let token = try await pusher.token()["AccessToken"].text
            let message = try pusher.seal(pusher.status("L1", 3), "0007")
            #expect(try await pusher.post("notification_stationStatus", message, token: token).code == 0)
            let later = try Pusher(port, testMoment.adding(seconds: 20))
            #expect(try await later.push("L1", 1, "0007", token: token).code == 0)
            #expect(try await pusher.post("notification_stationStatus", message, token: token).code == 4003)
            #expect(try await feed.charger("L")?.slotsFree == 2)
        }
    }

    @Test("What came late does not undo what is newer")
    func late() async throws {
        try await withDoors { feed, port in
            let newer = try Pusher(port, testMoment.adding(seconds: 20))
            let older = try Pusher(port, testMoment.adding(seconds: 10))
            let token = try await newer.token()["AccessToken"].text
            #expect(try await newer.push("L1", 3, "0001", token: token).code == 0)
            #expect(try await older.push("L1", 1, "0001", token: token).code == 0)
            #expect(try await feed.charger("L")?.slotsFree == 1)
        }
    }

    @Test("Whoever signs wrongly, is unknown, late or without a token is refused by a code that tells nothing else")
    func refused() async throws {
        try await withDoors { feed, port in
            let pusher = try Pusher(port)
            let token = try await pusher.token()["AccessToken"].text
            var forger = pusher
            forger.keys = try EnvelopeKeys(
                dataSecret: "1234567890abcdef", dataSecretIV: "fedcba0987654321", sigSecret: "guess")
            var stranger = pusher
            stranger.operatorID = "NOBODY"
            let forged = try await forger.push("L1", 3, "0002", token: token)
            let strange = try await stranger.push("L1", 3, "0003", token: token)
            #expect(forged == strange)
            #expect((forged.code, forged.data, forged.signature) == (4001, "", ""))
            #expect(try await pusher.push("L1", 3, "0004", token: nil).code == 4002)
            #expect(try await pusher.push("L1", 3, "0005", token: token + "0").code == 4002)
            for shift: Int64 in [-700, 700] {
                let away = try Pusher(port, testMoment.adding(seconds: shift))
                #expect(try await away.push("L1", 3, "0006", token: token).code == 4003)
            }
            #expect(try await pusher.push("L1", 42, "0008", token: token).code == 4004)
            #expect(try await pusher.post("notification_stationStatus", Array("{}".utf8), token: token).code == 4003)
            let unknown = try await pusher.push("X1", 1, "0009", token: token)
            #expect(try unknown.open(pusher.keys)["Status"].whole == 1)
            #expect(try await pusher.token("wrong", "0010")["AccessToken"].text == "")
            #expect(try await feed.charger("L")?.slotsFree == 2)
        }
    }
}
