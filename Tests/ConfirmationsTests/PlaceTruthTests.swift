import Kernel
import Places
import TestTown
import Testing

import struct Confirmations.Confirmation

@testable import Confirmations

@Suite("What answers say together")
struct PlaceTruthTests {
    @Test("Every kind of place offers its own answers", arguments: PlaceKind.allCases)
    func offered(_ kind: PlaceKind) {
        let table: [PlaceKind: [Confirmation.Answer]] = [
            .compound: [], .street: [], .station: [.open, .closed, .full], .merchant: [.open, .closed],
            .building: [.open, .closed], .charger: [.worked, .broken, .full, .closed],
        ]
        #expect(kind.answers == table[kind])
    }

    @Test(
        "One answer is told with its age",
        arguments: [
            (Confirmation.Answer.open, "40 分钟前有人确认开门", "Found open 40 min ago"),
            (.closed, "40 分钟前有 1 人反映关门", "1 person found it closed 40 min ago"),
            (.full, "40 分钟前有人反映满了，要等", "Found full 40 min ago"),
            (.worked, "40 分钟前有人确认能用", "Found working 40 min ago"),
            (.broken, "40 分钟前有 1 人反映坏了", "1 person found it broken 40 min ago"),
        ])
    func one(_ answer: Confirmation.Answer, _ chinese: String, _ english: String) throws {
        let known = try #require(truth([said(answer, .小林, 40)]))
        let line = try #require(known.line(at: testMoment, hoursMax: 12))
        #expect(Phrase.told(line, now: testMoment) == Phrase(chinese, english))
        #expect(known.standing(at: testMoment).traits == [])
        #expect(known.line(at: testMoment.adding(seconds: 12 * 3600), hoursMax: 12) == nil)
    }

    /// Minutes ago, who, what; then how many found it closed, or nil.
    struct Story: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let people: Int?
        let told: [(Int64, Person, Confirmation.Answer)]

