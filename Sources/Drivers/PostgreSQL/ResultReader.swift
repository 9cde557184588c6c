import CPostgres
import Glibc
import Kernel

/// Reads a result that is in text format, by its columns' types.
struct ResultReader {
    private let result: OpaquePointer?
    private let types: [Oid]
    private let columns: ColumnNames

    init(_ result: OpaquePointer?) {
        self.result = result
        let count = PQnfields(result)
        types = (0..<count).map { PQftype(result, $0) }
        columns = ColumnNames((0..<count).map { PQfname(result, $0).map { String(cString: $0) } ?? "" })
    }

    /// Reads another result of the same statement (single-row mode).
    init(_ result: OpaquePointer?, like first: ResultReader) {
        self.result = result
        types = first.types
        columns = first.columns
    }

    var rowsChanged: Int { PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0 }

    func rows() throws -> [Row] { try (0..<PQntuples(result)).map(row) }

    func row(_ row: Int32) throws -> Row {
        var values: [SQLValue] = []
        values.reserveCapacity(types.count)
        for (index, type) in types.enumerated() { values.append(try value(row, Int32(index), type)) }
        return Row(columns: columns, values: values)
    }

    private func value(_ row: Int32, _ column: Int32, _ type: Oid) throws -> SQLValue {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
        switch type {
        case TypeID.int8, TypeID.int4, TypeID.int2, TypeID.oid: return .integer(try integer(bytes))
        case TypeID.bool: return .integer(bytes.first == UInt8(ascii: "t") ? 1 : 0)
        case TypeID.float8, TypeID.float4: return .real(strtod(start, nil))
        case TypeID.numeric: return numeric(bytes, start)
        case TypeID.bytea: return .blob(try blob(bytes))
        default: return .text(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// `sum(bigint)` is numeric here and an integer on SQLite: whole numbers that fit are read as integers.
    private func numeric(_ bytes: UnsafeRawBufferPointer, _ start: UnsafePointer<CChar>) -> SQLValue {
        (try? integer(bytes)).map(SQLValue.integer) ?? .real(strtod(start, nil))
    }

    private func integer(_ bytes: UnsafeRawBufferPointer) throws -> Int64 {
        let isNegative = bytes.first == UInt8(ascii: "-")
        var number: Int64 = 0
        var overflows = bytes.count == (isNegative ? 1 : 0)
        for byte in bytes.dropFirst(isNegative ? 1 : 0) {
            guard (48...57).contains(byte) else { throw unreadable }
            // Downwards, since the least integer has no positive counterpart.
            let (product, first) = number.multipliedReportingOverflow(by: 10)
            let (difference, second) = product.subtractingReportingOverflow(Int64(byte - 48))
            overflows = overflows || first || second
            number = difference
        }
        guard !overflows, isNegative || number != .min else { throw unreadable }
        return isNegative ? number : -number
    }

    /// `\x` and two hexadecimal digits a byte.
    private func blob(_ bytes: UnsafeRawBufferPointer) throws -> [UInt8] {
        guard bytes.count >= 2, bytes.count.isMultiple(of: 2), bytes[1] == UInt8(ascii: "x") else { throw unreadable }
        var blob: [UInt8] = []
        blob.reserveCapacity(bytes.count / 2 - 1)
        for index in stride(from: 2, to: bytes.count, by: 2) {
            blob.append(digit(bytes[index]) << 4 | digit(bytes[index + 1]))
        }
        return blob
    }

    private func digit(_ byte: UInt8) -> UInt8 { byte < 58 ? byte &- 48 : (byte | 0x20) &- 87 }

    private var unreadable: DatabaseFault { .engine("The server sent a value that cannot be read.") }
}
