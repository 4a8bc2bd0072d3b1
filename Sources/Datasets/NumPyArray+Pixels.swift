extension NumPyArray {
  /// The elements as pixels from 0 to 255, whatever type they are kept in.
  ///
  /// Where no number is above 1 they go from 0 to 1, and become 255 times as large. What isn't whole is
  /// rounded: bytes that somebody has divided by 255 come back as they were.
  ///
  /// - Throws: `DatasetError` when a number is below 0, above 255, or no number; when the largest is
  ///   neither about 1 nor large enough for pixels up to 255, and there are fractions.
  func pixels() throws -> [UInt8] {
    switch (header.kind, header.size) {
    case ("u", 1):
      let isBinary = !elements.contains { $0 > 1 }
      return isBinary ? elements.map { $0 * 255 } : Array(elements)
    case ("f", 4): return try pixels { Double(Float(bitPattern: UInt32(pattern($0, of: $1)))) }
    case ("f", _): return try pixels { Double(bitPattern: pattern($0, of: $1)) }
    default:
      let unused = UInt64(64 - 8 * header.size)
      let isSigned = header.kind == "i"
      return try pixels { index, bytes in
        let pattern = pattern(index, of: bytes)
        return isSigned
          ? Double(Int64(bitPattern: pattern << unused) >> Int64(unused)) : Double(pattern)
      }
    }
  }

  /// - Parameter number: the element at a place in the bytes of all.
  @inline(__always)
  private func pixels(_ number: (Int, UnsafeRawBufferPointer) -> Double) throws -> [UInt8] {
    try elements.withUnsafeBytes { bytes in
      var (largest, areWhole) = (0.0, true)
      for index in 0..<header.count {
        let number = number(index, bytes)
        guard number >= 0, number <= 255 else {
          throw DatasetError(
            "\(file) has the number \(number) at \(index); pixels go from 0 to 1 or from 0 to 255")
        }
        largest = max(largest, number)
        areWhole = areWhole && number == number.rounded(.down)
      }
      // A bit above 1 by somebody's rounding.
      let isShare = largest <= 1.0001
      guard isShare || areWhole || largest >= 16 else {
        throw DatasetError(
          "\(file) has fractions from 0 to \(largest); pixels go from 0 to 1 or from 0 to 255")
      }
      let scale = isShare ? 255.0 : 1
      return (0..<header.count).map { UInt8(min(255, (scale * number($0, bytes)).rounded())) }
    }
  }
}
