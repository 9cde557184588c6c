import GatePolicy
import Kernel
import OpeningHours
import TestTown
import Testing

@testable import Gates

@Suite("The form of a policy")
struct PolicyFormTests {
    private static let usual = """
        seen=2&a-0-trade=courier&a-0-trade=food-delivery&a-0-vehicle=e-bike&a-0-hours=%E6%AF%8F%E5%A4%A96:00-23:00\
        &a-3-trade=other&a-3-vehicle=foot&a-3-hours=&s-0-trade=truck&s-0-vehicle=car&speed=15&dwell=\
        &p-0-name=%E8%BD%A6%E6%A3%9A&p-0-vehicle=e-bike&p-0-hours=24/7&purpose=x&action=send
        """

    private func read(_ text: String) throws -> PolicyForm {
        try PolicyForm(Query(text, itemsMax: Limits.policyFormItemsMax))
    }

    @Test("Rows that are filled in are admissions, empty ones are left out, hours may be said in Chinese")
    func rows() throws {
        let form = try read(Self.usual + "&a-1-trade=other&a-1-hours=&p-1-name=")
        // A row whose trades are ticked and nothing else has been taken out.
        #expect(form.admissions.count == 2 && form.storm.count == 1 && form.parking.count == 1)
        let (policy, faults) = form.policy()
        #expect(faults.isEmpty)
        let read = try #require(policy)
        #expect(read.admissions[0].trades == [.courier, .foodDelivery])
        #expect(read.admissions[0].hours?.canonical == "06:00-23:00")
        #expect(read.admissions[1].hours == nil)
        #expect(read.speedLimitKmh == 15 && read.dwellMinutesMax == nil)
        // Always is said by saying nothing.
        #expect(read.parking == [Parking(name: "车棚", vehicles: [.bike])])
        #expect(try PolicyText.read(PolicyText.write(read)) == read)
    }

    @Test(
        "What cannot be taken is said beside its field",
        arguments: [
            ("a-0-vehicle=foot", "a-0-trade"), ("a-0-hours=9:00-10:00&a-0-trade=other", "a-0-vehicle"),
            ("a-0-trade=other&a-0-vehicle=foot&a-0-hours=xyz", "a-0-hours"),
            ("a-0-trade=other&a-0-vehicle=foot&speed=200", "speed"),
            ("a-0-trade=other&a-0-vehicle=foot&dwell=x", "dwell"), ("p-0-vehicle=car", "p-0-name"), ("seen=0", "a"),
        ])
    func faults(_ text: String, _ field: String) throws {
        let (policy, faults) = try read(text).policy()
        #expect(policy == nil && faults[field] != nil, "\(faults.keys)")
    }

    @Test("A gate may be shut without anybody being admitted; unknown fields are refused")
    func others() throws {
        #expect(try read("shut=yes").policy().policy == GatePolicy(isShut: true, admissions: []))
        for text in ["b-0-trade=other", "a-12-vehicle=foot", "purpose=" + String(repeating: "x", count: 201)] {
            #expect(throws: Refusal.self) { try read(text) }
        }
    }

    @Test("A policy in the form and read again is the same")
    func roundTrip() throws {
        let policy = try #require(try read(Self.usual).policy().policy)
        let form = PolicyForm(policy, seen: 4)
        #expect(form.seen == 4 && form.policy().policy == policy)
    }
}
