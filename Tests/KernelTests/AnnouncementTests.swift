import Kernel
import Testing

@Suite struct AnnouncementTests {
    private func topic(_ name: String) -> Topic { Topic(rawValue: name) }

    @Test("everyone who listens hears every topic in order, until the end")
    func everyone() async {
        let announcements = Announcements()
        let listeners = [announcements.listen(), announcements.listen()]
        announcements.tell(topic("places"))
        announcements.tell(nil)
        announcements.tell(topic("areas"))
        announcements.end()
        for listener in listeners {
            var heard: [Topic?] = []
            for await topic in listener { heard.append(topic) }
            #expect(heard == [topic("places"), nil, topic("areas")])
        }
    }

    @Test("a listener too slow for its topics is told that it missed some")
    func slow() async {
        let announcements = Announcements()
        let listener = announcements.listen()
        for number in 0..<(2 * Announcements.topicsWaitingMax) { announcements.tell(topic("\(number)")) }
        announcements.end()
        var heard: [Topic?] = []
        for await topic in listener { heard.append(topic) }
        #expect(heard.count <= Announcements.topicsWaitingMax)
        #expect(heard.contains(nil))
    }

    @Test("who listens after the end hears the end at once")
    func afterTheEnd() async {
        let announcements = Announcements()
        announcements.end()
        for await _ in announcements.listen() { Issue.record("Something was told after the end.") }
        #expect(!announcements.isHeard)
    }

    @Test("who stops listening is forgotten")
    func forgotten() async {
        let announcements = Announcements()
        let task = Task { for await _ in announcements.listen() {} }
        while !announcements.isHeard { await Task.yield() }
        task.cancel()
        await task.value
        while announcements.isHeard { await Task.yield() }
    }
}
