import ArgumentParser
import Foundation
import Geo

struct Convert: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Converts coordinates between datums, from standard input to standard output.",
        discussion: """
            Reads CSV with the columns lng and lat and writes it back with their values converted and every other \
            byte as it was. Rows whose coordinates cannot be read are passed through, told on standard error, and \
            make the exit status 1.
            """)

    @Option(help: "The datum of the input: wgs84, gcj02 or bd09.")
    var from: Datum

    @Option(help: "The datum of the output: wgs84, gcj02 or bd09.")
    var to: Datum

    func run() async throws {
        try await Spoken.faults {
            var converter = CoordinateStream(from: from, to: to)
            let input = FileHandle.standardInput
            let output = FileHandle.standardOutput
            while let chunk = try input.read(upToCount: 1 << 16), !chunk.isEmpty {
                try output.write(contentsOf: Data(try converter.take([UInt8](chunk))))
            }
            try output.write(contentsOf: Data(try converter.end()))
            for problem in converter.problems { Spoken.complain(problem) }
            if converter.problemCount > converter.problems.count {
                Spoken.complain("… and \(converter.problemCount - converter.problems.count) more.")
            }
            if converter.problemCount > 0 { throw ExitCode(1) }
        }
    }
}
