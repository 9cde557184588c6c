import Kernel

/// What Valhalla's programs are told: its defaults cut down to the questions this house asks
/// (`valhalla_build_config` of the same version names every member).
struct ValhallaConfiguration {
    /// Where the graph is.
    var tiles: String
    var threads: Int
    /// On the loopback address; 0 for programs that do not listen.
    var port = 0

    static let journeyMetresMax = 120_000
    static let cacheBytesMax = 500_000_000

    var json: JSON {
        .object([
            ("logging", ["type": ""]), ("mjolnir", graph), ("additional_data", ["elevation": ""]),
            ("loki", loki),
            ("thor", .object([("source_to_target_algorithm", "select_optimal"), service("thor")])),
            ("odin", .object([("markup_formatter", ["markup_enabled": false]), service("odin")])),
            ("meili", meili), ("httpd", ["service": http]), ("service_limits", limits),
        ])
    }

    private var graph: JSON {
        [
            "tile_dir": .string(tiles), "concurrency": JSON(threads), "max_cache_size": JSON(Self.cacheBytesMax),
            "hierarchy": true, "shortcuts": true, "include_driveways": true, "include_bicycle": true,
            "include_pedestrian": true, "include_driving": true, "reclassify_links": true,
            // Without a database of borders the side of driving comes from the ways: right, unless one says left.
            "data_processing": [
                "infer_internal_intersections": true, "infer_turn_channels": true, "apply_country_overrides": false,
                "use_admin_db": false, "use_direction_on_ways": false, "allow_alt_name": false,
                "use_urban_tag": false, "use_rest_area": false,
            ],
        ]
    }

    /// Whether two points hang together is left to the search: the quick test by tiles errs in small extracts.
    private var loki: JSON {
        .object([
            ("actions", ["route", "sources_to_targets", "status"]), ("use_connectivity", false),
            (
                "service_defaults",
                [
                    "radius": 0, "minimum_reachability": 50, "search_cutoff": 1000, "node_snap_tolerance": 5,
                    "street_side_tolerance": 5, "street_side_max_distance": 1000, "heading_tolerance": 60,
                    "mvt_min_zoom_road_class": [7, 7, 8, 11, 11, 12, 13, 14], "mvt_cache_min_zoom": 11,
                    "mvt_max_age": "0",
                ]
            ), service("loki"),
        ])
    }

    private var meili: JSON {
        .object([
            ("mode", "auto"), ("customizable", []), ("verbose", false),
            (
                "default",
                [
                    "sigma_z": 4, "gps_accuracy": 5, "beta": 3, "max_route_distance_factor": 5,
                    "max_route_time_factor": 5, "max_search_radius": 100, "breakage_distance": 2000,
                    "interpolation_distance": 10, "search_radius": 50, "geometry": false, "route": true,
                    "turn_penalty_factor": 0,
                ]
            ), ("grid", ["size": 500, "cache_size": 1000]), service("meili"),
        ])
    }

    private var http: JSON {
        [
            "listen": .string("tcp://127.0.0.1:\(port)"), "loopback": .string(pipe("loopback")),
            "interrupt": .string(pipe("interrupt")), "drain_seconds": 1, "shutdown_seconds": 1, "timeout_seconds": 5,
        ]
    }

    /// Its parts speak over abstract sockets: nothing is left behind, and no path is too long.
    private func pipe(_ name: String) -> String { "ipc://@yongai-valhalla-\(port)-\(name)" }

    private func service(_ name: String) -> (String, JSON) {
        ("service", ["proxy": .string(pipe(name))])
    }

    private var limits: JSON {
        let journey: [(String, JSON)] = [
            ("max_distance", JSON(Self.journeyMetresMax)), ("max_locations", 2),
            ("max_matrix_distance", JSON(Self.journeyMetresMax)), ("max_matrix_location_pairs", 64),
        ]
        let others = [
            "bicycle", "motor_scooter", "auto", "bus", "taxi", "motorcycle", "multimodal", "transit", "truck",
            "bikeshare", "auto_pedestrian",
        ]
        let pedestrian = journey + [("min_transit_walking_distance", 1), ("max_transit_walking_distance", 1)]
        return .object(
            others.map { ($0, .object(journey)) } + [("pedestrian", .object(pedestrian))] + Self.unusedLimits)
    }

    /// Questions nobody asks: read at its start all the same.
    private static let unusedLimits: [(String, JSON)] = [
        ("skadi", ["max_shape": 1, "min_resample": 10]),
        (
            "isochrone",
            [
                "max_contours": 1, "max_time_contour": 1, "max_distance": 1, "max_locations": 1,
                "max_distance_contour": 1,
            ]
        ),
        (
            "trace",
            [
                "max_distance": 1, "max_gps_accuracy": 1, "max_search_radius": 1, "max_shape": 1,
                "max_alternates": 0, "max_alternates_shape": 0,
            ]
        ),
        ("centroid", ["max_distance": 1, "max_locations": 2]), ("status", ["allow_verbose": false]),
        ("max_exclude_locations", 0), ("max_reachability", 100), ("max_radius", 200), ("max_timedep_distance", 0),
        ("max_timedep_distance_matrix", 0), ("max_alternates", 0), ("max_exclude_polygons_length", 0),
        ("max_exclude_polygons_vertices", 0), ("max_distance_disable_hierarchy_culling", 0),
        ("allow_hard_exclusions", false), ("hierarchy_limits", ["allow_modification": false]),
    ]
}
