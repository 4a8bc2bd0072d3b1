/// Writes PNG files without compressing them.
///
/// Images here have about a thousand pixels, and what a system's zlib makes of them differs from one
/// version to the next: these bytes are the same everywhere.
///
/// - Source: "Portable Network Graphics (PNG) Specification", W3C, 2003; RFC 1950 and RFC 1951 for the
///   stream inside.
enum PNG {
  static func file(of image: Image) -> [UInt8] {
    let rowLength = image.width * image.channels
    var rows: [UInt8] = []
    for row in 0..<image.height {
      rows.append(0)  // This row is stored as it is, not as a difference.
      rows += image.bytes[row * rowLength..<(row + 1) * rowLength]
    }
    let colourType: UInt8 = image.channels == 1 ? 0 : 2
    let header = bigEndian(image.width) + bigEndian(image.height) + [8, colourType, 0, 0, 0]
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", header) + chunk("IDAT", stored(rows)) + chunk("IEND", [])
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    let body = Array(name.utf8) + content
    return bigEndian(content.count) + body + bigEndian(Int(checksum(body)))
  }

  /// A zlib stream of stored blocks.
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var start = 0
    while start < bytes.count {
      let end = min(start + 65_535, bytes.count)
      let (low, high) = (UInt8((end - start) & 0xFF), UInt8((end - start) >> 8))
      stream += [end == bytes.count ? 1 : 0, low, high, ~low, ~high]
      stream += bytes[start..<end]
      start = end
    }
    var (a, b) = (1, 0)
    for byte in bytes {
      a = (a + Int(byte)) % 65_521
      b = (b + a) % 65_521
    }
    return stream + bigEndian(b << 16 | a)
  }

  /// The cyclic redundancy check of the chunk.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ $0 >> 8 }
  }

  private static let table: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
    }
  }
}
