/// The simplest compression of deflate: repetitions of the last pixel, in its fixed code.
///
/// Enlarged pixels and black margins are such repetitions, and images here have little else.
///
/// - Source: P. Deutsch, "DEFLATE compressed data format specification version 1.3", RFC 1951, 3.2.5
///   and 3.2.6.
enum RunLengths {
  /// - Parameter distance: the bytes of a pixel, 4 at most.
  static func deflate(_ bytes: [UInt8], distance: Int) -> [UInt8] {
    var bits = Bits()
    bits.append(1, count: 1)  // The last block.
    bits.append(1, count: 2)  // In the fixed code.
    var index = 0
    while index < bytes.count {
      var length = 0
      while index >= distance, length < 258, index + length < bytes.count,
        bytes[index + length] == bytes[index + length - distance]
      {
        length += 1
      }
      // The first code stands for a length of 3.
      if let code = lengths.lastIndex(where: { $0.first <= length }) {
        bits.appendSymbol(257 + code)
        bits.append(length - lengths[code].first, count: lengths[code].bits)
        bits.appendCode(distance - 1, count: 5)
        index += length
      } else {
        bits.appendSymbol(Int(bytes[index]))
        index += 1
      }
    }
    bits.appendSymbol(256)
    return bits.bytes
  }

  /// The first length of each code, and how many bits say how far beyond.
  private static let lengths: [(first: Int, bits: Int)] = {
    var result: [(first: Int, bits: Int)] = []
    var first = 3
    for code in 0..<28 {
      let bits = code < 8 ? 0 : code / 4 - 1
      result.append((first, bits))
      first += 1 << bits
    }
    // The longest has a code of its own.
    return result + [(258, 0)]
  }()

  private struct Bits {
    private(set) var bytes: [UInt8] = []
    private var used = 8

    /// Appends a number, its lowest bit first.
    mutating func append(_ number: Int, count: Int) {
      for bit in 0..<count {
        if used == 8 {
          bytes.append(0)
          used = 0
        }
        bytes[bytes.count - 1] |= UInt8(number >> bit & 1) << used
        used += 1
      }
    }

    /// Appends a code, its highest bit first.
    mutating func appendCode(_ code: Int, count: Int) {
      for bit in (0..<count).reversed() { append(code >> bit, count: 1) }
    }

    /// Appends a byte, a length or the end in the fixed code.
    mutating func appendSymbol(_ symbol: Int) {
      switch symbol {
      case 0..<144: appendCode(0x30 + symbol, count: 8)
      case 144..<256: appendCode(0x190 + symbol - 144, count: 9)
      case 256..<280: appendCode(symbol - 256, count: 7)
      default: appendCode(0xC0 + symbol - 280, count: 8)
      }
    }
  }
}
