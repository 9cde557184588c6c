import Crypto
import CryptoExtras
import Foundation
import Hexadecimal

/// The secrets two partners have agreed on (T/CEC 102.4, section 5.3). A secret's text is its bytes.
public struct EnvelopeKeys: Sendable {
    private let dataSecret: SymmetricKey
    private let initialVector: AES._CBC.IV
    private let signatureSecret: SymmetricKey

    /// - Throws: `EnvelopeFault.keys` unless the data secret and its vector have 16 bytes and the signature secret any.
    public init(dataSecret: String, dataSecretIV: String, sigSecret: String) throws(EnvelopeFault) {
        guard dataSecret.utf8.count == 16, !sigSecret.isEmpty,
            let vector = try? AES._CBC.IV(ivBytes: Array(dataSecretIV.utf8))
        else { throw .keys }
        self.dataSecret = SymmetricKey(data: Array(dataSecret.utf8))
        initialVector = vector
        signatureSecret = SymmetricKey(data: Array(sigSecret.utf8))
    }

    /// AES-128 in CBC mode with PKCS #7 padding, written in Base64.
    func encrypt(_ plain: [UInt8]) throws(EnvelopeFault) -> String {
        guard let data = try? AES._CBC.encrypt(plain, using: dataSecret, iv: initialVector) else { throw .keys }
        return data.base64EncodedString()
    }

    func decrypt(_ text: String) throws(EnvelopeFault) -> [UInt8] {
        guard let data = Data(base64Encoded: text), !data.isEmpty,
            let plain = try? AES._CBC.decrypt(data, using: dataSecret, iv: initialVector)
        else { throw .unreadable }
        return Array(plain)
    }

    /// HMAC-MD5 in upper-case hexadecimal digits.
    func signature(of text: String) -> String {
        HMAC<Insecure.MD5>.authenticationCode(for: Array(text.utf8), using: signatureSecret)
            .hexadecimal.uppercased()
    }

