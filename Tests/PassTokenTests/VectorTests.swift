import Foundation
import Testing

@testable import PassToken

@Suite("Our own vectors", .serialized)
struct VectorTests {
    @Test("Each pass gets its verdict, and each verdict there is has a pass")
    func passes() throws {
        if ProcessInfo.processInfo.environment["YONGAI_RECORD"] != nil { try VectorMaker().vectors().write() }
        let vectors = try Vectors.read()
        for one in vectors.passes {
            let gate = PassGate(id: bytes(one.gate), compound: one.compound, nonce: one.nonce.map { bytes($0) })
            let verdict = try vectors.verifier(list: one.list).verify(one.text, at: gate, now: one.now) { pass in
                pass.credential.maskedName
            }
            #expect(verdict.word == one.verdict, "\(one.name)")
            guard case .genuine(_, let name) = verdict else { continue }
            #expect(name == one.maskedName)
            #expect(try PassForm(reading: one.text).moment.message.hex == one.signed)
        }
        let verdicts = Set(vectors.passes.map(\.verdict))
        #expect(verdicts == Set(PassFault.allCases.map(\.rawValue) + ["genuine"]))
    }

    @Test("They are what would be made today, but for the signatures")
    func current() throws {
        func bare(_ vectors: Vectors) -> [String] {
            vectors.keys.map { "\($0.key) \($0.value)" }.sorted() + [vectors.keySet]
                + vectors.lists.map { "\($0.version) \($0.floor) \($0.serials) \($0.bytes.dropLast(128))" }
                + vectors.deltas.map { "\($0.from) \($0.version) \($0.added) \($0.bytes.dropLast(128))" }
                + vectors.passes.map { "\($0.name) \($0.text.count) \($0.now) \($0.gate) \($0.list) \($0.verdict)" }
        }
        #expect(bare(try Vectors.read()) == bare(try VectorMaker().vectors()))
    }

    @Test("Lists and deltas are read as they say, and the delta makes the next list of the one before")
    func lists() throws {
        let vectors = try Vectors.read()
        let keys = try #require(PassKeys(issuer: vectors.issuer, decoding: bytes(vectors.keySet)))
        let lists = try vectors.lists.map { try RevocationList(reading: bytes($0.bytes), keys: keys) }
        for (read, said) in zip(lists, vectors.lists) {
            #expect(read.version == said.version && read.floor == said.floor && read.serials == said.serials)
        }
        for said in vectors.deltas {
            let delta = try RevocationDelta(reading: bytes(said.bytes), keys: keys)
            #expect(delta.from == said.from && delta.version == said.version && delta.added == said.added)
            let base = try #require(lists.first { $0.version == said.from })
            #expect(try delta.applied(to: base) == lists.first { $0.version == said.version })
        }
    }

    private struct Foreign: Decodable {
        let about: String
        let passes: [Vectors.Case]
    }

    @Test("Passes that another program made by the document are taken")
    func foreign() throws {
        let file = Files.here.appendingPathComponent("foreign.json")
        let foreign = try JSONDecoder().decode(Foreign.self, from: try Data(contentsOf: file))
        #expect(foreign.passes.count >= 3)
        for one in foreign.passes {
            let gate = PassGate(id: bytes(one.gate), compound: one.compound, nonce: one.nonce.map { bytes($0) })
            let verifier = try Vectors.read().verifier(list: one.list)
            #expect(verifier.word(one.text, at: gate, now: one.now) == one.verdict, "\(one.name)")
        }
    }
}
