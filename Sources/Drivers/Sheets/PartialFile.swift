import Glibc

/// A file that takes its name only when it is whole: written beside its place, synced, renamed.
struct PartialFile {
    let partialPath: String
    let descriptor: Int32
    private let path: String

    /// Other writers of the same path that may be at work, or have died, at the same time.
    private static let attemptsMax = 100

    init(for path: String) throws(SheetWriteFailure) {
        let cut = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.index(after: $0) } ?? path.startIndex
        let (folder, name) = (path[..<cut], path[cut...])
        var status = stat()
        if name.isEmpty || (stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR) {
            throw .cannotWrite(target: path, reason: "it is a folder")
        }
        for attempt in 0..<Self.attemptsMax {
            let partial = "\(folder).\(name).\(getpid())-\(attempt).partial"
            let opened = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            if opened >= 0 {
                self.partialPath = partial
                self.descriptor = opened
                self.path = path
                return
            }
            guard errno == EEXIST else { throw .cannotWrite(target: path, reason: FileBytes.reason(errno)) }
        }
        throw .cannotWrite(target: path, reason: "too many unfinished files lie beside it")
    }

    /// Makes the bytes durable and gives the file its name.
    func publish() throws(SheetWriteFailure) {
        // Whoever wrote through the path wrote to the same file, so this descriptor syncs it too.
        guard fsync(descriptor) == 0, rename(partialPath, path) == 0 else {
            throw .cannotWrite(target: path, reason: FileBytes.reason(errno))
        }
        close(descriptor)
        syncFolder()
    }

    func abandon() {
        close(descriptor)
        unlink(partialPath)
    }

    private func syncFolder() {
        let cut = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        let folder = cut.map { String(path[...$0]) } ?? "."
        let opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { return }
        _ = fsync(opened)
        close(opened)
    }
}

/// A file of no fixed name, for formats that cannot be streamed.
struct ScratchFile {
    let path: String
    private let descriptor: Int32
    private static let chunkBytes = 1 << 18

    init() throws(SheetWriteFailure) {
        var template = Array("\(P_tmpdir)/sheet-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else {
            throw .cannotWrite(target: "The output", reason: FileBytes.reason(errno))
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    func copy(to output: Int32) throws(SheetWriteFailure) {
        let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunkBytes, alignment: 8)
        defer { chunk.deallocate() }
        while true {
            let count = read(descriptor, chunk.baseAddress, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .cannotWrite(target: "The output", reason: FileBytes.reason(errno)) }
            guard count > 0 else { return }
            let piece = UnsafeRawBufferPointer(rebasing: chunk[..<count])
            if let failure = ByteOutput.writeAll(piece, to: output) {
                throw .cannotWrite(target: "The output", reason: FileBytes.reason(failure))
            }
        }
    }

    func remove() {
        close(descriptor)
        unlink(path)
    }
}
