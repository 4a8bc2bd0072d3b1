import CZlib
import Foundation

/// Makes a zip archive whose bytes depend on nothing but its files, their order and their dates.
package struct ZipWriter {
  private var files = Data()
  private var directory = Data()
  private var count = 0

  /// An archive with nothing in it.
  package init() {}

  /// Adds a file, packed where that makes it smaller.
  package mutating func add(_ path: String, _ contents: Data, date: Date) throws {
    let packed = try Self.deflated(contents)
    let isDeflated = packed.count < contents.count
    let stored = isDeflated ? packed : contents
    let name = Data(path.utf8)
    let time = Self.extraField(date)

    var shared = Data()
    // UTF-8 names; deflate or nothing.
    shared.little(20, 2)
    shared.little(1 << 11, 2)
    shared.little(isDeflated ? 8 : 0, 2)
    shared.little(Self.wallClock(date), 4)
    shared.little(Int(ZipArchive.checksum(contents)), 4)
    shared.little(stored.count, 4)
    shared.little(contents.count, 4)
    shared.little(name.count, 2)
    shared.little(time.count, 2)

    // Made under Unix; no comment, on the first disk; an ordinary file that all may read.
    directory += [0x50, 0x4B, 1, 2, 20, 3]
    directory += shared
    directory.little(0, 6)
    directory.little(0o100644 << 16, 4)
    directory.little(files.count, 4)
    directory += name + time

    files += [0x50, 0x4B, 3, 4]
    files += shared + name + time + stored
    count += 1
  }

  /// The whole archive.
  package func archive() -> Data {
    var end = Data([0x50, 0x4B, 5, 6, 0, 0, 0, 0])
    end.little(count, 2)
    end.little(count, 2)
    end.little(directory.count, 4)
    end.little(files.count, 4)
    end.little(0, 2)
    return files + directory + end
  }

  private static func deflated(_ contents: Data) throws -> Data {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    guard
      deflateInit2_(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK
    else { throw HandInProblem("zlib can't be started") }
    defer { deflateEnd(&stream) }
    var plain = [UInt8](contents)
    var packed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(plain.count))))
    let status = plain.withUnsafeMutableBufferPointer { plain in
      packed.withUnsafeMutableBufferPointer { packed in
        stream.next_in = plain.baseAddress
        stream.avail_in = UInt32(plain.count)
        stream.next_out = packed.baseAddress
        stream.avail_out = UInt32(packed.count)
        return deflate(&stream, Z_FINISH)
      }
    }
    guard status == Z_STREAM_END else { throw HandInProblem("zlib can't pack it") }
    return Data(packed.prefix(packed.count - Int(stream.avail_out)))
  }

  /// The date in seconds, which is the same everywhere; the other field knows no time zone.
  private static func extraField(_ date: Date) -> Data {
    var field = Data()
    field.little(0x5455, 2)
    field.little(5, 2)
    field.little(1, 1)
    field.little(Int(UInt32(bitPattern: Int32(clamping: Int(date.timeIntervalSince1970)))), 4)
    return field
  }

  /// The date as zip's first clock shows it: from 1980 on, in steps of two seconds.
  private static func wallClock(_ date: Date) -> Int {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let first = calendar.date(from: DateComponents(year: 1980, month: 1, day: 1)) ?? date
    let parts = calendar.dateComponents(
      [.year, .month, .day, .hour, .minute, .second], from: max(date, first))
    let year = min(parts.year ?? 1980, 2107) - 1980
    let day = year << 9 | (parts.month ?? 1) << 5 | (parts.day ?? 1)
    return day << 16 | (parts.hour ?? 0) << 11 | (parts.minute ?? 0) << 5 | (parts.second ?? 0) / 2
  }
}

extension Data {
  /// Adds the lowest bytes of a number, the lowest first.
  fileprivate mutating func little(_ number: Int, _ count: Int) {
    for index in 0..<count { append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
  }
}
