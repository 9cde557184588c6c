import Areas
import Kernel
import TestTown
import Testing

@testable import Places

/// The address of the result page, read and written.
struct FindQuestionTests {
    private func question(_ query: String, in town: Town) throws -> FindQuestion {
        try FindQuestion(
            Query(query), vocabulary: town.places.vocabulary, map: town.areas.map, now: testMoment)
    }

    @Test("What an address asks is written again as the same address")
    func roundTrip() async throws {
        try await Town.open(.sqlite) { town in
            for address in [
                "/find", "/find?q=%E7%9F%B3%20a", "/find?kinds=station,charger&open=now&near=990102001&view=map",
                "/find?facilities=water,toilet&radius=10000", "/find?kinds=charger&traits=swap,full_battery",
            ] {
                let query = address.split(separator: "?").dropFirst().first.map(String.init) ?? ""
                let written = try question(query, in: town).address
                #expect(written == address)
            }
        }
    }

    @Test("A form without scripts names facilities one by one and sends empty fields; both are understood")
    func forms() async throws {
        try await Town.open(.sqlite) { town in
            let asked = try question("q=&facilities=water&kinds=&facilities=toilet&near=&view=", in: town)
            #expect(asked.address == "/find?facilities=water,toilet")
            let list = try question("view=list", in: town)
            #expect(list == FindQuestion())
        }
    }

    @Test("What cannot be asked is refused by its name, and an area nobody knows is not there")
    func refused() async throws {
        try await Town.open(.sqlite) { town in
            for (query, name) in [
                ("view=globe", "view"), ("q=" + String(repeating: "a", count: 65), "q"), ("q=a&q=b", "q"),
                ("kinds=bank", "kinds"), ("facilities=water&facilities=sauna", "facilities"),
            ] {
                do {
                    _ = try question(query, in: town)
                    Issue.record("\(query) was taken")
                } catch let refusal as Refusal {
                    guard case .parameter(let told, _, _) = refusal else {
                        Issue.record("\(refusal)")
                        continue
                    }
                    #expect(told == name)
                }
            }
            let nowhere = #expect(throws: Refusal.self) { try question("near=999999", in: town) }
            #expect(nowhere == .notFound(what: .noArea))
        }
    }
}
