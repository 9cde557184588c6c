import CPostgres
import Kernel

/// The object identifiers of built-in types (`pg_type.dat`) that are sent or read.
enum TypeID {
    static let unknown: Oid = 0
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let oid: Oid = 26
    static let float4: Oid = 700
    static let float8: Oid = 701
    static let numeric: Oid = 1700
}

/// Bound values as libpq takes them: numbers and texts as C strings, byte strings as they are. A null has no type of
/// its own: the server takes it from where the null stands, which needs a CAST where that tells nothing
/// (`CAST(\(x) AS TEXT) IS NULL`).
struct Parameters {
    private(set) var types: [Oid] = []
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []
    private var bytes: [UInt8] = []

    init(_ values: [SQLValue]) {
        for value in values { append(value) }
        // An empty array has no address, which would read as null.
        bytes.append(0)
    }

    private mutating func append(_ value: SQLValue) {
        switch value {
        case .null: add(TypeID.unknown, nil)
        case .integer(let number): add(TypeID.int8, String(number).utf8)
        case .real(let number): add(TypeID.float8, Self.text(of: number).utf8)
        case .text(let text): add(TypeID.text, text.utf8)
        case .blob(let blob):
            types.append(TypeID.bytea)
            starts.append(bytes.count)
            lengths.append(Int32(blob.count))
            formats.append(1)
            bytes += blob
        }
    }

    private mutating func add(_ type: Oid, _ text: String.UTF8View?) {
        types.append(type)
        starts.append(text == nil ? nil : bytes.count)
        lengths.append(0)
        formats.append(0)
        guard let text else { return }
        bytes += text
        bytes.append(0)
    }

    var byteCount: Int { bytes.count }

    private static func text(of number: Double) -> String {
        number.isInfinite ? (number < 0 ? "-Infinity" : "Infinity") : number.description
    }

    func withPointers<Result>(
        _ body: ([UnsafePointer<CChar>?], [Int32], [Int32]) throws -> Result
    ) rethrows -> Result {
        try bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
            return try body(
                starts.map { start in start.flatMap { start in base.map { $0 + start } } }, lengths, formats)
        }
    }
}