    /// Compares without telling by its time where two signatures begin to differ.
    func isSignature(_ shown: String, of text: String) -> Bool {
        let wanted = Array(signature(of: text).utf8)
        let given = Array(shown.uppercased().utf8)
        guard wanted.count == given.count else { return false }
        return zip(wanted, given).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

/// Why an envelope was not opened.
public enum EnvelopeFault: Error, Sendable, Equatable {
    /// The secrets themselves cannot be used.
    case keys
    /// No JSON object, or one without the members an envelope has.
    case malformed
    case signature
    /// The signature is right, but what is inside cannot be decrypted or is no JSON.
    case unreadable
}

/// What one partner asks of the other: `{OperatorID, Data, TimeStamp, Seq, Sig}`.
public struct RequestEnvelope: Sendable, Equatable {
    public var operatorID: String
    /// Encrypted, in Base64.
    public var data: String
    /// `yyyyMMddHHmmss` in China's time.
    public var timeStamp: String
    /// Four digits, counted within one second.
    public var sequence: String
    public var signature: String

    /// Encrypts and signs.
    public init(
        operatorID: String, plain: [UInt8], timeStamp: String, sequence: String, keys: EnvelopeKeys
    ) throws(EnvelopeFault) {
        self.operatorID = operatorID
        self.timeStamp = timeStamp
        self.sequence = sequence
        data = try keys.encrypt(plain)
        signature = keys.signature(of: operatorID + data + timeStamp + sequence)
    }

    /// Reads the outside of an envelope; whose keys open it follows from `operatorID`.
    public init(reading bytes: [UInt8]) throws(EnvelopeFault) {
        guard let json = LooseJSON(bytes), case .object = json else { throw .malformed }
        operatorID = json["OperatorID"].text
        data = json["Data"].text
        timeStamp = json["TimeStamp"].text
        sequence = json["Seq"].text
        signature = json["Sig"].text
        guard !operatorID.isEmpty, operatorID.utf8.count <= 32, !data.isEmpty, timeStamp.utf8.count == 14,
            (1...8).contains(sequence.utf8.count), signature.utf8.count == 32
        else { throw .malformed }
    }

    /// What is inside, after the signature was found right.
    public func open(_ keys: EnvelopeKeys) throws(EnvelopeFault) -> LooseJSON {
        guard keys.isSignature(signature, of: operatorID + data + timeStamp + sequence) else { throw .signature }
        guard let json = LooseJSON(try keys.decrypt(data)) else { throw .unreadable }
        return json
    }

    /// When it was sent, in seconds since 1970-01-01T00:00:00Z; nil for no such moment.
    public var sentAtSeconds: Int64? { ChinaTime.seconds(timeStamp) }

    /// The body of the request. All members are plain ASCII without anything to escape.
    public var bytes: [UInt8] {
        let head = #"{"OperatorID":"\#(operatorID)","Data":"\#(data)","TimeStamp":"\#(timeStamp)""#
        return Array((head + #","Seq":"\#(sequence)","Sig":"\#(signature)"}"#).utf8)
    }
}

/// What the other answers: `{Ret, Msg, Data, Sig}`.
public struct AnswerEnvelope: Sendable, Equatable {
    public var code: Int
    public var message: String
    public var data: String
    public var signature: String

    /// Encrypts and signs an answer with content.
    public init(plain: [UInt8], keys: EnvelopeKeys) throws(EnvelopeFault) {
        code = AnswerCode.success.rawValue
        message = ""
        data = try keys.encrypt(plain)
        signature = keys.signature(of: "\(code)\(message)\(data)")
    }

    /// A refusal; signed where it is known for whom.
    public init(_ refusal: AnswerCode, keys: EnvelopeKeys? = nil) {
        code = refusal.rawValue
        message = refusal.message
        data = ""
        signature = keys?.signature(of: "\(code)\(message)") ?? ""
    }

    public init(reading bytes: [UInt8]) throws(EnvelopeFault) {
        guard let json = LooseJSON(bytes), let code = json["Ret"].whole else { throw .malformed }
        self.code = code
        message = json["Msg"].text
        data = json["Data"].text
        signature = json["Sig"].text
    }

    public func open(_ keys: EnvelopeKeys) throws(EnvelopeFault) -> LooseJSON {
        guard keys.isSignature(signature, of: "\(code)\(message)\(data)") else { throw .signature }
        guard let json = LooseJSON(try keys.decrypt(data)) else { throw .unreadable }
        return json
    }

    public var bytes: [UInt8] {
        Array(#"{"Ret":\#(code),"Msg":"\#(message)","Data":"\#(data)","Sig":"\#(signature)"}"#.utf8)
    }
}

/// `Ret` (T/CEC 102.4, table of return codes).
public enum AnswerCode: Int, Sendable, CaseIterable {
    case busy = -1
    case success = 0
    case fault = 500
    case signature = 4001
    case token = 4002
    /// The envelope is not as it must be.
    case parameters = 4003
    /// What is inside is not as it must be.
    case content = 4004

    /// Says no more than the code does.
    public var message: String {
        switch self {
        case .busy: "系统繁忙"
        case .success: ""
        case .fault: "系统错误"
        case .signature: "签名错误"
        case .token: "Token错误"
        case .parameters: "POST参数不合法"
        case .content: "请求的业务参数不合法"
        }
    }
}

/// `yyyyMMddHHmmss`, eight hours east of UTC.
public enum ChinaTime {
    public static func seconds(_ text: String) -> Int64? {
        let digits = text.utf8.map { Int($0) - 48 }
        guard digits.count == 14, digits.allSatisfy({ (0...9).contains($0) }) else { return nil }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        let (month, day) = (number(4..<6), number(6..<8))
        let (hour, minute, second) = (number(8..<10), number(10..<12), number(12..<14))
        guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 60 else { return nil }
        let days = daysSinceEpoch(number(0..<4), month, day)
        return Int64(days) * 86_400 + Int64(hour * 3600 + minute * 60 + second) - 28_800
    }

    public static func text(_ seconds: Int64) -> String {
        let local = seconds + 28_800
        let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        let rest = Int(local - days * 86_400)
        let (year, month, day) = date(Int(days))
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)" + [month, day, rest / 3600, rest / 60 % 60, rest % 60].map(two).joined()
    }

    /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    private static func daysSinceEpoch(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(_ days: Int) -> (Int, Int, Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = yearOfEra + era * 400
        return (month < 10 ? year : year + 1, month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
    }
}
