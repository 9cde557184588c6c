import Kernel
import Logging
import ServiceLifecycle

/// Everything the clock drives while the server runs: each job at the start, and then again after its period.
struct Schedule: Service {
    struct Job: Sendable {
        let name: String
        let every: Duration
        /// It is done so often that only whoever looks for faults wants to read of it.
        var isFrequent = false
        /// Lists what is due and calls the ordinary deed; says how much there was.
        let work: @Sendable () async throws -> Int
    }

    let jobs: [Job]
    let logger: Logger

    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            for job in jobs { group.addTask { await keepDoing(job) } }
        }
    }

    /// A job that fails is tried again after its period.
    private func keepDoing(_ job: Job) async {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                let count = try await job.work()
                if count > 0 {
                    logger.log(
                        level: job.isFrequent ? .debug : .info, "A job was done",
                        metadata: ["job": "\(job.name)", "count": "\(count)"])
                }
            } catch {
                logger.error("A job failed", metadata: ["job": "\(job.name)", "fault": "\(String(reflecting: error))"])
            }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: job.every) }
        }
    }
}

extension House {
    /// Hashes of devices and networks are looked through every half hour, a demonstration is kept alive.
    var jobs: [Schedule.Job] {
        [
            Schedule.Job(name: "forget witnesses", every: .seconds(1800)) {
                [confirmations, placeEditing, plans, database] in
                try await database.write { town in
                    try confirmations.forgetWitnesses(in: town) + placeEditing.forgetWitnesses(in: town)
                        + plans.forgetWitnesses(in: town)
                }
            },
            Schedule.Job(name: "let data lapse", every: .seconds(3600)) {
                [accounts, citySettings, database, personalData] in
                try await database.write { try accounts.lapse(citySettings, others: personalData, in: $0) }
            },
            Schedule.Job(name: "sweep photos", every: .seconds(86_400)) { [placeEditing, clock, database] in
                try await placeEditing.sweepPhotos(now: clock.now(), database)
            },
            Schedule.Job(name: "read the pass keys", every: .seconds(30)) { [passKeys] in try passKeys.refresh() },
            Schedule.Job(name: "end passes of blocked accounts", every: .seconds(30)) { [passes, database] in
                try await database.write { try passes.endBlocked(in: $0) }
            },
            Schedule.Job(name: "sign the list of revocations", every: .seconds(300)) { [passes, database] in
                try await database.write { try passes.freshenList(in: $0) }
            },
            Schedule.Job(name: "let passes lapse", every: .seconds(3600)) { [passes, database] in
                try await database.write { try passes.lapse(in: $0) }
            },
            Schedule.Job(name: "settle answered reports, let old ones lapse", every: .seconds(3600)) {
                [blocked, database] in
                try await database.write { try blocked.settleQuiet(in: $0) + blocked.lapse(in: $0) }
            },
            Schedule.Job(name: "let certificates lapse", every: .seconds(3600)) { [certificates, database] in
                try await database.write { try certificates.lapse(in: $0) }
            },
            Schedule.Job(name: "make the friendliness index", every: .seconds(3600)) { [friendliness, database] in
                try await database.write(.relaxed) { try friendliness.refresh(in: $0) }
            },
            Schedule.Job(name: "extend the audit tree", every: .seconds(1), isFrequent: true) { [audit, database] in
                guard try await database.read({ try audit.isWaiting(in: $0) }) else { return 0 }
                return try await database.write { try audit.extend(in: $0) }
            },
            Schedule.Job(name: "sign the audit tree", every: .seconds(3600)) { [audit, database] in
                try await database.write { try audit.signDaily(in: $0) }
            },
            Schedule.Job(name: "keep the demonstration alive", every: .seconds(300)) { [chargers, database] in
                try await database.write { try chargers.freshenDemonstration(in: $0) }
            },
        ]
    }
}
