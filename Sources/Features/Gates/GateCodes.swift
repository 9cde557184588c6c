import Audit
import Compounds
import Kernel
import PassToken

/// What hangs at a gate: its number and the text of its address.
public struct HangingCode: Sendable, Equatable {
    public var gate: ID<Gate>
    public var number: Int
    public var text: String
}

extension Gates {
    /// The code that is good at a gate now. Before the first there is none: it is made when somebody prints one.
    public func code(at gate: ID<Gate>, in town: any Reading) throws -> HangingCode? {
        guard let number = try store.goodCodes(of: [gate], in: town)[gate] else { return nil }
        return try code(at: gate, number: number)
    }

    /// The same, made where there is none yet. Its maker needs the right to edit the gate's compound.
    func codeToPrint(at gate: ID<Gate>, by editor: GateEditor?, in town: any Writing) throws -> HangingCode {
        if let present = try code(at: gate, in: town) { return present }
        guard let editor else { return try renewCode(at: gate, in: town) }
        return try renewCode(at: gate, by: editor, in: town)
    }

    /// Ends the code that hangs at a gate and makes the next, for a poster that was lost or copied.
    func renewCode(at id: ID<Gate>, by editor: GateEditor, in town: any Writing) throws -> HangingCode {
        let (_, land) = try gate(id, for: .editGates, by: editor.person, in: town)
        let code = try nextCode(at: id, by: editor.person.id, in: town)
        try audit.record(
            AuditEntry(
                editor.person, editor.visit, by: editor.person.grant(for: .editGates, on: land.target),
                action: "renew-gate-code", subjectKind: "gate", subject: id.description, area: land.area,
                reason: editor.reason, details: [("number", JSON(code.number))]),
            in: town)
        return code
    }

    /// From a command on the city's own machine.
    public func renewCode(at id: ID<Gate>, in town: any Writing) throws -> HangingCode {
        let code = try nextCode(at: id, by: nil, in: town)
        try audit.record(
            AuditEntry(
                action: "renew-gate-code", subjectKind: "gate", subject: id.description, origin: "console",
                details: [("number", JSON(code.number))]),
            in: town)
        return code
    }

    private func nextCode(at gate: ID<Gate>, by person: ID<Account>?, in town: any Writing) throws -> HangingCode {
        let last = try store.codes(of: gate, in: town).first?.number ?? 0
        guard last < Int(UInt16.max) else { throw Refusal.conflict(what: .noMoreCodes) }
        try store.addCode(last + 1, of: gate, by: person, in: town)
        return try code(at: gate, number: last + 1)
    }

    private func code(at gate: ID<Gate>, number: Int) throws -> HangingCode {
        let code = try signer.code(gate.bytes, number: UInt16(clamping: number), city: city)
        return HangingCode(gate: gate, number: number, text: code.text)
    }

    /// What a scanned text says.
    public enum ScannedCode: Sendable, Equatable {
        case good(Gate, number: Int)
        /// Of this gate, and not the newest; nil where the gate was taken away.
        case ended(Gate?)
        case forged
    }

    public func scanned(_ text: String, in town: any Reading) throws -> ScannedCode {
        guard let code = try? GateCode(reading: text, city: city, keys: signer.trusted),
            let id = ID<Gate>(bytes: code.gate)
        else { return .forged }
        guard let gate = try compounds.gate(id, in: town) else { return .ended(nil) }
        let good = try store.goodCodes(of: [id], in: town)[id]
        return good == Int(code.number) ? .good(gate, number: Int(code.number)) : .ended(gate)
    }
}

extension ID {
    /// The 16 bytes, most significant first.
    public var bytes: [UInt8] {
        [high, low].flatMap { word in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
        }
    }

    public init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.init(
            high: bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }, low: bytes[8...].reduce(0) { $0 << 8 | UInt64($1) })
    }
}

extension Phrase {
    static let noMoreCodes = Phrase("这个门的门口码编号已用完。", "This gate has used up all numbers of codes.")
}
