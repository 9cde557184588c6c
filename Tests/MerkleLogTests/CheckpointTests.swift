import Foundation
import Testing

@testable import MerkleLog

@Suite("Checkpoints and signed notes")
struct CheckpointTests {
    private let seed = Array(Data(base64Encoded: "gQoUAtUUbI2E8kQzMPVAgOv5juF9nHT2JS/F1ccoMXM=") ?? Data())
    private let published =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"

    @Test("The example of Go's note package is signed and opened byte for byte")
    func example() throws {
        let signer = try #require(NoteSigner(name: "PeterNeumann", seed: seed))
        let verifier = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        #expect(signer.verifier.text == verifier)
        #expect(NoteVerifier(reading: verifier) == signer.verifier)
        var note = try #require(SignedNote(text: published))
        try note.sign(signer)
        let line = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6K"
        #expect(note.written == published + "\n" + line + "E6RyyBwJnAM=\n")
        let read = try #require(SignedNote(reading: note.written))
        #expect(read == note)
        #expect(read.isSigned(by: signer.verifier))
    }

    @Test("A checkpoint goes through its signed text and back")
    func roundTrip() throws {
        let signer = try #require(NoteSigner(name: "city.example/log", seed: seed))
        let checkpoint = try #require(Checkpoint(origin: "city.example/log", size: 1_234, root: .leaf([1])))
        let root = Data(TreeHash.leaf([1]).bytes).base64EncodedString()
        #expect(checkpoint.text == "city.example/log\n1234\n\(root)\n")
        var note = try #require(SignedNote(text: checkpoint.text))
        try note.sign(signer)
        let read = try #require(SignedNote(reading: note.written))
        #expect(read.isSigned(by: signer.verifier))
        #expect(Checkpoint(reading: read.text) == checkpoint)
        #expect(Checkpoint(reading: read.text + "more\n") == checkpoint)
    }

    @Test("Any changed bit of a signed note is not signed, or is no note")
    func changed() throws {
        let signer = try #require(NoteSigner(name: "log", seed: seed))
        var note = try #require(SignedNote(text: "log\n7\n\(Data(TreeHash.empty.bytes).base64EncodedString())\n"))
        try note.sign(signer)
        let bytes = Array(note.written.utf8)
        for bit in 0..<(bytes.count * 8) {
            var other = bytes
            other[bit / 8] ^= 1 << (bit % 8)
            guard let text = String(validating: other, as: UTF8.self) else { continue }
            #expect(SignedNote(reading: text)?.isSigned(by: signer.verifier) != true, "bit \(bit)")
        }
    }

    @Test("Others' signatures are let pass, but one wrong one in the key's name spoils the note")
    func several() throws {
        let signer = try #require(NoteSigner(name: "log", seed: seed))
        let other = try #require(NoteSigner(name: "witness", seed: Array(seed.reversed())))
        let namesake = try #require(NoteSigner(name: "log", seed: Array(seed.reversed())))
        var note = try #require(SignedNote(text: "a\n\nb\n"))
        try note.sign(other)
        #expect(!note.isSigned(by: signer.verifier))
        try note.sign(namesake)
        #expect(!note.isSigned(by: signer.verifier))
        try note.sign(signer)
        let read = try #require(SignedNote(reading: note.written))
        #expect(read.text == "a\n\nb\n")
        #expect([signer, other, namesake].allSatisfy { read.isSigned(by: $0.verifier) })
        let line = try #require(note.written.split(separator: "\n").last)
        let wrong = line.dropLast(6) + (line.hasSuffix("AAAAA=") ? "BBBBB=" : "AAAAA=")
        let spoilt = SignedNote(reading: note.written + wrong + "\n")
        #expect(spoilt?.isSigned(by: signer.verifier) != true)
    }

    @Test(
        "What is no note is not read",
        arguments: [
            "", "\n", "a\n", "a\n\n", "\n— log AAAAAAAA\n", "a\n\n— log AAAAAAAA", "a\n\n- log AAAAAAAA\n",
            "a\n\n— log AAAA\n", "a\n\n— lo+g AAAAAAAA\n", "a\n\n—  AAAAAAAA\n", "a\n\n— log AAAAAAAA\nx\n",
            "a\r\n\n— log AAAAAAAA\n", "a\n\n— log AAAAAAB=\n",
        ])
    func noNote(text: String) { #expect(SignedNote(reading: text) == nil) }

    @Test(
        "What is no checkpoint is not read",
        arguments: [
            "", "log\n7\n", "log\n07\nROOT\n", "log\n-7\nROOT\n", "log\n+7\nROOT\n", "\n7\nROOT\n", "log\n7\nROOT",
            "log\n7\nAAAA\n", "log\n7\nROOT \n", "log\n18446744073709551616\nROOT\n", "log\n7\nROOT\n\n",
        ])
    func noCheckpoint(text: String) {
        let root = Data(TreeHash.empty.bytes).base64EncodedString()
        #expect(Checkpoint(reading: text.replacing("ROOT", with: root)) == nil)
        #expect(Checkpoint(reading: "log\n7\n\(root)\n") != nil)
    }

    @Test("Keys that are none are not taken, and the private one is never printed")
    func keys() throws {
        #expect(NoteSigner(name: "a b", seed: seed) == nil)
        #expect(NoteSigner(name: "a+b", seed: seed) == nil)
        #expect(NoteSigner(name: "", seed: seed) == nil)
        #expect(NoteSigner(name: "log", seed: Array(seed.dropLast())) == nil)
        #expect(NoteVerifier(reading: "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW") == nil)
        #expect(NoteVerifier(reading: "x+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW") == nil)
        #expect(NoteVerifier(reading: "x") == nil)
        let signer = try #require(NoteSigner(name: "log", seed: seed))
        var dumped = ""
        dump(signer, to: &dumped)
        for text in [dumped, "\(signer)", String(reflecting: [signer])] {
            for trace in ["810a14", "129, 10", "gQoUAt", "Curve"] { #expect(!text.contains(trace), "\(text)") }
        }
    }
}
