import Testing

@testable import Kernel

@Suite("Whose phone, and from which network")
struct DeviceTests {
    private func origin(
        _ peer: String?, _ forwarded: String? = nil, proto: String? = nil, ours: Set<String?> = ["127.0.0.1"]
    ) -> Client {
        Client(peer: peer, forwardedFor: forwarded, forwardedProto: proto) { ours.contains($0) }
    }

    @Test(
        "A network is the first three bytes of IPv4, the first six of IPv6",
        arguments: [
            ("203.0.113.7", "cb0071"), ("203.0.113.250", "cb0071"), ("203.0.114.7", "cb0072"),
            ("2001:db8:1:2::3", "20010db80001"), ("2001:db8:1:ffff::3", "20010db80001"),
            ("2001:db8:2::3", "20010db80002"), ("::ffff:203.0.113.7", "cb0071"), ("::1", "000000000000"),
        ])
    func networks(_ address: String, _ network: String) {
        #expect(Client.network(of: address) == network)
        #expect(origin(address).network == network)
    }

    @Test(
        "What is no address is no network",
        arguments: ["", "localhost", "203.0.113", "203.0.113.256", "1.2.3.4:80", "::g"])
    func nonsense(_ text: String) {
        #expect(Client.network(of: text) == nil)
        #expect(origin("127.0.0.1", text).network == "7f0000")
    }

    @Test("Only our own proxies are believed about who is behind them, from the right")
    func forwarded() {
        #expect(origin("198.51.100.9", "203.0.113.7").network == "c63364", "a stranger's word")
        #expect(origin("127.0.0.1", "203.0.113.7").network == "cb0071")
        #expect(origin("127.0.0.1", "192.0.2.1, 203.0.113.7").network == "cb0071", "the client's own invention")
        let ours: Set<String?> = ["127.0.0.1", "10.0.0.2"]
        #expect(origin("127.0.0.1", "192.0.2.1,203.0.113.7 ,10.0.0.2", ours: ours).network == "cb0071")
        #expect(origin("10.0.0.2", "203.0.113.7", ours: ours).network == "cb0071")
        #expect(origin("127.0.0.1", "203.0.113.7, junk, 10.0.0.2", ours: ours).network == "0a0000")
        #expect(origin(nil, "203.0.113.7").network == "unknown")
        #expect(origin(nil, "203.0.113.7", ours: [nil]).network == "cb0071", "a socket of this machine")
        let long = Array(repeating: "127.0.0.1", count: 1000).joined(separator: ",")
        #expect(origin("127.0.0.1", "203.0.113.7," + long).network == "7f0000")
    }

    @Test("TLS is what one of our proxies says it was")
    func secure() {
        #expect(origin("127.0.0.1", proto: "https").isSecure)
        #expect(!origin("127.0.0.1", proto: "http").isSecure)
        #expect(!origin("127.0.0.1").isSecure)
        #expect(!origin("198.51.100.9", proto: "https").isSecure)
    }

    @Test("A device's cookie is 32 hexadecimal digits; anything else is no cookie")
    func cookies() {
        let value = DeviceCookie.make((0xDEAD_BEEF, 7))
        #expect(value == "00000000deadbeef0000000000000007")
        #expect(DeviceCookie.read(testVisit("/", headers: [("Cookie", "a=b; device=\(value)")])) == value)
        for wrong in [
            "", "device=", "device=abc", "device=\(value)0", "device=\(value.uppercased())", "devices=\(value)",
        ] {
            #expect(DeviceCookie.read(testVisit("/", headers: [("Cookie", wrong)])) == nil, "\(wrong)")
        }
        let plain = DeviceCookie.header(value, secondsMax: 60, isSecure: false)
        #expect(plain == ("Set-Cookie", "device=\(value); Path=/; Max-Age=60; SameSite=Lax; HttpOnly"))
        #expect(DeviceCookie.header(value, secondsMax: 60, isSecure: true).1.hasSuffix("; HttpOnly; Secure"))
    }

    @Test("Every answer is told whether the visitor speaks TLS: by the site's own address, or a proxy of ours")
    func secureVisits() {
        func isSecure(_ headers: [(String, String)], local: Bool, address: String? = nil) -> Bool {
            var site = testSite
            site.publicAddress = address
            let context = VisitContext(isLocal: local, peer: local ? "127.0.0.1" : "203.0.113.7", requestID: "42")
            return Client.isSecure(testRequest("/", headers: headers), context, site: site)
        }
        let said = [("X-Forwarded-Proto", "https")]
        #expect(isSecure(said, local: true) && !isSecure(said, local: false))
        #expect(!isSecure([], local: true) && !isSecure([("X-Forwarded-Proto", "http")], local: true))
        #expect(isSecure([], local: false, address: "https://yongai.example"))
        #expect(!isSecure([], local: false, address: "http://yongai.example"))
    }
}
