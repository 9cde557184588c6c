import Kernel
import TCEC102

/// Asks a partner of T/CEC 102: every question sealed, every answer opened.
struct AskTCEC102: Sendable {
    let feed: Feed
    let partner: FeedSecrets.Partner
    let fetching: any Fetching
    let tokens: TokenShelf
    let now: Instant
    static let pageSize = 100
    /// How many stations are asked for their states at once: the standard allows fifty.
    static let stationsMax = 50

    /// Every station, page after page.
    func sites() async throws(FeedFailure) -> Harvest {
        var harvest = Harvest()
        var page = 1
        var pages = 1
        var promised = 0
        var came = 0
        while page <= pages {
            let answer = try await ask(
                "query_stations_info",
                ["LastQueryTime": "", "PageNo": JSON(page), "PageSize": JSON(Self.pageSize)])
            guard let count = answer["PageCount"].whole, (0...Limits.feedPagesMax).contains(count) else {
                throw .unreadable
            }
            pages = count
            promised = answer["ItemSize"].whole ?? promised
            let stations = answer["StationInfos"].items
            for station in stations {
                came += 1
                ReadTCEC102.site(station, came, into: &harvest)
            }
            guard came <= Limits.feedSitesMax else { throw .tooLarge }
            page += 1
        }
        if came < promised {
            harvest.report(came, "ItemSize", String(promised), "\(promised) stations were announced, \(came) came.")
        }
        return harvest
    }

    /// The states of these stations' connectors. The standard's answer has no moment of its own: what is answered now
    /// holds now.
    func states(of stations: [String]) async throws(FeedFailure) -> Harvest {
        var harvest = Harvest()
        var number = 0
        for start in stride(from: 0, to: stations.count, by: Self.stationsMax) {
            let some = stations[start..<min(start + Self.stationsMax, stations.count)]
            let answer = try await ask("query_station_status", ["StationIDs": .array(some.map(JSON.string))])
            for station in answer["StationStatusInfos"].items {
                for connector in station["ConnectorStatusInfos"].items {
                    number += 1
                    ReadTCEC102.state(connector, at: now, number, into: &harvest)
                }
            }
        }
        return harvest
    }

    /// A question with a token; one that has expired is asked for anew, once.
    private func ask(_ interface: String, _ question: JSON) async throws(FeedFailure) -> LooseJSON {
        for isLast in [false, true] {
            let answer = try await send(interface, question, token: try await token())
            switch answer.code {
            case AnswerCode.success.rawValue: return try open(answer)
            case AnswerCode.token.rawValue where !isLast: tokens.drop(feed.name)
            default: throw .refused
            }
        }
        throw .refused
    }

    private func token() async throws(FeedFailure) -> String {
        if let token = tokens.token(of: feed.name, at: now) { return token }
        let answer = try await send(
            "query_token",
            ["OperatorID": .string(partner.ourOperatorID), "OperatorSecret": .string(partner.operatorSecret)],
            token: nil)
        guard answer.code == AnswerCode.success.rawValue else { throw .refused }
        let content = try open(answer)
        let token = content["AccessToken"].text
        guard content["SuccStat"].whole == 0, !token.isEmpty, token.utf8.count <= 1000,
            token.utf8.allSatisfy({ (33...126).contains($0) })
        else { throw .refused }
        // Given up a minute early, so that it does not expire on the way.
        let seconds = min(max(content["TokenAvailableTime"].whole ?? 0, 60), 604_800)
        tokens.keep(token, of: feed.name, until: now.adding(seconds: Int64(seconds) - 60))
        return token
    }

    private func send(_ interface: String, _ question: JSON, token: String?) async throws(FeedFailure) -> AnswerEnvelope
    {
        let base = feed.address.hasSuffix("/") ? String(feed.address.dropLast()) : feed.address
        let answer: OutboundAnswer
        do {
            let envelope = try RequestEnvelope(
                operatorID: partner.ourOperatorID, plain: question.bytes, timeStamp: ChinaTime.text(now.seconds),
                sequence: tokens.nextSequence(), keys: partner.keys)
            answer = try await fetching.fetch(
                OutboundRequest(
                    address: base + "/" + interface, body: envelope.bytes,
                    headers: token.map { [("Authorization", "Bearer " + $0)] } ?? []))
        } catch let fault as FetchFault {
            throw FeedFailure(fault)
        } catch {
            throw .secrets
        }
        guard answer.status == 200 else { throw .status }
        do { return try AnswerEnvelope(reading: answer.body) } catch { throw .unreadable }
    }

    private func open(_ answer: AnswerEnvelope) throws(FeedFailure) -> LooseJSON {
        do {
            return try answer.open(partner.keys)
        } catch {
            throw error == .signature ? .signature : .unreadable
        }
    }
}
