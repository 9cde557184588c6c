import Foundation
import Geo
import Hummingbird
import Kernel
import Synchronization
import TCEC102
import TestTown
import Testing

@testable import ChargerFeeds

/// How an operator may behave.
enum Manner: String, CaseIterable, Sendable {
    case honest
    /// The first token it gives is refused when it is shown.
    case forgetful
    case refusesTokens, signsWrongly, otherKeys, cutShort, notJSON, errorStatus, huge, hangs, redirects
    /// Announces more stations than it sends.
    case shortOfStations
    case lies
}

/// A small operator of T/CEC 102 with two stations: its data is in GCJ-02, as operators' data is.
final class OperatorServer: Sendable {
    static let secrets = """
        {"lake": {"ourOperatorID": "MAYONGAI1", "operatorSecret": "open sesame", "dataSecret": "1234567890abcdef",
          "dataSecretIV": "fedcba0987654321", "sigSecret": "shhhhhhhhhhhhhhh"},
         "ocpi": {"token": "t0ken"}}
        """
    static let keys = try? EnvelopeKeys(
        dataSecret: "1234567890abcdef", dataSecretIV: "fedcba0987654321", sigSecret: "shhhhhhhhhhhhhhh")
    private static let otherKeys = try? EnvelopeKeys(
        dataSecret: "0000000000000000", dataSecretIV: "fedcba0987654321", sigSecret: "shhhhhhhhhhhhhhh")
    private static let thirdKeys = try? EnvelopeKeys(
        dataSecret: "1234567890abcdef", dataSecretIV: "fedcba0987654321", sigSecret: "loud")

    private struct State {
        var manner: Manner
        var tokens = 0
        var asked: [String] = []
        /// By connector: what the standard calls its status.
        var statuses = ["L1": 1, "L2": 1, "L3": 3, "O1": 255]
    }

    private let state: Mutex<State>

    init(_ manner: Manner = .honest) { state = Mutex(State(manner: manner)) }

    var manner: Manner {
        get { state.withLock(\.manner) }
        set { state.withLock { $0.manner = newValue } }
    }

    var asked: [String] { state.withLock(\.asked) }

    func set(_ connector: String, _ status: Int) { state.withLock { $0.statuses[connector] = status } }

    var router: Router<BasicRequestContext> {
        let router = Router()
        for interface in ["query_token", "query_stations_info", "query_station_status"] {
            router.post(RouterPath("/evcs/v1/\(interface)")) { [self] request, _ in
                let body = try await request.body.collect(upTo: 100_000)
                let shown = request.headers[.authorization] ?? ""
                return try await answer(interface, Array(body.readableBytesView), shown)
            }
        }
        return router
    }

    private func answer(_ interface: String, _ body: [UInt8], _ shown: String) async throws -> Response {
        state.withLock { $0.asked.append(interface) }
        guard let keys = Self.keys, let envelope = try? RequestEnvelope(reading: body),
            let question = try? envelope.open(keys), envelope.operatorID == "MAYONGAI1"
        else { return respond(AnswerEnvelope(.signature).bytes) }
        if interface == "query_token" { return try token(question) }
        if manner == .refusesTokens || manner == .forgetful && shown == "Bearer token-1" || shown.isEmpty {
            return respond(AnswerEnvelope(.token).bytes)
        }
        let content = interface == "query_stations_info" ? stations(question) : statuses(question)
        return try await misbehave(content)
    }

    private func token(_ question: LooseJSON) throws -> Response {
        let isKnown = question["OperatorSecret"].text == "open sesame"
        let number = state.withLock { state in
            state.tokens += 1
            return state.tokens
        }
        return try sealed([
            "OperatorID": "MAYONGAI1", "SuccStat": isKnown ? 0 : 1, "AccessToken": .string("token-\(number)"),
            "TokenAvailableTime": 7200, "FailReason": 0,
        ])
    }

