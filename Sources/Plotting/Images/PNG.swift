/// Writes PNG files.
///
/// What a system's zlib makes of some bytes differs from one version to the next: these bytes are the
/// same everywhere.
///
/// - Source: "Portable Network Graphics (PNG) Specification", W3C, 2003; RFC 1950 for the stream inside.
enum PNG {
  /// - Parameter enlargement: how many pixels of the file, in each direction, one of the image becomes.
  static func file(of image: Image, enlargement: Int = 1) -> [UInt8] {
    let rowLength = image.width * image.channels
    var rows: [UInt8] = []
    for row in 0..<image.height {
      rows.append(0)  // This row is stored as it is.
      for column in 0..<image.width {
        let start = row * rowLength + column * image.channels
        for _ in 0..<enlargement { rows += image.bytes[start..<start + image.channels] }
      }
      for _ in 1..<max(enlargement, 1) {
        rows.append(2)  // This row is stored as its difference from the one above.
        rows += Array(repeating: 0, count: rowLength * enlargement)
      }
    }
    let colorType: UInt8 = image.channels == 1 ? 0 : 2
    let header =
      bigEndian(image.width * enlargement) + bigEndian(image.height * enlargement)
      + [8, colorType, 0, 0, 0]
    let stream =
      [0x78, 0x01] + RunLengths.deflate(rows, distance: image.channels) + bigEndian(checksum(rows))
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", header) + chunk("IDAT", stream) + chunk("IEND", [])
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    let remainder = ~body.reduce(~UInt32(0)) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
    return bigEndian(content.count) + body + bigEndian(Int(remainder))
  }

  /// The table of the chunks' cyclic redundancy check.
  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
    }
  }

  /// The stream's checksum, Adler-32.
  private static func checksum(_ bytes: [UInt8]) -> Int {
    var (a, b) = (1, 0)
    for byte in bytes {
      a = (a + Int(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return b << 16 | a
  }
}
