import Kernel
import Places

/// Confirmations as the API tells them.
enum ConfirmationJSON {
    static func confirmation(_ confirmation: Confirmation, _ visit: Visit) -> JSON {
        let until = confirmation.receivedAt.adding(seconds: Limits.withdrawSecondsMax)
        return [
            "placeId": .string(confirmation.placeID.description),
            "answer": .string(confirmation.answer.rawValue),
            "key": .string(confirmation.key),
            "seenAt": moment(confirmation.seenAt, visit),
            "receivedAt": moment(confirmation.receivedAt, visit),
            "withdrawUntil": moment(until, visit),
        ]
    }

    static func truth(_ truth: PlaceTruth, _ visit: Visit) -> JSON {
        [
            "newestAnswer": .string(truth.newestAnswer.rawValue),
            "newestAt": moment(truth.newestAt, visit),
            "openAt": truth.openAt.map { moment($0, visit) } ?? .null,
            "fullAt": truth.isFull(at: visit.now) ? truth.fullAt.map { moment($0, visit) } ?? .null : .null,
            "closedBy": report(truth.closed, visit),
            "brokenBy": report(truth.broken, visit),
            "tries": JSON(truth.tries),
            "worked": JSON(truth.worked),
        ]
    }

    private static func report(_ report: PlaceTruth.Report?, _ visit: Visit) -> JSON {
        guard let report, report.holds(at: visit.now) else { return .null }
        return [
            "people": JSON(report.people), "at": moment(report.at, visit), "until": moment(report.until, visit),
        ]
    }

    private static func moment(_ moment: Instant, _ visit: Visit) -> JSON {
        .string(moment.rfc3339(utcOffsetSeconds: visit.site.utcOffsetSeconds))
    }
}
