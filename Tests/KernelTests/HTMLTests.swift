import Kernel
import Testing

@Suite struct HTMLTests {
    private let hostile = "<script>alert('1')</script>\"&amp;"

    @Test("an interpolated text is escaped in content")
    func content() {
        let page: HTML = "<p>\(hostile)</p>"
        #expect(page.text == "<p>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;amp;</p>")
    }

    @Test("an interpolated text cannot leave its attribute, with either kind of quote round it")
    func attributes() {
        let double: HTML = "<a title=\"\("\" onclick=\"x()")\">"
        let single: HTML = "<a title='\("' onclick='x()")'>"
        #expect(double.text == "<a title=\"&quot; onclick=&quot;x()\">")
        #expect(single.text == "<a title='&#39; onclick=&#39;x()'>")
    }

    @Test("a part of a text is escaped like the whole")
    func substrings() {
        let page: HTML = "\(hostile.dropFirst(0))"
        #expect(page == "\(hostile)" as HTML)
    }

    @Test("markup inside markup is escaped once, however deep")
    func nesting() {
        let name: HTML = "<b>\("A&B")</b>"
        let item: HTML = "<li>\(name)</li>"
        let list: HTML = "<ul>\([item, item])</ul>"
        #expect(list.text == "<ul><li><b>A&amp;B</b></li><li><b>A&amp;B</b></li></ul>")
        #expect(["<", "&"].markup { "\($0)" }.map(\.text) == ["&lt;", "&amp;"])
    }

    @Test("absent markup is nothing, and numbers and identifiers stand as they are")
    func others() {
        let none: HTML? = nil
        let page: HTML = "[\(none)]\(-7) \(ID<HTMLTests>(high: 1, low: 2))"
        #expect(page.text == "[]-7 00000000-0000-0001-0000-000000000002")
        #expect(HTML.empty.text.isEmpty)
    }

    @Test("other characters pass unchanged, also joined ones next to a quote")
    func unicode() {
        let text = "宁波 👩‍👩‍👧 e\u{301} \u{0}\u{2028}"
        #expect(("\(text)" as HTML).text == text)
        #expect(("\("\"\u{301}<\u{301}&\u{20E3}")" as HTML).text == "&quot;\u{301}&lt;\u{301}&amp;\u{20E3}")
    }

    @Test("what comes out has no character that markup could begin with", arguments: 0..<128)
    func everyASCII(_ code: Int) throws {
        let character = String(try #require(Unicode.Scalar(code)))
        let escaped = ("\(character)" as HTML).text
        let isSpecial = ["<", ">", "\"", "'", "&"].contains(character)
        #expect(escaped == character ? !isSpecial : isSpecial && escaped.hasPrefix("&") && escaped.hasSuffix(";"))
    }
}
