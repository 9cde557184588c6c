import Glibc
import Kernel
import Testing

@testable import Sheets

/// A folder that is gone when the test is over.
final class ScratchFolder {
    let path: String

    init() throws {
        var template = Array("\(P_tmpdir)/sheets-tests-XXXXXX".utf8CString)
        let made = mkdtemp(&template)
        path = try #require(made.map { String(cString: $0) })
    }

    deinit {
        for name in names { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    var names: [String] {
        guard let folder = opendir(path) else { return [] }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    func file(_ name: String, _ bytes: [UInt8] = []) throws -> String {
        let place = "\(path)/\(name)"
        guard !bytes.isEmpty else { return place }
        let descriptor = open(place, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        #expect(bytes.withUnsafeBytes { ByteOutput.writeAll($0, to: descriptor) } == nil)
        return place
    }
}

/// Text in another character set.
func encoded(_ text: [UInt8], as encoding: String) throws -> [UInt8] {
    let descriptor = iconv_open(encoding, "UTF-8")
    defer { iconv_close(descriptor) }
    var source = text.map { CChar(bitPattern: $0) }
    var target = [CChar](repeating: 0, count: text.count * 4 + 16)
    var left = source.count
    var free = target.count
    source.withUnsafeMutableBufferPointer { from in
        target.withUnsafeMutableBufferPointer { to in
            var input = from.baseAddress
            var output = to.baseAddress
            _ = iconv(descriptor, &input, &left, &output, &free)
        }
    }
    try #require(left == 0)
    return target.prefix(target.count - free).map { UInt8(bitPattern: $0) }
}

func read(_ text: String, name: String = "", limits: SheetLimits = .standard) throws(SheetRefusal) -> Sheet {
    try SheetFile.read(bytes: Array(text.utf8), name: name, limits: limits)
}

/// The refusal of a file, checked to be a sentence.
func refusal(of bytes: [UInt8], name: String = "", limits: SheetLimits = .standard) -> SheetRefusal? {
    do throws(SheetRefusal) {
        _ = try SheetFile.read(bytes: bytes, name: name, limits: limits)
        return nil
    } catch {
        #expect(error.sentence.hasSuffix("."))
        #expect(error.sentence.count > 15)
        return error
    }
}

extension Sheet {
    var texts: [[String]] { rows.map(\.cells) }
    var lines: [Int] { rows.map(\.line) }
}

/// A few fields of any table, as the tests speak of them.
func smaller(_ change: (inout SheetLimits) -> Void) -> SheetLimits {
    var limits = SheetLimits.standard
    change(&limits)
    return limits
}