        init(_ name: String, _ people: Int?, _ told: [(Int64, Person, Confirmation.Answer)]) {
            testDescription = name
            self.people = people
            self.told = told
        }
    }

    static let closures: [Story] = [
        Story("one person is not enough", nil, [(10, .小林, .closed)]),
        Story("two independent people are", 2, [(30, .小林, .closed), (20, .小周, .closed)]),
        Story("three are three", 3, [(30, .小林, .closed), (20, .小周, .closed), (10, .老陈, .closed)]),
        Story("one device twice is one", nil, [(90, .小林, .closed), (20, .小林, .closed)]),
        Story("two devices on one network are one", nil, [(30, .阿明, .closed), (20, .阿强, .closed)]),
        Story(
            "a third on another network makes two", 2,
            [
                (30, .阿明, .closed), (20, .阿强, .closed), (10, .小周, .closed),
            ]),
        Story(
            "one who found it open in between starts anew", nil,
            [
                (30, .小林, .closed), (25, .老陈, .open), (20, .小周, .closed),
            ]),
        Story(
            "after being open two are needed again", 2,
            [
                (40, .老陈, .open), (30, .小林, .closed), (20, .小周, .closed),
            ]),
        Story(
            "one open after the demotion is not enough", 2,
            [
                (30, .小林, .closed), (20, .小周, .closed), (10, .老陈, .open),
            ]),
        Story(
            "two independent openings lift it", nil,
            [
                (30, .小林, .closed), (20, .小周, .closed), (10, .老陈, .open), (5, .阿明, .open),
            ]),
        Story(
            "two openings on one network do not", 2,
            [
                (30, .小林, .closed), (20, .小周, .closed), (10, .阿强, .open), (5, .阿明, .open),
            ]),
        Story(
            "who changes his mind takes his closure back", nil,
            [
                (30, .小林, .closed), (20, .小周, .closed), (10, .小周, .open),
            ]),
        Story(
            "full means that somebody was inside", nil,
            [
                (30, .小林, .closed), (20, .小周, .closed), (10, .老陈, .full), (5, .阿明, .open),
            ]),
        Story(
            "a closure between two openings keeps it demoted", 3,
            [
                (30, .小林, .closed), (20, .小周, .closed), (15, .老陈, .open), (12, .阿强, .closed), (5, .阿明, .open),
            ]),
        Story("broken says nothing about the door", nil, [(30, .小林, .closed), (20, .小周, .broken)]),
    ]

    @Test("Two independent closures demote a place, two independent openings lift that", arguments: closures)
    func closed(_ story: Story) {
        let answers = story.told.enumerated().map { said($1.2, $1.1, $1.0, UInt64($0)) }
        #expect(truth(answers)?.closed?.people == story.people)
        #expect(truth(answers.reversed())?.closed?.people == story.people)
        let traits = truth(answers)?.standing(at: testMoment).traits
        #expect(traits == (story.people == nil ? [] : .reportedClosed))
    }

    @Test("A demotion ends twelve hours after the closure that made it, and the one who looks then sees none")
    func expiry() throws {
        let answers = [said(.closed, .小林, 60), said(.closed, .小周, 20)]
        let report = try #require(truth(answers)?.closed)
        #expect(report.at == testMoment.adding(seconds: -20 * 60))
        #expect(report.until == testMoment.adding(seconds: 11 * 3600))
        let standing = try #require(truth(answers))
        #expect(standing.standing(at: report.until.adding(seconds: -1)).traits == .reportedClosed)
        #expect(standing.standing(at: report.until).traits == [])
        #expect(truth(answers, at: report.until)?.closed == nil)
    }

    @Test("A third closure keeps the demotion longer")
    func longer() throws {
        let answers = [said(.closed, .小林, 600), said(.closed, .小周, 300), said(.closed, .老陈, 0)]
        #expect(try #require(truth(answers)?.closed).until == testMoment.adding(seconds: 7 * 3600))
    }

    @Test("What a forgotten device said counts no more against a place")
    func forgotten() {
        #expect(truth([said(.closed, nil, 60), said(.closed, nil, 50)])?.closed == nil)
        #expect(truth([said(.closed, nil, 60), said(.closed, .小林, 50)])?.closed == nil)
    }

    @Test("Two independent people find a charger broken; one who could use it is not enough against them, two are")
    func broken() throws {
        var answers = [said(.broken, .小林, 60), said(.broken, .小周, 50)]
        let report = try #require(truth(answers, kind: .charger)?.broken)
        #expect(report.people == 2)
        #expect(report.until == testMoment.adding(seconds: 47 * 3600))
        #expect(truth(answers, kind: .charger)?.standing(at: testMoment).traits == .reportedBroken)
        answers.append(said(.worked, .老陈, 40))
        #expect(truth(answers, kind: .charger)?.broken?.people == 2)
        answers.append(said(.worked, .阿明, 30))
        #expect(truth(answers, kind: .charger)?.broken == nil)
    }

    @Test("Full holds for an hour at a station and half of one at a charger, or until somebody found room")
    func full() throws {
        for (kind, minutes) in [(PlaceKind.station, Int64(60)), (.charger, 30)] {
            let known = try #require(truth([said(.full, .小林, 0)], kind: kind))
            #expect(known.isFull(at: testMoment.adding(seconds: minutes * 60 - 1)))
            #expect(!known.isFull(at: testMoment.adding(seconds: minutes * 60)))
            #expect(known.line(at: testMoment, hoursMax: 12)?.tone == .warning)
            let later = known.line(at: testMoment.adding(seconds: minutes * 60), hoursMax: 12)
            #expect(later?.text == .wasFull)
        }
        #expect(truth([said(.full, .小林, 10), said(.open, .小周, 5)])?.fullAt == nil)
        #expect(truth([said(.full, .小林, 10), said(.worked, .小周, 5)], kind: .charger)?.fullAt == nil)
        #expect(truth([said(.open, .小林, 10), said(.full, .小周, 5)])?.fullAt != nil)
    }

    @Test("Reliability counts the last twenty tries, and says nothing of fewer than three on a card")
    func reliability() throws {
        let fails: Set<Int64> = [3, 7, 20, 21, 22, 23, 24]
        let outcomes = (Int64(0)..<25).map { (fails.contains($0) ? .broken : .worked, nil, $0 * 60) as Told }
        let answers = outcomes.map { said($0.0, $0.1, $0.2) }
        let many = try #require(truth(answers, kind: .charger))
        #expect(many.tries == 20 && many.worked == 18)
        let lines: [String] = many.standing(at: testMoment).lines.map { $0.text.chinese }
        #expect(lines == ["有人确认能用", "近 20 次 18 次能用"])
        let few = try #require(truth([said(.worked, .小林, 1), said(.broken, .小周, 2)], kind: .charger))
        #expect(few.standing(at: testMoment).lines.count == 1)
    }

    private typealias Told = (Confirmation.Answer, Person?, Int64)

    @Test("Doubts weigh more than fullness, fullness more than the newest answer")
    func weight() throws {
        let closures = [said(.closed, .小林, 30), said(.closed, .小周, 20)]
        let all = try #require(truth(closures + [said(.full, .老陈, 5)]))
        #expect(all.line(at: testMoment, hoursMax: 12)?.words(now: testMoment).chinese == "有 2 人反映关门 · 20 分钟前")
        let full = try #require(truth([said(.full, .老陈, 5), said(.closed, .小周, 2)]))
        #expect(full.line(at: testMoment, hoursMax: 12)?.text == .foundFull)
        #expect(truth([]) == nil)
    }

    @Test("A report is the same whenever it is worked out, until it ends")
    func steady() {
        var dice = SplitMix(20_261_123)
        for _ in 0..<400 {
            let answers = (0..<8).map { number in
                said(
                    [.open, .closed, .closed, .full][Int(dice.next() % 4)], Person.allCases[Int(dice.next() % 5)],
                    Int64(dice.next() % 900), UInt64(number))
            }
            let now = truth(answers)
            for hours in Int64(0)...13 {
                let later = testMoment.adding(seconds: hours * 3600)
                let held = now?.closed?.holds(at: later) ?? false
                #expect(held == (truth(answers, at: later)?.closed != nil))
            }
        }
    }
}
