/// Bytes in the letters a QR code holds densest (RFC 9285): two bytes in three letters, a last single one in two.
public enum Base45 {
    private static let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
    /// By letter; 255 for those that are none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()

    /// How many letters so many bytes take.
    public static func letterCount(ofBytes count: Int) -> Int { count / 2 * 3 + count % 2 * 2 }

    public static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(letterCount(ofBytes: bytes.count))
        for place in stride(from: 0, to: bytes.count, by: 2) {
            let isPair = place + 1 < bytes.count
            var number = isPair ? Int(bytes[place]) << 8 | Int(bytes[place + 1]) : Int(bytes[place])
            for _ in 0..<(isPair ? 3 : 2) {
                text.append(letters[number % 45])
                number /= 45
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// nil for other letters, a length no bytes have, and letters that stand for more than their bytes hold: so every
    /// text that is read is the one that is written.
    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 3 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 3 * 2 + 1)
        var (number, factor, held) = (0, 1, 0)
        for letter in text {
            let value = values[Int(letter)]
            guard value < 45 else { return nil }
            number += Int(value) * factor
            held += 1
            factor *= 45
            guard held == 3 else { continue }
            guard number <= 0xFFFF else { return nil }
            bytes.append(UInt8(number >> 8))
            bytes.append(UInt8(number & 255))
            (number, factor, held) = (0, 1, 0)
        }
        if held == 2 {
            guard number <= 0xFF else { return nil }
            bytes.append(UInt8(number))
        }
        return bytes
    }
}
