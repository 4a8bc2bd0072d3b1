extension PNGImage {
  /// What the first chunk of an image says.
  struct Header {
    let width: Int
    let height: Int
    /// The bits of a sample.
    let depth: Int
    let kind: Kind

    /// What a pixel consists of, by the number that stands for it.
    enum Kind: UInt8 {
      case gray = 0
      case redGreenBlue = 2
      case palette = 3
    }

    init(_ bytes: ArraySlice<UInt8>, file: String) throws {
      guard bytes.count == 13 else {
        throw DatasetError("\(file) is damaged: its chunk IHDR has \(bytes.count) bytes, not 13")
      }
      let bytes = Array(bytes)
      (width, height) = (big(bytes[0..<4]), big(bytes[4..<8]))
      let sides = 1...PNGImage.sideLimit
      guard sides.contains(width), sides.contains(height) else {
        throw DatasetError(
          "\(file) announces \(height) × \(width) pixels; sides of 1 to \(sides.upperBound) are read"
        )
      }
      depth = Int(bytes[8])
      guard let kind = Kind(rawValue: bytes[9]) else {
        let transparent = bytes[9] == 4 || bytes[9] == 6
        throw DatasetError(
          transparent
            ? "\(file) has an alpha channel (colour type \(bytes[9])); save it without"
            : "\(file) has colour type \(bytes[9]), which PNG doesn't know")
      }
      self.kind = kind
      guard depth == 8 || kind != .redGreenBlue && [1, 2, 4].contains(depth) else {
        throw DatasetError(
          "\(file) has \(depth) bits a sample; 8 are read, fewer of grey and palettes")
      }
      guard bytes[10] == 0, bytes[11] == 0 else {
        throw DatasetError("\(file) is packed or filtered by a method that PNG doesn't know")
      }
      guard bytes[12] == 0 else {
        throw DatasetError("\(file) is interlaced (method \(bytes[12])); save it without")
      }
    }

    private var samplesPerPixel: Int { kind == .redGreenBlue ? 3 : 1 }
    /// The bytes of a row, without the one that names its filter.
    var rowLength: Int { (width * samplesPerPixel * depth + 7) / 8 }
    /// How far away the byte to the left is, in the sense of filters.
    var step: Int { samplesPerPixel }

    /// The samples, a byte each.
    func samples(in rows: [UInt8]) -> [UInt8] {
      guard depth < 8 else { return rows }
      var samples: [UInt8] = []
      samples.reserveCapacity(width * height)
      for row in 0..<height {
        for column in 0..<width {
          let byte = rows[row * rowLength + column * depth / 8]
          let shift = 8 - depth - column * depth % 8
          samples.append(byte >> UInt8(shift) & (1 << UInt8(depth) - 1))
        }
      }
      return samples
    }

    func pixels(
      _ samples: [UInt8], palette: ArraySlice<UInt8>, as colors: LabelledImages.Colors,
      file: String
    ) throws -> [UInt8] {
      switch kind {
      case .gray:
        // The largest sample of fewer bits is white too.
        let scale = 255 / (1 << depth - 1)
        let gray = scale == 1 ? samples : samples.map { $0 * UInt8(scale) }
        return colors == .gray ? gray : gray.flatMap { [$0, $0, $0] }
      case .redGreenBlue:
        return colors == .gray ? Self.luma(samples) : samples
      case .palette:
        let entries = Array(palette)
        let largest = Int(samples.max() ?? 0)
        guard 3 * largest + 3 <= entries.count else {
          throw DatasetError(
            "\(file) uses colour \(largest) of a palette (PLTE) of \(entries.count / 3)")
        }
        if colors == .gray {
          let gray = Self.luma(Array(entries.prefix(entries.count / 3 * 3)))
          return samples.map { gray[Int($0)] }
        }
        return samples.flatMap { entries[3 * Int($0)..<3 * Int($0) + 3] }
      }
    }

    /// In 16 bits behind the point, as common libraries reckon it, so that all get the same numbers.
    private static func luma(_ colors: [UInt8]) -> [UInt8] {
      stride(from: 0, to: colors.count, by: 3).map { start in
        let sum =
          19595 * UInt32(colors[start]) + 38470 * UInt32(colors[start + 1])
          + 7471 * UInt32(colors[start + 2])
        return UInt8((sum + 0x8000) >> 16)
      }
    }
  }
}
