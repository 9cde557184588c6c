import Foundation
import Kernel
import Places
import TestTown
import Testing

@testable import Server

private let noodles: Place = {
    var place = Town.place(1, "老面馆", hours: "Mo-Su 08:00-22:00", facilities: ["discount"])
    place.areaCode = "990102001"
    place.areaBasis = "nearest-centre"
    return place
}()

@Suite("Editing places over HTTP")
struct PlaceEditingTests {
    private var address: String { "/console/places/\(noodles.id)" }

    @Test("Staff of the area see and save the form; to others it is not there", arguments: TestEngine.available)
    func edited(_ engine: TestEngine) async throws {
        try await withHouse(engine, places: [noodles]) { house in
            let worker = try await house.signIn(as: .officer, area: "990102")
            let other = try await house.signIn(as: .officer, area: "990103")
            let rider = try await house.signIn(as: .rider)
            let sleeping = try await house.signIn(as: .officer, area: "990102", proof: .code)
            try await withVisitor(house) { visitor in
                let page = try await visitor.ask(address, ["Cookie": worker])
                #expect(page.status == 200 && page.text.contains("value=\"老面馆\""))
                #expect(try await visitor.ask("/console/places", ["Cookie": worker]).text.contains("老面馆"))
                #expect(!(try await visitor.ask("/console/places", ["Cookie": other]).text.contains("老面馆")))
                #expect(try await visitor.ask(address, ["Cookie": other]).status == 404)
                #expect(try await visitor.ask(address, ["Cookie": rider]).status == 404)
                #expect(try await visitor.ask(address, ["Cookie": sleeping]).status == 303)
                #expect(try await visitor.ask("/console/places/no-id", ["Cookie": worker]).status == 404)
                for cookie in [other, rider] {
                    let refused = try await visitor.send(
                        form: "version=1&name=X", to: address + "/changes", cookie: cookie)
                    #expect(refused.status == 404)
                }
                let saved = try await visitor.send(
                    form: "version=1&name=New+Noodles&hours=24/7", to: address + "/changes", cookie: worker)
                #expect(saved.status == 303 && saved.header("Location") == address + "?saved=1")
                let again = try await visitor.ask(address, ["Cookie": worker, "Accept-Language": "en"])
                #expect(again.text.contains("New Noodles") && again.text.contains("Undo"))
            }
        }
    }

    @Test("A change made meanwhile is shown beside what was typed, and nothing is lost")
    func conflict() async throws {
        try await withHouse(places: [noodles]) { house in
            let worker = try await house.signIn(as: .officer, area: "990102")
            try await withVisitor(house) { visitor in
                _ = try await visitor.send(form: "version=1&phone=0574-1", to: address + "/changes", cookie: worker)
                let late = try await visitor.send(
                    form: "version=1&phone=0574-2&reason=why", to: address + "/changes", cookie: worker)
                #expect(late.status == 409)
                for part in ["0574-1", "value=\"0574-2\"", "name=\"version\" value=\"2\"", "value=\"why\""] {
                    #expect(late.text.contains(part), "\(part)")
                }
                let wrong = try await visitor.send(
                    form: "version=2&hours=whenever", to: address + "/changes", cookie: worker)
                #expect(wrong.status == 400 && wrong.text.contains("value=\"whenever\""))
                #expect(wrong.text.contains("aria-invalid"))
            }
        }
    }

    @Test("A new place is added inside one's area only")
    func added() async throws {
        try await withHouse(places: [noodles]) { house in
            let worker = try await house.signIn(as: .officer, area: "990102")
            let owner = try await house.signIn(as: .merchant, area: "990102001", place: noodles.id)
            let form = "name=Lake+House&kind=station&lat=43.83&lng=87.62"
            try await withVisitor(house) { visitor in
                let target = "/console/places/new/changes"
                #expect(try await visitor.ask("/console/places/new", ["Cookie": owner]).status == 404)
                #expect(try await visitor.send(form: form, to: target, cookie: owner).status == 404)
                #expect(try await visitor.ask("/console/places/new", ["Cookie": worker]).status == 200)
                let away = "name=Old&kind=station&lat=43.8&lng=87.57"
                #expect(try await visitor.send(form: away, to: target, cookie: worker).status == 403)
                let missing = try await visitor.send(form: "name=Lake&kind=station", to: target, cookie: worker)
                #expect(missing.status == 400)
                let added = try await visitor.send(form: form, to: target, cookie: worker)
                #expect(added.status == 303)
                let list = try await visitor.ask("/console/places?kind=station", ["Cookie": worker])
                #expect(list.text.contains("Lake House"))
            }
        }
    }
}

@Suite("Suggesting over HTTP")
struct SuggestingTests {
    @Test("A rider tells, the staff of the area find it in their inbox and accept it", arguments: TestEngine.available)
    func told(_ engine: TestEngine) async throws {
        try await withHouse(engine, places: [noodles]) { house in
            let worker = try await house.signIn(as: .officer, area: "990102")
            try await withVisitor(house) { visitor in
                let page = try await visitor.ask("/places/\(noodles.id)")
                #expect(page.text.contains("有误？告诉我们"))
                let type = "application/x-www-form-urlencoded"
                let sent = try await visitor.send(
                    "subject=hours&value=24%E5%B0%8F%E6%97%B6&text=", type: type,
                    to: "/places/\(noodles.id)/suggestions")
                #expect(sent.status == 303 && sent.header("Set-Cookie")?.hasPrefix("device=") == true)
                let inbox = try await visitor.ask("/console", ["Cookie": worker])
                #expect(inbox.text.contains("老面馆") && inbox.text.contains("纠错建议"))
                let form = try await visitor.ask("/console/places/\(noodles.id)", ["Cookie": worker])
                let id = try #require(form.text.firstMatch(of: #/console/suggestions/([0-9a-f-]{36})/#)?.1)
                let decided = try await visitor.send(
                    form: "decision=accept", to: "/console/suggestions/\(id)", cookie: worker)
                #expect(decided.status == 303)
                let after = try await visitor.ask("/console/places/\(noodles.id)", ["Cookie": worker])
                #expect(after.text.contains("value=\"24/7\""))
                #expect(!(try await visitor.ask("/console", ["Cookie": worker]).text.contains("纠错建议")))
            }
        }
    }

