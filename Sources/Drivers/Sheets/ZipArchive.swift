import CArchive

/// What may still be unpacked from one file, over all of its parts.
final class ExpansionMeter {
    private(set) var expandedBytes = 0
    private let bytesMax: Int

    init(packedBytes: Int, limits: SheetLimits) {
        let byRatio = packedBytes.multipliedReportingOverflow(by: limits.expansionRatioMax)
        let fair = max(limits.expandedFreeBytes, byRatio.overflow ? Int.max : byRatio.partialValue)
        self.bytesMax = min(limits.expandedBytesMax, fair)
    }

    func add(_ bytes: Int) throws(SheetRefusal) {
        expandedBytes += bytes
        guard expandedBytes <= bytesMax else { throw .zipBomb(expandedBytesMax: bytesMax) }
    }
}

/// A ZIP file in memory, read by libarchive part by part. Nothing is ever unpacked to the disk, so the names of
/// entries can do no harm: they are only compared.
final class ZipArchive {
    private let bytes: UnsafeRawBufferPointer
    private let limits: SheetLimits
    private let meter: ExpansionMeter

    /// `bytes` must stay where they are as long as the archive is used.
    init(bytes: UnsafeRawBufferPointer, limits: SheetLimits) {
        self.bytes = bytes
        self.limits = limits
        self.meter = ExpansionMeter(packedBytes: bytes.count, limits: limits)
    }

    /// The part of that name, ready to be read from its beginning; nil if there is none.
    func part(_ name: String) throws(SheetRefusal) -> ZipPart? {
        guard let archive = archive_read_new() else { throw .badZip(reason: "there is no memory to read it") }
        let part = ZipPart(archive: archive, meter: meter)
        guard archive_read_support_format_zip_seekable(archive) == ARCHIVE_OK,
            archive_read_open_memory(archive, bytes.baseAddress, bytes.count) == ARCHIVE_OK
        else { throw .badZip(reason: "its table of contents is missing, as when a download breaks off") }
        return try find(name, in: part) ? part : nil
    }

    private func find(_ name: String, in part: ZipPart) throws(SheetRefusal) -> Bool {
        var entries = 0
        while true {
            var entry: OpaquePointer?
            switch archive_read_next_header(part.archive, &entry) {
            case ARCHIVE_EOF: return false
            case ARCHIVE_OK, ARCHIVE_WARN: break
            default:
                throw .badZip(
                    reason: entries == 0
                        ? "its table of contents is missing, as when a download breaks off"
                        : "its table of contents is broken")
            }
            entries += 1
            guard entries <= limits.zipEntriesMax else {
                throw .badZip(reason: "it has more than \(limits.zipEntriesMax) entries")
            }
            guard let text = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry) else { continue }
            let found = String(cString: text).replacing("\\", with: "/")
            guard found.lowercased() == name.lowercased() else { continue }
            guard archive_entry_is_encrypted(entry) == 0 else { throw .encryptedWorkbook }
            return true
        }
    }
}

/// One part of a ZIP file while it is unpacked.
final class ZipPart {
    fileprivate let archive: OpaquePointer
    private let meter: ExpansionMeter

    fileprivate init(archive: OpaquePointer, meter: ExpansionMeter) {
        self.archive = archive
        self.meter = meter
    }

    deinit {
        archive_read_free(archive)
    }

    /// Fills `buffer` as far as it can; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(SheetRefusal) -> Int {
        let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
        guard count >= 0 else { throw .badZip(reason: "one of its parts cannot be unpacked or has changed") }
        try meter.add(count)
        return count
    }
}
