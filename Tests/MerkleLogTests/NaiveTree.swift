@testable import MerkleLog

/// The definitions of RFC 9162, section 2.1, word by word; roots are remembered so that tests are quick.
final class NaiveTree {
    static let leaves = (0..<140).map { TreeHash.leaf(Array("entry \($0)".utf8)) }

    private var roots: [Range<Int>: TreeHash] = [:]

    private static func split(_ range: Range<Int>) -> Int {
        var power = 1
        while power * 2 < range.count { power *= 2 }
        return range.lowerBound + power
    }

    func root(_ size: Int) -> TreeHash { root(0..<size) }

    func root(_ range: Range<Int>) -> TreeHash {
        if range.isEmpty { return .empty }
        if range.count == 1 { return Self.leaves[range.lowerBound] }
        if let known = roots[range] { return known }
        let middle = Self.split(range)
        let root = TreeHash.node(root(range.lowerBound..<middle), root(middle..<range.upperBound))
        roots[range] = root
        return root
    }

    func path(_ index: Int, _ range: Range<Int>) -> [TreeHash] {
        guard range.count > 1 else { return [] }
        let middle = Self.split(range)
        let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
        return index < middle ? path(index, left) + [root(right)] : path(index, right) + [root(left)]
    }

    func subproof(_ from: Int, _ range: Range<Int>, _ isWhole: Bool) -> [TreeHash] {
        if from == range.upperBound { return isWhole ? [] : [root(range)] }
        let middle = Self.split(range)
        let (left, right) = (range.lowerBound..<middle, middle..<range.upperBound)
        return from <= middle
            ? subproof(from, left, isWhole) + [root(right)] : subproof(from, right, false) + [root(left)]
    }

    /// A log's table of nodes, as appending makes them.
    static func stored(_ size: Int) -> [NodePosition: TreeHash] {
        var frontier = Frontier()
        var nodes: [NodePosition: TreeHash] = [:]
        for leaf in leaves[..<size] {
            for (position, hash) in frontier.append(leaf) { nodes[position] = hash }
        }
        return nodes
    }
}
