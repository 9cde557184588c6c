import Compounds
import Kernel
import Places

/// All SQL about where passes are checked: compounds by who may check there, and the gates a token is for.
struct PassGateStore: Sendable {
    func gates(ofToken token: String, in town: any Reading) throws -> Set<ID<Gate>> {
        Set(try town.rows("SELECT gate_id FROM token_gate WHERE token_id = \(token)").map { try $0.id("gate_id") })
    }

    func bind(token: String, to gate: ID<Gate>, in town: any Writing) throws {
        try town.run("INSERT INTO token_gate (token_id, gate_id) VALUES (\(token), \(gate))")
    }

    /// Compounds by name: these, no more than so many.
    func compounds(_ ids: [String], countMax: Int, in town: any Reading) throws -> [(id: ID<Place>, name: String)] {
        try town.rows(
            """
            SELECT id, name FROM place WHERE kind = 'compound' AND id IN \(list: ids)
            ORDER BY name, id LIMIT \(countMax)
            """
        ).map { (try $0.id("id"), try $0.text("name")) }
    }
}
