extension SourceFile {
    /// All SQL of a feature stands in its store; drivers and the kernel's data layer speak it too.
    func strayStatements() -> [Finding] {
        let speaks = isBelow("Sources/Drivers") || isBelow("Sources/Kernel/Data") || fileName.hasSuffix("Store.swift")
        guard isBelow("Sources"), !speaks else { return [] }
        return ["SELECT ", "INSERT ", "DELETE FROM ", "UPDATE "].flatMap { word in
            texts.wordPlaces(of: word).filter { !isReadiness(at: $0) }.map { finding(at: $0, "says \(word)") }
        }
    }

    /// `SELECT 1`: is the database there?
    private func isReadiness(at place: Int) -> Bool {
        fileName == "OperationRoutes.swift" && texts[place...].starts(with: "SELECT 1 ".utf8)
    }

    /// The content security policy allows no inline style, script or handler.
    func inlineMarkup() -> [Finding] {
        guard isBelow("Sources") else { return [] }
        let attributes = [
            "style=", "onclick=", "onchange=", "onsubmit=", "oninput=", "onload=", "onerror=", "onfocus=", "onblur=",
            "onkeydown=", "onkeyup=", "ontoggle=",
        ].flatMap { word in
            texts.wordPlaces(of: word).filter { $0 == 0 || texts[$0 - 1] != UInt8(ascii: "-") }
                .map { finding(at: $0, "writes \(word)") }
        }
        let scripts = texts.places(of: "<script").filter { place in
            let tag = texts[place...].prefix { $0 != UInt8(ascii: ">") }
            return Array(tag).wordPlaces(of: "src=").isEmpty
        }
        let links = ["javascript:", "<style"].flatMap { word in
            texts.places(of: word).map { finding(at: $0, "writes \(word)") }
        }
        return attributes + links + scripts.map { finding(at: $0, "writes a script without src") }
    }

    /// Folders of one machine do not belong in the repository; the whole file is read, comments too.
    func machinePaths() -> [Finding] {
        ["/work/", "/root/", "/tmp/", "/home/"].flatMap { folder in
            bytes.places(of: folder).filter { place in
                guard place > 0 else { return true }
                let before = bytes[place - 1]
                return !isWordByte(before) && before != UInt8(ascii: ".") && before != UInt8(ascii: "}")
            }.map { finding(at: $0, "names \(folder)") }
        }
    }
}
