import Foundation
import Geo
import TestTown

extension SplitMix {
    mutating func coordinate(
        latitude: ClosedRange<Double> = 29.2...30.3, longitude: ClosedRange<Double> = 121...122
    ) -> Coordinate {
        Coordinate(
            uncheckedLatitude: Double.random(in: latitude, using: &self),
            longitude: Double.random(in: longitude, using: &self))
    }
}

func at(_ latitude: Double, _ longitude: Double) -> Coordinate {
    Coordinate(uncheckedLatitude: latitude, longitude: longitude)
}

/// Counter-clockwise from the south-west corner.
func square(_ south: Double, _ west: Double, _ north: Double, _ east: Double) -> [Coordinate] {
    [at(south, west), at(south, east), at(north, east), at(north, west)]
}

/// Data laid beside the repository, which a checkout elsewhere does not have.
enum SharedData {
    static let folder = URL(filePath: #filePath).appending(path: "../../../../shared/data").standardized

    static func has(_ path: String) -> Bool {
        FileManager.default.isReadableFile(atPath: folder.appending(path: path).path)
    }

    static func read(_ path: String) throws -> Data {
        try Data(contentsOf: folder.appending(path: path))
    }
}

/// As much of GeoJSON as the outlines of districts use.
struct DistrictFile: Decodable {
    struct Feature: Decodable {
        struct Properties: Decodable {
            let adcode: String
            let name: String
        }
        let properties: Properties
        let geometry: Geometry
    }

    struct Geometry: Decodable {
        let area: MultiPolygon

        enum CodingKeys: CodingKey { case type, coordinates }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let parts: [[[[Double]]]] =
                switch try container.decode(String.self, forKey: .type) {
                case "Polygon": [try container.decode([[[Double]]].self, forKey: .coordinates)]
                default: try container.decode([[[[Double]]]].self, forKey: .coordinates)
                }
            area = MultiPolygon(rings: parts.map { $0.map { $0.map { at($0[1], $0[0]) } } })
        }
    }

    let features: [Feature]

    static func read(_ path: String) throws -> [Feature] {
        try JSONDecoder().decode(DistrictFile.self, from: SharedData.read(path)).features
    }
}
