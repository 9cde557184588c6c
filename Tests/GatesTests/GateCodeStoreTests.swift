import Compounds
import Crypto
import Kernel
import PassToken
import TestTown
import Testing

@testable import Gates

@Suite("Codes that hang at gates")
struct GateCodeStoreTests {
    @Test("The newest is good, older ones have ended, and others are forged", arguments: TestEngine.available)
    func renewed(_ engine: TestEngine) async throws {
        try await GateTown.open(engine) { here in
            let gates = here.gates
            let gate = GateTown.south
            #expect(try await here.database.read { try gates.code(at: gate.id, in: $0) } == nil)
            let first = try await here.database.write { try gates.codeToPrint(at: gate.id, by: nil, in: $0) }
            let again = try await here.database.write { try gates.codeToPrint(at: gate.id, by: nil, in: $0) }
            #expect(first.number == 1 && again.number == 1)
            let second = try await here.database.write { try gates.renewCode(at: gate.id, in: $0) }
            #expect(second.number == 2)
            let other = P256.Signing.PrivateKey()
            let forged = try GateCode(signing: gate.id.bytes, number: 2, city: "9901", by: other).text
            let early = try GateCode(signing: gate.id.bytes, number: 3, city: "9901", by: GateTown.key).text
            let told = try await here.database.read { town in
                try [first.text, second.text, forged, "x", early].map { try gates.scanned($0, in: town) }
            }
            #expect(told == [.ended(gate), .good(gate, number: 2), .forged, .forged, .ended(gate)])
            let editor = GateEditor(person: GateTown.manager, visit: GateTown.visit())
            try await here.database.write { _ = try gates.remove(gate.id, by: editor, in: $0) }
            #expect(try await here.database.read { try gates.scanned(second.text, in: $0) } == .ended(nil))
        }
    }

    @Test("An identifier is its sixteen bytes, and back")
    func bytes() {
        let id = GateTown.south.id
        #expect(id.bytes.count == 16 && ID<Gate>(bytes: id.bytes) == id)
        #expect(ID<Gate>(bytes: [1, 2]) == nil)
    }
}