    private func misbehave(_ content: JSON) async throws -> Response {
        switch manner {
        case .cutShort:
            return respond(
                Array(try AnswerEnvelope(plain: content.bytes, keys: try #require(Self.keys)).bytes.dropLast(40)))
        case .notJSON: return respond(Array("<html>维护中</html>".utf8))
        case .errorStatus: return Response(status: .badGateway)
        case .redirects: return Response(status: .found, headers: [.location: "http://127.0.0.1:1/"])
        case .huge: return respond([UInt8](repeating: UInt8(ascii: " "), count: 10_000_000))
        case .hangs:
            try? await Task.sleep(for: .seconds(20))
            return Response(status: .ok)
        case .signsWrongly: return try sealed(content, Self.thirdKeys)
        case .otherKeys: return try sealed(content, Self.otherKeys)
        default: return try sealed(content)
        }
    }

    private func sealed(_ content: JSON, _ keys: EnvelopeKeys? = OperatorServer.keys) throws -> Response {
        respond(try AnswerEnvelope(plain: content.bytes, keys: try #require(keys)).bytes)
    }

    private func respond(_ bytes: [UInt8]) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private func statuses(_ question: LooseJSON) -> JSON {
        let asked = question["StationIDs"].items.map(\.text)
        let statuses = state.withLock(\.statuses)
        var infos = asked.map { station -> JSON in
            let own = statuses.filter { $0.key.first == station.first }.sorted { $0.key < $1.key }
            return status(station, own.map { ($0.key, $0.value) })
        }
        if manner == .lies {
            infos.append(status("L", [("X9", 1), ("L1", 1), ("L2", 77)]))
        }
        return ["Total": JSON(infos.count), "StationStatusInfos": .array(infos)]
    }

    private func status(_ station: String, _ connectors: [(String, Int)]) -> JSON {
        let infos = connectors.map { connector -> JSON in
            ["ConnectorID": .string(connector.0), "Status": JSON(connector.1)]
        }
        return ["StationID": .string(station), "ConnectorStatusInfos": .array(infos)]
    }

    /// One station a page.
    private func stations(_ question: LooseJSON) -> JSON {
        var all = [
            station("L", "湖滨超充站", Town.lakeside, ["L1", "L2", "L3"]), station("O", "古城充电站", Town.oldTown, ["O1"]),
        ]
        if manner == .lies { all += lies }
        let page = question["PageNo"].whole ?? 1
        return [
            "PageNo": JSON(page), "PageCount": JSON(all.count),
            "ItemSize": JSON(manner == .shortOfStations ? 9 : all.count),
            "StationInfos": .array([all[min(page, all.count) - 1]]),
        ]
    }

    /// Each is wrong in its own way.
    private var lies: [JSON] {
        let here = Town.lakeside
        return [
            station("L", "又一个湖滨站", here, ["L7"]),
            station("Z", "零点站", Coordinate(uncheckedLatitude: 0, longitude: 0), ["Z1"], isShifted: false),
            station(
                "S", "颠倒站", Coordinate(uncheckedLatitude: here.longitude, longitude: here.latitude), ["S1"],
                isShifted: false),
            station("N", "宁波站", Town.ningbo, ["N1"]),
            station("", "无号站", here, ["U1"]),
            station("D", "抢号站", Town.oldTown, ["O1", "D1"]),
        ]
    }

    private func station(
        _ key: String, _ name: String, _ point: Coordinate, _ connectors: [String], isShifted: Bool = true
    ) -> JSON {
        let shown = isShifted ? Datum.convert(point, from: .wgs84, to: .gcj02) : point
        let infos = connectors.map { connector -> JSON in
            ["ConnectorID": .string(connector), "ConnectorType": 4, "Power": 60]
        }
        return [
            "StationID": .string(key), "OperatorID": "MALAKE001", "StationName": .string(name), "CountryCode": "CN",
            "StationLng": .number(shown.longitude), "StationLat": .number(shown.latitude), "Address": "湖滨路 1 号",
            "StationTel": "0991-0000000", "ServiceTel": "4000000000", "StationType": 1, "StationStatus": 50,
            "BusineHours": "00:00-24:00", "ElectricityFee": "1.05元/度", "ServiceFee": "峰时 0.8，谷时 0.5",
            "EquipmentInfos": [["EquipmentID": .string("E" + key), "ConnectorInfos": .array(infos)]],
        ]
    }
}
