import Dice
import Places

/// How likely a place of some kind has each facility of the city's vocabulary. Facilities that other cities know and
/// this table does not are drawn with small odds.
struct FacilityOdds {
    private let choices: [PlaceKind: [(code: String, odds: Double)]]
    private static let unknownOdds = 0.12

    init(_ vocabulary: Vocabulary) {
        var choices: [PlaceKind: [(code: String, odds: Double)]] = [:]
        for kind in PlaceKind.allCases {
            choices[kind] = vocabulary.facilities.filter { $0.kinds.contains(kind) }.map { facility in
                (facility.code, Self.table[kind]?[facility.code] ?? Self.unknownOdds)
            }
        }
        self.choices = choices
    }

    /// Each facility by its own odds, and those that are `sure` (where the vocabulary knows them), in its order.
    func draw(_ kind: PlaceKind, sure: Set<String> = [], _ dice: inout Dice) -> [String] {
        (choices[kind] ?? []).compactMap { choice in
            dice.happens(choice.odds) || sure.contains(choice.code) ? choice.code : nil
        }
    }

    /// So many facilities, the likelier the sooner; fewer where the vocabulary has no more.
    func draw(_ kind: PlaceKind, count: Int, sure: Set<String> = [], _ dice: inout Dice) -> [String] {
        let all = choices[kind] ?? []
        var weights = all.map { sure.contains($0.code) ? 0 : $0.odds }
        var chosen = Set(all.indices.filter { sure.contains(all[$0].code) })
        let free = weights.count { $0 > 0 }
        for _ in 0..<min(max(count - chosen.count, 0), free) {
            let position = dice.position(weights)
            chosen.insert(position)
            weights[position] = 0
        }
        return chosen.sorted().map { all[$0].code }
    }

    /// Odds of 0: what only other facts of the place decide.
    private static let table: [PlaceKind: [String: Double]] = [
        .compound: [
            "parking": 0.6, "car_parking": 0.5, "lift": 0.45, "parcel_locker": 0.7, "locker": 0.35, "trolley": 0.2,
            "rider_gate": 0, "wayfinding_map": 0.3, "night_lighting": 0.6, "ebike_charging": 0.5, "battery_swap": 0.1,
            "car_charging": 0.2, "toilet": 0.1, "first_aid": 0.1, "defibrillator": 0.08, "covered": 0.2,
            "fire_safety": 0.4, "accessible_entrance": 0.3,
        ],
        .station: [
            "water": 0.95, "seats": 0.95, "microwave": 0.7, "air_conditioning": 0.75, "phone_charging": 0.8,
            "toilet": 0.5, "wifi": 0.5, "first_aid": 0.55, "umbrella": 0.4, "rain_gear": 0.25, "refrigerator": 0.25,
            "books": 0.25, "heating": 0.2, "hand_washing": 0.3, "tools": 0.2, "tyre_pump": 0.2, "parking": 0.3,
            "party_service": 0.3, "food_locker": 0.08, "shower": 0.03, "laundry": 0.03, "nap_room": 0.06,
            "defibrillator": 0.06, "mother_and_baby": 0.06, "car_parking": 0.06, "battery_swap": 0.06,
            "open_at_night": 0, "childcare": 0.02, "haircut": 0.04, "legal_clinic": 0.08, "cheap_meals": 0.06,
        ],
        .merchant: [
            "discount": 0, "open_at_night": 0, "water": 0.35, "free_water": 0.3, "seats": 0.3, "dine_in_rest": 0.25,
            "toilet": 0.12, "phone_charging": 0.2, "pickup_shelf": 0.3, "quick_pickup": 0.25, "wifi": 0.12,
            "microwave": 0.05, "air_conditioning": 0.2, "cheap_meals": 0.06, "parking": 0.12, "tools": 0.02,
            "tyre_pump": 0.02, "repair": 0, "haircut": 0, "first_aid": 0.03, "rain_gear": 0.03, "umbrella": 0.06,
        ],
        .charger: [
            "battery_swap": 0, "ebike_charging": 0, "car_charging": 0, "open_at_night": 0, "covered": 0.55,
            "fire_safety": 0.5, "watched": 0.08, "car_parking": 0, "toilet": 0.04, "phone_charging": 0.06,
            "tools": 0.03, "tyre_pump": 0.08,
        ],
    ]
}
