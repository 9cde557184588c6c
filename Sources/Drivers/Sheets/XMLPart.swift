import Foundation
import Glibc

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// What one kind of XML part does with its elements. Names come without their namespace prefix.
protocol XMLPartHandler: AnyObject {
    func start(_ element: String, _ attributes: [String: String]) throws(SheetRefusal)
    func text(_ text: String)
    func end(_ element: String) throws(SheetRefusal)
}

/// Streams one XML part of a workbook through a handler.
enum XMLPart {
    /// False if the workbook has no such part.
    static func read(_ name: String, of archive: ZipArchive, _ handler: some XMLPartHandler) throws(SheetRefusal)
        -> Bool
    {
        guard let part = try archive.part(name) else { return false }
        let stream = UnpackingStream(part: part, name: name)
        let delegate = XMLPartDelegate(handler: handler, name: name)
        let parser = XMLParser(stream: stream)
        parser.shouldResolveExternalEntities = false
        parser.delegate = delegate
        let parsed = parser.parse()
        // The first cause: a parser that is cut off complains about the cut.
        if let refusal = stream.refusal ?? delegate.refusal { throw refusal }
        guard parsed else { throw .badXML(part: name, line: max(1, parser.lineNumber)) }
        return true
    }
}

/// Unpacks a part as the parser asks for it, and stops at once at what no spreadsheet program writes.
private final class UnpackingStream: InputStream {
    private(set) var refusal: SheetRefusal?
    private let part: ZipPart
    private let name: String
    /// The last bytes of the chunk before, so that a word across two chunks is seen.
    private var tail: [UInt8] = []

    /// Both spellings open what can expand: `<!DOCTYPE` and, inside it, `<!ENTITY`.
    private static let forbidden = [Array("<!DOCTYPE".utf8), Array("<!ENTITY".utf8)]
    private static let tailBytes = 8

    init(part: ZipPart, name: String) {
        self.part = part
        self.name = name
        super.init(data: Data())
    }

    override func open() {}
    override func close() {}
    override var hasBytesAvailable: Bool { refusal == nil }
    /// The inherited one is not implemented and ends the program.
    override var streamError: (any Error)? { nil }

    override func read(_ buffer: UnsafeMutablePointer<UInt8>, maxLength length: Int) -> Int {
        let raw = UnsafeMutableRawBufferPointer(start: buffer, count: length)
        do throws(SheetRefusal) {
            let count = try part.read(into: raw)
            try inspect(UnsafeRawBufferPointer(rebasing: raw[..<count]))
            return count
        } catch {
            // The end of the file for the parser; the refusal says why.
            refusal = error
            return 0
        }
    }

    private func inspect(_ chunk: UnsafeRawBufferPointer) throws(SheetRefusal) {
        // Another encoding than UTF-8 would hide the words from this search.
        guard let base = chunk.baseAddress, memchr(base, 0, chunk.count) == nil else {
            throw .badXML(part: name, line: 1)
        }
        let seam = tail + chunk.prefix(Self.tailBytes)
        for word in Self.forbidden where Self.holds(chunk, seam, word) {
            throw .documentType(part: name)
        }
        tail = Array((tail + chunk.suffix(Self.tailBytes)).suffix(Self.tailBytes))
    }

    private static func holds(_ chunk: UnsafeRawBufferPointer, _ seam: [UInt8], _ word: [UInt8]) -> Bool {
        ByteSearch.holds(chunk, word, anchor: 1) || ByteSearch.holds(seam, word, anchor: 1)
    }
}

/// Hands the parser's events on, and stops it at the handler's first refusal.
private final class XMLPartDelegate: NSObject, XMLParserDelegate {
    private(set) var refusal: SheetRefusal?
    private let handler: any XMLPartHandler
    private let name: String

    init(handler: any XMLPartHandler, name: String) {
        self.handler = handler
        self.name = name
    }

    func parser(
        _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        attempt(parser) { () throws(SheetRefusal) in try handler.start(Self.local(element), attributes) }
    }

    func parser(_ parser: XMLParser, didEndElement element: String, namespaceURI: String?, qualifiedName: String?) {
        attempt(parser) { () throws(SheetRefusal) in try handler.end(Self.local(element)) }
    }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if refusal == nil { handler.text(text) }
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        if refusal == nil { handler.text(String(decoding: block, as: UTF8.self)) }
    }

    func parser(_ parser: XMLParser, foundInternalEntityDeclarationWithName entity: String, value: String?) {
        refuse(parser, .documentType(part: name))
    }

    private func attempt(_ parser: XMLParser, _ body: () throws(SheetRefusal) -> Void) {
        guard refusal == nil else { return }
        do throws(SheetRefusal) {
            try body()
        } catch {
            refuse(parser, error)
        }
    }

    private func refuse(_ parser: XMLParser, _ reason: SheetRefusal) {
        refusal = refusal ?? reason
        parser.abortParsing()
    }

    private static func local(_ element: String) -> String {
        guard let colon = element.utf8.firstIndex(of: UInt8(ascii: ":")) else { return element }
        return String(element[element.utf8.index(after: colon)...])
    }
}