    @Test("A program's suggestion is answered as it was understood, and the same again for the same key")
    func program() async throws {
        try await withHouse(places: [noodles]) { house in
            try await withVisitor(house) { visitor in
                let target = "/api/v1/places/\(noodles.id)/suggestions"
                let body = #"{"subject":"hours","value":"周一至周五 9:00-18:00","key":"a-new-key"}"#
                let first = try await visitor.send(body, type: "application/json", to: target)
                #expect(first.status == 201)
                #expect(try first.object()["value"] as? String == "Mo-Fr 09:00-18:00")
                let again = try await visitor.send(body, type: "application/json", to: target)
                #expect(again.status == 201 && again.text == first.text)
                for wrong in [
                    #"{"subject":"hours","key":"k"}"#, #"{"subject":"hours","value":"x","key":"abcdefgh","x":"y"}"#,
                ] {
                    #expect(try await visitor.send(wrong, type: "application/json", to: target).status == 400)
                }
                #expect(try await visitor.send("{", type: "application/json", to: target).status == 415)
            }
        }
    }
}

@Suite("Merging over HTTP")
struct MergingTests {
    private static let twin: Place = {
        var place = Town.place(2, "老面馆")
        place.areaCode = "990102001"
        place.areaBasis = "nearest-centre"
        return place
    }()

    @Test("Near duplicates are compared and merged; pages and programs are led on, roles go along")
    func merged() async throws {
        let twin = Self.twin
        try await withHouse(places: [noodles, twin]) { house in
            let worker = try await house.signIn(as: .officer, area: "990102")
            let owner = try await house.signIn(as: .merchant, area: "990102001", place: twin.id)
            try await withVisitor(house) { visitor in
                let list = try await visitor.ask("/console/places/duplicates", ["Cookie": worker])
                #expect(list.text.contains("/merge?with="))
                #expect(try await visitor.ask("/console/places/duplicates", ["Cookie": owner]).status == 404)
                let address = "/console/places/\(noodles.id)/merge"
                #expect(try await visitor.ask(address, ["Cookie": worker]).text.contains("\(twin.id)"))
                let page = try await visitor.ask(address + "?with=\(twin.id)", ["Cookie": worker])
                #expect(page.status == 200 && page.text.contains("with-version"))
                let form = "with=\(twin.id)&version=1&with-version=1&hours=here"
                #expect(try await visitor.send(form: form, to: address, cookie: owner).status == 404)
                #expect(try await visitor.send(form: form, to: address, cookie: worker).status == 303)
                try await house.refresh()
                for path in ["/places/", "/api/v1/places/"] {
                    let led = try await visitor.ask(path + "\(twin.id)?lang=en")
                    #expect(led.status == 301 && led.header("Location") == path + "\(noodles.id)?lang=en")
                }
                #expect(try await visitor.ask("/console/places/\(noodles.id)", ["Cookie": owner]).status == 200)
            }
        }
    }
}

@Suite("Photos over HTTP")
struct PhotosOverHTTPTests {
    /// Two by two pixels.
    private static let png = """
        iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==
        """

    @Test("Staff put a photo up; others, broken files and other sites are refused")
    func put() async throws {
        let picture = try #require(Data(base64Encoded: Self.png.filter { !$0.isWhitespace }))
        try await withHouse(places: [noodles]) { house in
            defer { try? FileManager.default.removeItem(atPath: house.settings.photosPath) }
            let owner = try await house.signIn(as: .merchant, area: "990102001", place: noodles.id)
            let other = try await house.signIn(as: .officer, area: "990103")
            try await withVisitor(house) { visitor in
                let target = "/console/places/\(noodles.id)/photo"
                func send(_ body: Data, type: String, cookie: String, site: String = "same-origin") async throws
                    -> Reply
                {
                    let headers = ["Content-Type": type, "Cookie": cookie, "Sec-Fetch-Site": site]
                    return try await visitor.send(Array(body), headers, to: target)
                }
                #expect(try await send(picture, type: "image/png", cookie: other).status == 404)
                #expect(try await send(picture, type: "image/png", cookie: owner, site: "cross-site").status == 403)
                #expect(try await send(Data("GIF89a".utf8), type: "image/gif", cookie: owner).status == 415)
                #expect(try await send(picture.prefix(30), type: "image/png", cookie: owner).status == 403)
                let big = Data(count: 11 * 1024 * 1024)
                #expect(try await send(big, type: "image/png", cookie: owner).status == 413)
                let form =
                    Data("--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\n\r\n".utf8)
                    + picture + Data("\r\n--b--\r\n".utf8)
                let sent = try await send(form, type: "multipart/form-data; boundary=b", cookie: owner)
                #expect(sent.status == 303)
                let page = try await visitor.ask("/places/\(noodles.id)")
                let address = try #require(page.text.firstMatch(of: #//photos/[0-9a-f]{64}/small/#)?.0)
                let shown = try await visitor.ask(String(address))
                #expect(shown.status == 200 && shown.type == "image/jpeg" && shown.body.starts(with: [0xFF, 0xD8]))
                #expect(try await visitor.ask("/photos/../large").status == 404)
            }
        }
    }
}
