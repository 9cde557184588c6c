import Foundation
import Valhalla

/// Where the data beside the database lie.
extension Settings {
    var roads: RoadFolder { RoadFolder(roadsFolder ?? besideDatabase("roads")) }

    func roadPrograms(_ home: HomeFolder) -> ValhallaPrograms {
        ValhallaPrograms(folder: roadsEngine ?? home.path + "/Vendor/valhalla")
    }

    /// The offline map.
    var basemap: String { basemapFile ?? besideDatabase("pmtiles") }

    /// The keys of personal data. In a real city they belong on another disk than the database and its copies.
    var keysPath: String { keysFile ?? besideDatabase("keys") }

    /// The keys passes are signed with.
    var passKeysPath: String { passKeysFile ?? besideDatabase("pass-keys") }

    /// Photos of places.
    var photosPath: String { besideDatabase("photos") }

    /// `yongai.sqlite` has its roads in `yongai.roads`; a house on PostgreSQL in the working folder.
    private func besideDatabase(_ ending: String) -> String {
        let isAddress = database.contains("://")
        let file = URL(fileURLWithPath: isAddress ? "yongai" : database)
        return file.deletingPathExtension().appendingPathExtension(ending).path
    }
}
