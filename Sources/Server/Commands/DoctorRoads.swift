import Foundation
import Kernel
import Places
import Valhalla

/// What `doctor` says of the roads: none is a state, not a fault.
struct DoctorRoads {
    let house: House

    func speak() {
        let folder = house.settings.roads
        guard let build = folder.current, let about = folder.about(build) else {
            return Spoken.say("Roads: none imported; routes show direction and distance only")
        }
        let isThere = house.settings.roadPrograms(house.home).areThere
        let moment = about.dataSeconds.map { " of " + Self.day($0) } ?? ""
        Spoken.say("Roads: from \(about.file)\(moment), in \(folder.path)")
        Spoken.say("  \(isThere ? "ok  " : "CARE") engine: \(isThere ? "there" : "missing, run script/setup roads")")
        if let bounds = about.bounds { speak(bounds) }
    }

    private func speak(_ bounds: [Double]) {
        let points = house.places.index.places.compactMap(\.point)
        let outside = points.filter { point in
            point.longitude < bounds[0] || point.latitude < bounds[1] || point.longitude > bounds[2]
                || point.latitude > bounds[3]
        }
        guard !points.isEmpty else { return }
        let mark = outside.count * 10 > points.count ? "CARE" : "ok  "
        Spoken.say("  \(mark) places outside the extract: \(outside.count) of \(points.count)")
    }

    private static func day(_ seconds: Int64) -> String {
        Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601.year().month().day())
    }
}
