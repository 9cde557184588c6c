import Geo
import TestTown
import Testing

@testable import ChargerFeeds

@Suite("Feeds as they are configured")
struct ConfigurationTests {
    private func fault(
        name: String = "lake", format: FeedFormat = .ocpi, address: String = "https://example.org/ocpi",
        operator: String = "某某", operatorID: String = "", interval: Int = 300
    ) -> String? {
        do throws(FeedConfigurationFault) {
            _ = try Feed(
                name: name, format: format, address: address, operator: `operator`, operatorID: operatorID,
                intervalSeconds: interval)
            return nil
        } catch {
            return error.description
        }
    }

    @Test("What cannot be is refused in a sentence")
    func refused() {
        #expect(fault() == nil)
        #expect(fault(name: "Lake")?.contains("name") == true)
        #expect(fault(name: "")?.contains("name") == true)
        #expect(fault(address: "ftp://x")?.contains("address") == true)
        #expect(fault(address: "https://me:secret@example.org")?.contains("secrets file") == true)
        #expect(fault(operator: "")?.contains("operator") == true)
        #expect(fault(format: .tcec102)?.contains("operator's ID") == true)
        #expect(fault(format: .gbfs, operatorID: "X1")?.contains("operator's ID") == true)
        #expect(fault(interval: 1)?.contains("interval") == true)
    }

    @Test("Operators of T/CEC 102 are taken to use GCJ-02, the open formats WGS-84")
    func datum() throws {
        #expect(
            try Feed(name: "a", format: .tcec102, address: "https://x", operator: "某", operatorID: "A").datum == .gcj02)
        #expect(try Feed(name: "a", format: .gbfs, address: "https://x", operator: "某").datum == .wgs84)
    }

    @Test("Secrets that cannot be used are told by the feed's name, never by their values")
    func secrets() throws {
        let broken = #"{"lake": {"dataSecret": "short", "dataSecretIV": "1234567890abcdef", "sigSecret": "hush"}}"#
        let error = #expect(throws: FeedConfigurationFault.self) { try FeedSecrets(Array(broken.utf8)) }
        #expect(error?.description.contains("'lake'") == true)
        #expect(error?.description.contains("hush") == false && error?.description.contains("short") == false)
        #expect(throws: FeedConfigurationFault.self) { try FeedSecrets(Array("[]".utf8)) }
    }
}
