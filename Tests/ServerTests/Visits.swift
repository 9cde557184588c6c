import Foundation
import Hummingbird
import Kernel
import Places
import TestTown
import Testing

/// A visit from nowhere, in one language, at the tests' moment; the city is six hours east of Greenwich.
func testVisit(_ language: Language) -> Visit {
    let site = Site(
        name: Phrase("甬爱码", "YongAi"), cityName: Phrase("云杉", "Yunshan"), utcOffsetSeconds: Town.utcOffsetSeconds,
        assetBase: "/assets/1", clock: .stopped(at: testMoment))
    let head = HTTPRequest(
        method: .get, scheme: "http", authority: "localhost", path: "/?lang=\(language.rawValue)", headerFields: [:])
    return Visit(
        Request(head: head, body: RequestBody(buffer: ByteBuffer())), site: site, requestID: "1",
        parameters: Parameters())
}

extension PlaceDetail {
    /// The member this adds to a place's JSON, written out.
    var text: String? { json.map { String(decoding: JSON.object([$0]).bytes, as: UTF8.self) } }
}

func minutesAgo(_ minutes: Int64) -> Instant { testMoment.adding(seconds: -60 * minutes) }

extension HTML {
    /// What a person reads of it: its texts, with bars between; escapes stay as they are.
    var read: String {
        let texts = text.split(separator: "<").flatMap { piece -> [Substring] in
            guard let end = piece.firstIndex(of: ">") else { return [piece] }
            return [piece[piece.index(after: end)...]]
        }
        return texts.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
            .joined(separator: " | ")
    }
}
