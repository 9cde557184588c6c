import Kernel
import TestTown
import Testing

@testable import Areas
@testable import Places
@testable import Server

/// An address of the API that is right but for what is put behind it.
private struct Address {
    let path: String
    let given: [String: String]
    let parameters: [String]

    /// Every other parameter as it should be, this one as it should not.
    func target(_ name: String, _ value: String) -> String {
        let items = given.filter { $0.key != name }.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return path + "?" + (items + ["\(name)=\(AddressText.encode(value))"]).joined(separator: "&")
    }
}

private let point = ["lat": "43.83", "lng": "87.62"]
private let addresses = [
    Address(
        path: "/api/v1/places/nearby", given: point, parameters: PointQuery.parameters + PlaceFilter.parameters),
    Address(path: "/api/v1/search", given: point.merging(["q": "x"]) { $1 }, parameters: SearchQuestion.parameters),
    Address(path: "/api/v1/areas/locate", given: point, parameters: PointQuery.parameters),
    Address(
        path: "/api/v1/places", given: ["bbox": "87.6,43.8,87.7,43.9", "zoom": "14"],
        parameters: MapQuestion.parameters),
    Address(path: "/api/v1/places/\(shop.id)", given: [:], parameters: ["lang"]),
]
private let shop = Town.place(1, "老面馆")

private let notNumbers = [
    "", "abc", "nan", "inf", "0x10", "1e999", "29,8", "29.8°", " 29", "--1", "٢٩", String(repeating: "1", count: 41),
]

/// Values each parameter must refuse: a new parameter needs a line here.
private let refused: [String: [String]] = [
    "q": ["", String(repeating: "面", count: 65)],
    "lat": notNumbers + ["90.0001", "-91", "1000"],
    "lng": notNumbers + ["180.0001", "-181", "1e4"],
    "bbox": [
        "", "87.6", "87.6,43.8,87.7", "87.6,43.8,87.7,43.9,0", "87.6,43.9,87.7,43.8", "87.6,43.8,87.7,", "a,b,c,d",
        "87.6;43.8;87.7;43.9", "87.6 43.8 87.7 43.9", "-181,43.8,87.7,43.9", "87.6,-91,87.7,43.9",
        "87.6,43.8,180.1,43.9",
        "87.6,43.8,87.7,90.1", "nan,43.8,87.7,43.9", "87.6,43.8,inf,43.9", "87.6,43.8,87.7,1e999", "0x1,0,1,1",
        "[87.6,43.8,87.7,43.9]", String(repeating: ",", count: 500),
    ],
    "zoom": ["", "-1", "21", "14.5", "1e1", "z", "99999999999999999999", "٣", " 14"],
    "datum": ["", "WGS84", "wgs-84", "gcj", "cgcs2000"],
    "lang": ["", "zh", "EN", "fr", "zh-Hant"],
    "kinds": ["", "bank", "merchant,", ",merchant", "Merchant", "merchant;charger", "merchant, charger", "商家"],
    "facilities": ["", "wifi", "water,", "Water", "water toilet", "<script>"],
    "traits": ["", "full", "swap,", "Swap", "full-battery", "swap;ebike"],
    "open": [
        "", "yes", "true", "NOW", "2026-11-23", "2026-11-23T18:00:00", "2026-02-30T08:00:00Z", "2026-11-23T25:00:00Z",
    ],
    "radius": ["", "0", "-1", "50001", "1.5", "1e3", "3km", "99999999999999999999", "٣"],
    "limit": ["", "0", "101", "-5", "ten", "1.0", "99999999999999999999"],
]

@Suite("Bad parameters of the API")
struct BadParametersTests {
    @Test("Every parameter refuses every bad value with a sentence that names it", arguments: addresses.map(\.path))
    func table(path: String) async throws {
        let address = try #require(addresses.first { $0.path == path })
        try await withHouse(places: [shop]) { house in
            try await withVisitor(house) { visitor in
                for name in address.parameters {
                    for value in try #require(refused[name], "\(name) has no bad values") {
                        let target = address.target(name, value)
                        try await refuses(try await visitor.ask(target), name, target)
                    }
                }
            }
        }
    }

    @Test("Unknown, repeated, missing and badly encoded parameters are refused by name")
    func names() async throws {
        try await withHouse(places: [shop]) { house in
            try await withVisitor(house) { visitor in
                for address in addresses {
                    let right = address.target("lang", "en")
                    #expect(try await visitor.ask(right).status == 200, "\(right)")
                    try await refuses(try await visitor.ask(right + "&raduis=5"), "raduis", right)
                    try await refuses(try await visitor.ask(right + "&LAT=5"), "LAT", right)
                    try await refuses(try await visitor.ask(right + "&=5"), "", right)
                    try await refuses(try await visitor.ask(right + "&lang=en"), "lang", right)
                    try await refuses(try await visitor.ask(right + "&%zz=1"), "%zz", right)
                    try await refuses(try await visitor.ask(right + "&x=%ff"), "x", right)
                    try await refuses(try await visitor.ask(right + "&x=%00"), "x", right)
                    try await refuses(
                        try await visitor.ask(right + "&x=" + String(repeating: "a", count: 1025)), "x", right)
                    for name in address.given.keys {
                        let without =
                            address.path + "?"
                            + address.given.filter { $0.key != name }
                            .map { "\($0.key)=\($0.value)" }.joined(separator: "&")
                        try await refuses(try await visitor.ask(without), name, without)
                        try await refuses(try await visitor.ask(right + "&\(name)=1"), name, right)
                    }
                }
            }
        }
    }

    @Test("The same refusal is a page for a person, in their language")
    func pages() async throws {
        try await withHouse { house in
            try await withVisitor(house) { visitor in
                for path in ["/?radius=0", "/find?kinds=bank", "/find?view=globe", "/find/list?lat=x&lng=1"] {
                    let chinese = try await visitor.ask(path)
                    let english = try await visitor.ask(path + "&lang=en")
                    #expect(chinese.status == 400 && english.status == 400, "\(path)")
                    #expect(chinese.text.contains("请求参数不对") && chinese.text.contains("<html lang=\"zh-Hans\">"))
                    #expect(english.text.contains("Bad parameter") && english.text.contains("<html lang=\"en\">"))
                }
            }
        }
    }

    private func refuses(_ reply: Reply, _ name: String, _ target: String) async throws {
        #expect(reply.status == 400, "\(target)")
        #expect(reply.type == "application/problem+json", "\(target)")
        let members = try reply.object()
        #expect(members["status"] as? Int == 400)
        #expect(members["type"] as? String == "about:blank")
        #expect(try #require(members["title"] as? String) != "")
        #expect(try #require(members["accepted"] as? String) != "")
        #expect(members["requestId"] as? String == reply.header("X-Request-Id"))
        #expect(members["parameter"] as? String == name, "\(target)")
        let detail = try #require(members["detail"] as? String)
        #expect(name.isEmpty || detail.contains(name), "\(detail)")
    }
}
