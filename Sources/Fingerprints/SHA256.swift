/// A checksum that nobody can make two files agree in.
///
/// - Source: NIST, "Secure Hash Standard", FIPS 180-4, sections 4.1.2, 5 and 6.2.
package enum SHA256 {
  /// The checksum of some bytes, as 64 hexadecimal digits.
  package static func digest(_ data: some Sequence<UInt8>) -> String { digest(Array(data)) }

  private static func digest(_ message: [UInt8]) -> String {
    var hash = start
    var bytes = message
    bytes.append(0x80)
    bytes += [UInt8](repeating: 0, count: (120 - bytes.count % 64) % 64)
    let bits = UInt64(message.count) * 8
    bytes += (0..<8).map { UInt8(truncatingIfNeeded: bits >> (56 - 8 * $0)) }
    for block in stride(from: 0, to: bytes.count, by: 64) {
      mix(bytes[block..<(block + 64)], into: &hash)
    }
    return hash.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  private static func mix(_ block: ArraySlice<UInt8>, into hash: inout [UInt32]) {
    var schedule = [UInt32](repeating: 0, count: 64)
    for (index, byte) in block.enumerated() {
      schedule[index / 4] = schedule[index / 4] << 8 | UInt32(byte)
    }
    for i in 16..<64 {
      let (x, y) = (schedule[i - 15], schedule[i - 2])
      let early = turned(x, 7) ^ turned(x, 18) ^ x >> 3
      let late = turned(y, 17) ^ turned(y, 19) ^ y >> 10
      schedule[i] = schedule[i - 16] &+ early &+ schedule[i - 7] &+ late
    }
    var (a, b, c, d) = (hash[0], hash[1], hash[2], hash[3])
    var (e, f, g, h) = (hash[4], hash[5], hash[6], hash[7])
    for i in 0..<64 {
      let choice = (e & f) ^ (~e & g)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      let fromE = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
      let fromA = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
      let first = h &+ fromE &+ choice &+ constants[i] &+ schedule[i]
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ fromA &+ majority)
    }
    for (index, word) in [a, b, c, d, e, f, g, h].enumerated() { hash[index] &+= word }
  }

  /// The bits turned to the right, in a circle.
  private static func turned(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word >> count | word << (32 - count)
  }

  private static let primes = (2...311).filter { number in
    !(2..<number).contains { number.isMultiple(of: $0) }
  }

  /// The first 32 bits of the fractional parts of the square roots of the first eight primes.
  private static let start = primes.prefix(8).map { root(of: $0, degree: 2) }

  /// The same of the cube roots of the first 64 primes.
  private static let constants = primes.map { root(of: $0, degree: 3) }

  /// Bit by bit, the largest number whose power is at most the prime times 2³² to the same power.
  private static func root(of prime: Int, degree: Int) -> UInt32 {
    let target = UInt128(prime) << UInt128(32 * degree)
    var root: UInt128 = 0
    for bit in stride(from: 36, through: 0, by: -1) {
      let larger = root | 1 << UInt128(bit)
      if (0..<degree).reduce(1, { power, _ in power * larger }) <= target { root = larger }
    }
    return UInt32(truncatingIfNeeded: root)
  }
}
