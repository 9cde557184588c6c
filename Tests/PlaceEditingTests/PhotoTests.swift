import Foundation
import Images
import Kernel
import Synchronization
import TestTown
import Testing

@testable import PlaceEditing

/// Photos kept nowhere but here.
private final class Shelf: PhotoStore {
    private let kept = Mutex<[String: [UInt8]]>([:])

    func keep(_ bytes: [UInt8], hash: String, size: PhotoSize) throws {
        kept.withLock { $0[hash + size.rawValue] = bytes }
    }

    func bytes(hash: String, size: PhotoSize) -> [UInt8]? { kept.withLock { $0[hash + size.rawValue] } }
    func hashes(before: Instant) -> [String] { [] }
    func remove(hash: String) {}
}

private func picture(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: Repository.shared("photos-exif/" + name))))
}

private let hasPictures = Repository.hasShared("photos-exif/SOURCE.md")

@Suite("Photos of places")
struct PhotoTests {
    private func take(_ bytes: [UInt8]) async throws -> (photo: PlacePhoto, large: [UInt8], small: [UInt8]) {
        let shelf = Shelf()
        let photo = try await PlacePhotos(desk: PhotoDesk(VipsPhotos()), store: shelf).take(bytes)
        let (large, small) = (shelf.bytes(hash: photo.hash, size: .large), shelf.bytes(hash: photo.hash, size: .small))
        return (photo, try #require(large), try #require(small))
    }

    @Test(
        "Nothing is kept but the picture: no position, no maker, no thumbnail", .enabled(if: hasPictures),
        arguments: ["gps/DSCN0010.jpg", "gps/45-gps_ifd.jpg", "no-gps/canon-ixus.jpg", "no-gps/sony-d700.jpg"])
    func stripped(_ name: String) async throws {
        let original = try picture(name)
        #expect(original.firstRange(of: Array("Exif".utf8)) != nil)
        let (_, large, small) = try await take(original)
        for bytes in [large, small] {
            #expect(bytes.starts(with: [0xFF, 0xD8, 0xFF]))
            for word in ["Exif", "GPS", "Photoshop", "http://ns.adobe.com", "NIKON", "Canon", "SONY"] {
                #expect(bytes.firstRange(of: Array(word.utf8)) == nil, "\(word)")
            }
        }
        let size = try #require(VipsPhotos().size(small))
        #expect(max(size.width, size.height) <= 480)
    }

    @Test(
        "Photos come to stand upright, however the camera was held", .enabled(if: hasPictures),
        arguments: ["orientation/portrait_1.jpg", "orientation/portrait_3.jpg", "orientation/portrait_6.jpg"])
    func upright(_ name: String) async throws {
        let (photo, large, _) = try await take(picture(name))
        #expect(photo.height > photo.width)
        let size = try #require(VipsPhotos().size(large))
        #expect(size == (photo.width, photo.height))
    }

    @Test("A photo that is cut short is refused", .enabled(if: hasPictures))
    func truncated() async throws {
        let whole = try picture("gps/DSCN0010.jpg")
        for length in [3, 100, 2000, whole.count / 2, whole.count - 2000] {
            await #expect(throws: Refusal.notAllowed(what: .brokenPhoto), "\(length)") {
                _ = try await take(Array(whole.prefix(length)))
            }
        }
    }

    @Test("Files of other types are refused, whatever they call themselves")
    func others() async throws {
        let files = [
            Array("GIF89a".utf8), Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8), Array("%PDF-1.7".utf8), [],
            Array("RIFF0000AVI ".utf8), Array("#!/bin/sh".utf8),
        ]
        for file in files {
            await #expect(throws: Refusal.unsupportedBody(accepted: "JPEG, PNG, WebP")) { _ = try await take(file) }
        }
        await #expect(throws: Refusal.notAllowed(what: .brokenPhoto)) {
            _ = try await take([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(repeating: 0, count: 100))
        }
    }

    /// 60 000 × 60 000 pixels in a head of a few bytes.
    @Test("A picture that is huge once decoded is refused by its head")
    func bomb() async throws {
        var head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let fields: [UInt8] = [0x49, 0x48, 0x44, 0x52, 0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 2, 0, 0, 0]
        head +=
            [0, 0, 0, 13] + fields + checksum(fields) + [0, 0, 0, 0, 0x49, 0x44, 0x41, 0x54, 0x35, 0xAF, 0x06, 0x1E]
        let file = head
        await #expect(throws: Refusal.self) { _ = try await take(file) }
        #expect(VipsPhotos().jpeg(file, sideMax: 480) == nil)
    }

    /// CRC-32 as PNG has it.
    private func checksum(_ bytes: [UInt8]) -> [UInt8] {
        var sum = UInt32.max
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        sum = ~sum
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> UInt32($0)) }
    }
}
