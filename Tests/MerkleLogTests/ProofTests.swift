import Testing

@testable import MerkleLog

@Suite("Proofs of a log")
struct ProofTests {
    private let read: NodeReader
    private let naive = NaiveTree()
    private let roots: [TreeHash]

    init() {
        let nodes = NaiveTree.stored(140)
        read = { position throws(ProofFault) in
            guard let hash = nodes[position] else { throw .position }
            return hash
        }
        roots = (0...130).map(naive.root)
    }

    @Test("Every leaf of every size up to 130 is proven by the path of the definition")
    func inclusion() throws {
        for size in 1...130 {
            for index in 0..<size {
                let proof = try InclusionProof(index: UInt64(index), size: UInt64(size), read)
                let isAsDefined = proof.path == naive.path(index, 0..<size)
                let isValid = proof.isValid(leaf: NaiveTree.leaves[index], root: roots[size])
                let isOther = proof.isValid(leaf: NaiveTree.leaves[index + 1], root: roots[size])
                #expect(isAsDefined && isValid && !isOther, "\(index) of \(size)")
            }
        }
    }

    @Test("Every size up to 130 is proven to begin with every smaller one")
    func consistency() throws {
        for size in 1...130 {
            for from in 1...size {
                let proof = try ConsistencyProof(from: UInt64(from), size: UInt64(size), read)
                let isAsDefined = proof.path == naive.subproof(from, 0..<size, true)
                let isValid = proof.isValid(earlierRoot: roots[from], root: roots[size])
                let isOther = proof.isValid(earlierRoot: roots[from - 1], root: roots[size])
                #expect(isAsDefined && isValid && !isOther, "\(from) of \(size)")
            }
        }
    }

    @Test("A proof for another place, of another length, or with a changed hash is not valid")
    func changed() throws {
        for (index, size) in [(0, 1), (0, 2), (3, 7), (6, 7), (64, 65), (63, 130)] as [(Int, Int)] {
            let proof = try InclusionProof(index: UInt64(index), size: UInt64(size), read)
            func isValid(_ index: Int, _ path: [TreeHash]) -> Bool {
                InclusionProof(index: UInt64(index), size: UInt64(size), path: path)
                    .isValid(leaf: NaiveTree.leaves[proof.index == 0 ? 0 : Int(proof.index)], root: roots[size])
            }
            #expect(isValid(index, proof.path))
            #expect(!isValid(index, proof.path + [.empty]))
            #expect(!isValid(index, [.empty] + proof.path))
            for place in proof.path.indices {
                var path = proof.path
                path[place] = .empty
                #expect(!isValid(index, path))
                #expect(!isValid(index, Array(proof.path[..<place])))
            }
            for other in 0..<size where other != index { #expect(!isValid(other, proof.path)) }
            #expect(!isValid(size, proof.path))
        }
    }

    @Test("What is not within the tree is not proven")
    func ranges() {
        #expect(throws: ProofFault.range) { try InclusionProof(index: 0, size: 0, read) }
        #expect(throws: ProofFault.range) { try InclusionProof(index: 5, size: 5, read) }
        #expect(throws: ProofFault.range) { try ConsistencyProof(from: 0, size: 5, read) }
        #expect(throws: ProofFault.range) { try ConsistencyProof(from: 6, size: 5, read) }
        #expect(throws: ProofFault.position) { try InclusionProof(index: 0, size: 1_000, read) }
    }

    @Test("Sizes beyond all measure neither crash nor prove anything")
    func huge() {
        let path = Array(repeating: TreeHash.empty, count: 64)
        for size: UInt64 in [.max, 1 << 63, 1 << 63 | 1] {
            for count in [0, 1, 63, 64] {
                let inclusion = InclusionProof(index: size - 1, size: size, path: Array(path[..<count]))
                #expect(!inclusion.isValid(leaf: .empty, root: .empty))
                let consistency = ConsistencyProof(from: size - 1, size: size, path: Array(path[..<count]))
                #expect(!consistency.isValid(earlierRoot: .empty, root: .empty))
            }
        }
    }

    @Test("What a proof will read is known beforehand")
    func foreseen() throws {
        var asked: [NodePosition] = []
        let noting: NodeReader = { position in
            asked.append(position)
            return try read(position)
        }
        _ = try InclusionProof(index: 70, size: 130, noting)
        #expect(try InclusionProof.positions(index: 70, size: 130) == asked)
        asked = []
        _ = try ConsistencyProof(from: 70, size: 130, noting)
        #expect(try ConsistencyProof.positions(from: 70, size: 130) == asked)
        #expect(throws: ProofFault.range) { try InclusionProof.positions(index: 1, size: 1) }
    }

    @Test("A proof reads few nodes")
    func cost() throws {
        var reads = 0
        _ = try InclusionProof(index: 77, size: (1 << 40) - 1) { _ in
            reads += 1
            return .empty
        }
        #expect(reads < 80)
    }
}
