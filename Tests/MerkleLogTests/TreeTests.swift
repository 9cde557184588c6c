import Testing

@testable import MerkleLog

@Suite("The tree of a log")
struct TreeTests {
    private let sizes = 0...130

    @Test("Leaves, nodes and the empty tree are hashed as RFC 9162 says")
    func hashes() {
        #expect("\(TreeHash.empty)" == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect("\(TreeHash.leaf([]))" == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
        let node = TreeHash.node(.leaf([]), .leaf([0]))
        #expect("\(node)" == "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")
        #expect(TreeHash([1]) == nil)
    }

    @Test("The root is that of the definition for every size, appended or read from nodes")
    func roots() throws {
        let naive = NaiveTree()
        var frontier = Frontier()
        let read = nodeReader(ofLeaves: NaiveTree.leaves)
        for size in sizes {
            let wanted = naive.root(size)
            #expect(frontier.root == wanted)
            #expect(merkleRoot(NaiveTree.leaves[..<size]) == wanted)
            #expect(try merkleRoot(size: UInt64(size), read) == wanted)
            frontier.append(NaiveTree.leaves[size])
        }
    }

    @Test("A frontier kept as bytes goes on as if it had never been put away")
    func kept() throws {
        let read = nodeReader(ofLeaves: NaiveTree.leaves)
        var frontier = Frontier()
        for size in sizes {
            #expect(frontier.size == UInt64(size))
            let bytes = frontier.bytes
            #expect(bytes.count == 8 + 32 * size.nonzeroBitCount)
            #expect(Frontier(reading: bytes) == frontier)
            let positions = Frontier.positions(size: UInt64(size))
            #expect(positions.count == frontier.roots.count)
            #expect(try positions.map(read) == frontier.roots)
            #expect(Frontier(size: frontier.size, roots: frontier.roots) == frontier)
            #expect(Frontier(reading: Array(bytes.dropLast())) == nil)
            #expect(Frontier(reading: bytes + frontier.root.bytes) == nil)
            frontier = try #require(Frontier(reading: bytes))
            frontier.append(NaiveTree.leaves[size])
        }
        #expect(Frontier(reading: []) == nil)
    }

    @Test("The nodes appending gives are enough to prove everything, and each is made once")
    func stored() throws {
        let naive = NaiveTree()
        var frontier = Frontier()
        var nodes: [NodePosition: TreeHash] = [:]
        for leaf in NaiveTree.leaves[..<100] {
            for (position, hash) in frontier.append(leaf) {
                #expect(nodes.updateValue(hash, forKey: position) == nil)
            }
        }
        let read: NodeReader = { try #require(nodes[$0]) }
        let fromLeaves = nodeReader(ofLeaves: Array(NaiveTree.leaves[..<100]))
        for (position, hash) in nodes { #expect(try fromLeaves(position) == hash) }
        for index: UInt64 in 0..<100 {
            let proof = try InclusionProof(index: index, size: 100, read)
            #expect(proof.isValid(leaf: NaiveTree.leaves[Int(index)], root: frontier.root))
            let older = try ConsistencyProof(from: index + 1, size: 100, read)
            #expect(older.isValid(earlierRoot: naive.root(Int(index) + 1), root: frontier.root))
        }
    }

    @Test("Nodes that are no perfect subtree of the leaves are not made up")
    func positions() throws {
        let read = nodeReader(ofLeaves: Array(NaiveTree.leaves[..<7]))
        for (level, index) in [(0, 7), (1, 3), (2, 1), (3, 0), (-1, 0), (63, 0), (64, 0), (62, 1 << 62)] {
            #expect(throws: ProofFault.position) { try read(NodePosition(level: level, index: UInt64(index))) }
        }
        #expect(throws: ProofFault.position) { try read(NodePosition(level: 0, index: .max)) }
    }
}
