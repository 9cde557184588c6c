import Geo
import Kernel
import Roads

/// Questions as Valhalla reads them.
enum ValhallaRequest {
    static func route(_ question: RoadQuestion) -> JSON {
        .object(
            [
                ("locations", [location(question.from), location(question.to)]), ("directions_type", "maneuvers"),
                ("units", "kilometers"),
            ] + costing(question.mode))
    }

    static func matrix(from: Coordinate, to: [Coordinate], mode: TravelMode) -> JSON {
        .object(
            [("sources", [location(from)]), ("targets", .array(to.map(location))), ("units", "kilometers")]
                + costing(mode))
    }

    private static func location(_ point: Coordinate) -> JSON {
        ["lat": JSON(point.latitude), "lon": JSON(point.longitude)]
    }

    /// E-bikes ride at 20 km/h on the level (25 is their limit); light motorcycles keep below 45.
    private static func costing(_ mode: TravelMode) -> [(String, JSON)] {
        switch mode {
        case .bicycle:
            [
                ("costing", "bicycle"),
                (
                    "costing_options",
                    ["bicycle": ["bicycle_type": "Hybrid", "cycling_speed": 20, "use_ferry": .number(0.3)]]
                ),
            ]
        case .moped:
            [
                ("costing", "motor_scooter"),
                ("costing_options", ["motor_scooter": ["top_speed": 45, "use_ferry": .number(0.3)]]),
            ]
        case .foot:
            [
                ("costing", "pedestrian"),
                (
                    "costing_options",
                    ["pedestrian": ["walking_speed": 5, "step_penalty": 10, "use_ferry": .number(0.3)]]
                ),
            ]
        }
    }
}
