import CMalloc

enum Memory {
    /// Hands what was freed back to the machine. Making the directory anew takes twice its room for a moment, and glibc
    /// would keep the free half for ever.
    static func giveBack() {
        malloc_trim(0)
    }
}
