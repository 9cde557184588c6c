import Foundation
import MerkleLog
import TestTown
import Testing

private let published = "vectors/merkle/testdata"

@Suite("Proofs others have published", .enabled(if: Repository.hasShared(published)))
struct PublishedTests {
    private struct Inclusion: Decodable {
        let leafIdx: UInt64
        let treeSize: UInt64
        let root: Data?
        let leafHash: Data?
        let proof: [Data]?
        let wantErr: Bool
    }

    private struct Consistency: Decodable {
        let size1: UInt64
        let size2: UInt64
        let root1: Data?
        let root2: Data?
        let proof: [Data]?
        let wantErr: Bool
    }

    private func each<Vector: Decodable>(_ kind: String, _ check: (Vector, String) throws -> Void) throws -> Int {
        let folder = Repository.shared("\(published)/\(kind)")
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
        for name in names {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
            try check(try JSONDecoder().decode(Vector.self, from: bytes), name)
        }
        return names.count
    }

    /// One vector has roots of another length, which a `TreeHash` cannot have: other hashes stand for them. nil where
    /// one is not there at all.
    private func hashes(_ data: [Data?]) -> [TreeHash]? {
        let hashes = data.compactMap { $0.flatMap { $0.isEmpty ? nil : TreeHash($0) ?? .leaf(Array($0)) } }
        return hashes.count == data.count ? hashes : nil
    }

    @Test("transparency-dev's inclusion proofs are judged as published")
    func inclusion() throws {
        let count = try each("inclusion") { (vector: Inclusion, name: String) in
            guard let hashes = hashes([vector.leafHash, vector.root] + (vector.proof ?? [])) else {
                #expect(vector.wantErr, "\(name)")
                return
            }
            let proof = InclusionProof(index: vector.leafIdx, size: vector.treeSize, path: Array(hashes[2...]))
            #expect(proof.isValid(leaf: hashes[0], root: hashes[1]) == !vector.wantErr, "\(name)")
        }
        #expect(count >= 90)
    }

    @Test("transparency-dev's consistency proofs are judged as published")
    func consistency() throws {
        let count = try each("consistency") { (vector: Consistency, name: String) in
            guard let hashes = hashes([vector.root1, vector.root2] + (vector.proof ?? [])) else {
                #expect(vector.wantErr, "\(name)")
                return
            }
            let proof = ConsistencyProof(from: vector.size1, size: vector.size2, path: Array(hashes[2...]))
            #expect(proof.isValid(earlierRoot: hashes[0], root: hashes[1]) == !vector.wantErr, "\(name)")
        }
        #expect(count >= 90)
    }
}
