import Foundation
import Kernel
import TestTown
import Testing

@testable import Server

@Suite("The folder the house stands in")
struct HomeFolderTests {
    /// The sentence something is refused with.
    private func sentence(_ body: () throws -> Void) throws -> String {
        do {
            try body()
            return "it was taken"
        } catch let fault as SettingsFault {
            return fault.description
        }
    }

    @Test("It is found above the working folder when nobody names it")
    func found() throws {
        #expect(FileManager.default.fileExists(atPath: try HomeFolder(nil).path + "/Schema/v0001_areas.sql"))
        #expect(try HomeFolder(Repository.root).path == Repository.root)
    }

    @Test("A folder without a schema is refused in a sentence that names it")
    func wrongFolder() throws {
        let told = try sentence { _ = try HomeFolder("/nowhere") }
        #expect(told == "The folder '/nowhere' holds no Schema; --home names the one that does.")
    }

    @Test("A city pack is named by its folder or by a path; one that is not there is told with those that are")
    func cities() throws {
        let home = try HomeFolder(Repository.root)
        #expect(try home.city("ningbo").text("city.json").contains("宁波"))
        #expect(try home.city(yunshan).text("city.json").contains("云杉市"))
        let told = try sentence { _ = try home.city("hangzhou") }
        #expect(told == "There is no city pack 'hangzhou'. Cities holds: ningbo.")
    }

    @Test("The migrations are those of Schema in order, without the text that is only to be read")
    func migrations() throws {
        let versions = try HomeFolder(Repository.root).migrations().map(\.version)
        #expect(versions.prefix(3) == ["v0001_areas", "v0002_places", "v0003_kinds"])
        #expect(versions == versions.sorted())
        #expect(!versions.contains("schema"))
    }

    @Test("A city whose time zone no machine knows is refused in a sentence")
    func timeZone() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("yongai-\(UUID().uuidString)").path
        try FileManager.default.copyItem(atPath: yunshan, toPath: folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let about = try String(contentsOfFile: folder + "/city.json", encoding: .utf8)
        try about.replacing("Asia/Urumqi", with: "Asia/Cloudtown").write(
            toFile: folder + "/city.json", atomically: true, encoding: .utf8)
        let settings = Settings.test(database: folder + "/town.sqlite", city: folder)
        let fault = await #expect(throws: SettingsFault.self) { _ = try await House(settings, logger: quiet) }
        #expect(
            fault?.description == "city.json names the time zone 'Asia/Cloudtown', which this machine does not know.")
    }
}
