import Foundation
import TestTown
import Testing

@testable import TCEC102

@Suite("The envelope of T/CEC 102.4")
struct EnvelopeTests {
    /// The facts of the standard's own worked example.
    private enum Appendix {
        static let keys = try? EnvelopeKeys(
            dataSecret: "1234567890abcdef", dataSecretIV: "1234567890abcdef", sigSecret: "1234567890abcdef")
        static let operatorID = "123456789"
        static let timeStamp = "20160729142400"
        static let sequence = "0001"
        static let signature = "745166E8C43C84D37FFEC0F529C4136F"
        static let plain =
            #"{"total":1,"stationStatusInfo":{"operationID":"123456789","stationID":"111111111111111","#
            + #""connectorStatusInfos":{"connectorID":1,"equipmentID":"10000000000000000000001","status":4,"#
            + #""currentA":0,"currentB":0,"currentC":0,"voltageA":0,"voltageB":0,"voltageC":0,"soc":10,}}}"#
    }

    @Test("The appendix' plain text becomes the appendix' signature")
    func appendix() throws {
        let keys = try #require(Appendix.keys)
        let envelope = try RequestEnvelope(
            operatorID: Appendix.operatorID, plain: Array(Appendix.plain.utf8), timeStamp: Appendix.timeStamp,
            sequence: Appendix.sequence, keys: keys)
        #expect(envelope.data.hasPrefix("il7B0BSEjFdzpyKzfOFpvg/Se1CP802RItKYFPfSLRxJ3jf0bVl9hvYOEktPAYW2"))
        #expect(envelope.signature == Appendix.signature)
        #expect(envelope.sentAtSeconds == 1_469_773_440)
        let read = try RequestEnvelope(reading: envelope.bytes)
        #expect(read == envelope)
        let content = try read.open(keys)
        let status = content["stationStatusInfo"]["ConnectorStatusInfos"].items
        #expect(status.count == 1)
        #expect(status[0]["Status"].whole == 4)
        #expect(status[0]["ConnectorID"].text == "1")
    }

    @Test(
        "The appendix as it was published agrees in every byte",
        .enabled(if: Repository.hasShared("vectors/tcec102_appendix.json")))
    func published() throws {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: Repository.shared("vectors/tcec102_appendix.json")))
        let vector = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: String])
        let keys = try #require(Appendix.keys)
        let envelope = try RequestEnvelope(
            operatorID: Appendix.operatorID, plain: Array(Appendix.plain.utf8), timeStamp: Appendix.timeStamp,
            sequence: Appendix.sequence, keys: keys)
        #expect(envelope.data == vector["data"])
        #expect(envelope.signature == vector["sig"])
        #expect(Appendix.plain == vector["plaintext"])
    }

    @Test("What was changed on the way, or sealed with other secrets, is not opened")
    func forged() throws {
        let keys = try #require(Appendix.keys)
        let envelope = try RequestEnvelope(
            operatorID: "123456789", plain: Array("{}".utf8), timeStamp: "20160729142400", sequence: "0001", keys: keys)
        for change: (inout RequestEnvelope) -> Void in [
            { $0.sequence = "0002" }, { $0.timeStamp = "20160729142401" }, { $0.operatorID = "123456780" },
            { $0.data = String($0.data.dropLast(4)) + "AAA=" }, { $0.signature = String(repeating: "0", count: 32) },
        ] {
            var changed = envelope
            change(&changed)
            #expect(throws: EnvelopeFault.signature) { try changed.open(keys) }
        }
        let others = try EnvelopeKeys(
            dataSecret: "fedcba0987654321", dataSecretIV: "1234567890abcdef", sigSecret: "1234567890abcdef")
        #expect(throws: EnvelopeFault.unreadable) { try envelope.open(others) }
        #expect(throws: EnvelopeFault.keys) {
            try EnvelopeKeys(dataSecret: "short", dataSecretIV: "1234567890abcdef", sigSecret: "x")
        }
    }

    @Test("An answer is sealed over its code, its message and its content")
    func answers() throws {
        let keys = try #require(Appendix.keys)
        let answer = try AnswerEnvelope(plain: Array(#"{"Status":0}"#.utf8), keys: keys)
        #expect(try AnswerEnvelope(reading: answer.bytes).open(keys)["status"].whole == 0)
        var other = answer
        other.code = 500
        #expect(throws: EnvelopeFault.signature) { try other.open(keys) }
        let refusal = AnswerEnvelope(.token)
        #expect(String(decoding: refusal.bytes, as: UTF8.self) == #"{"Ret":4002,"Msg":"Token错误","Data":"","Sig":""}"#)
    }

    @Test(
        "What is no envelope is told from one",
        arguments: [
            "", "{}", "[]", "null", #"{"OperatorID":"1","Data":"x"}"#,
            #"{"OperatorID":"1","Data":"x","TimeStamp":"2016","Seq":"0001","Sig":"00000000000000000000000000000000"}"#,
            #"{"OperatorID":"","Data":"x","TimeStamp":"20160729142400","Seq":"1","#
                + #""Sig":"00000000000000000000000000000000"}"#,
        ])
    func malformed(text: String) {
        #expect(throws: EnvelopeFault.malformed) { try RequestEnvelope(reading: Array(text.utf8)) }
    }

    @Test("Times are China's")
    func times() {
        #expect(ChinaTime.text(1_469_773_440) == "20160729142400")
        #expect(ChinaTime.text(0) == "19700101080000")
        for text in ["20161329142400", "20160729242400", "2016072914240", "abcdefghijklmn"] {
            #expect(ChinaTime.seconds(text) == nil)
        }
        for seconds: Int64 in [0, 951_782_400, 1_795_392_000, 4_102_444_799] {
            #expect(ChinaTime.seconds(ChinaTime.text(seconds)) == seconds)
        }
    }

    @Test("A token holds for its operator until it expires, and not a second longer")
    func tokens() {
        let token = AccessToken.issue(to: "A", secret: "s", nowSeconds: 1_000)
        func holds(_ token: String, _ operatorID: String, _ secret: String, _ now: Int64) -> Bool {
            AccessToken.isValid(token, of: operatorID, secret: secret, nowSeconds: now)
        }
        #expect(holds(token, "A", "s", 1_000))
        #expect(holds(token, "A", "s", 8_199))
        #expect(!holds(token, "A", "s", 8_200))
        #expect(!holds(token, "B", "s", 1_000))
        #expect(!holds(token, "A", "t", 1_000))
        #expect(!holds("99999999." + token.split(separator: ".")[1], "A", "s", 1_000))
        #expect(!holds("", "A", "s", 1_000))
    }
}
