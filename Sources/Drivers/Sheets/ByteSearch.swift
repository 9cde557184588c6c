import Glibc

/// Finds a word in bytes. The C library's `memmem` is an extension that Swift does not see.
enum ByteSearch {
    /// `anchor` is the place in the word of its rarest byte: that one is looked for with `memchr`.
    static func holds(_ bytes: UnsafeRawBufferPointer, _ word: [UInt8], anchor: Int) -> Bool {
        guard let base = bytes.baseAddress, word.indices.contains(anchor) else { return false }
        var position = anchor
        // The last place where the anchor can stand with the rest of the word after it.
        let stop = bytes.count - (word.count - anchor) + 1
        while position < stop {
            guard let found = memchr(base + position, Int32(word[anchor]), stop - position) else { return false }
            let start = UnsafeRawPointer(found) - base - anchor
            if memcmp(base + start, word, word.count) == 0 { return true }
            position = start + anchor + 1
        }
        return false
    }

    static func holds(_ bytes: [UInt8], _ word: [UInt8], anchor: Int) -> Bool {
        bytes.withUnsafeBytes { holds($0, word, anchor: anchor) }
    }
}
