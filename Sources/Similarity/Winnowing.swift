/// The fingerprints of a sequence of tokens.
///
/// S. Schleimer, D. S. Wilkerson and A. Aiken: Winnowing: Local Algorithms for Document
/// Fingerprinting, SIGMOD 2003. Every run of `length` tokens has a hash. Of each `window` runs in a
/// row the smallest hash is kept, of equal ones the last. Two sequences that share at least
/// `length + window − 1` tokens in a row share a fingerprint, and none that share fewer than
/// `length` do.
enum Winnowing {
  /// Tokens in a run. Shorter runs are found in every program of its kind.
  static let length = 16
  /// Runs of which one is kept.
  static let window = 8

  /// The fingerprints, each once.
  static func fingerprints(of tokens: [UInt64]) -> Set<UInt64> {
    let hashes = hashes(of: tokens)
    guard hashes.count > window else { return hashes.min().map { [$0] } ?? [] }
    var result: Set<UInt64> = []
    var smallest = -1
    var last = window - 1
    while last < hashes.count {
      let first = last - window + 1
      if smallest < first {
        smallest = first
        var index = first
        while index <= last {
          if hashes[index] <= hashes[smallest] { smallest = index }
          index += 1
        }
        result.insert(hashes[smallest])
      } else if hashes[last] <= hashes[smallest] {
        smallest = last
        result.insert(hashes[smallest])
      }
      last += 1
    }
    return result
  }

  /// The hashes of all runs, rolled from one to the next (Karp and Rabin).
  static func hashes(of tokens: [UInt64]) -> [UInt64] {
    guard tokens.count >= length else { return [] }
    let base: UInt64 = 0x9E37_79B9_7F4A_7C15
    let highest = (1..<length).reduce(UInt64(1)) { power, _ in power &* base }
    var hash: UInt64 = 0
    var result: [UInt64] = []
    result.reserveCapacity(tokens.count - length + 1)
    var index = 0
    while index < tokens.count {
      if index >= length { hash = hash &- tokens[index - length] &* highest }
      hash = hash &* base &+ tokens[index]
      if index >= length - 1 { result.append(mixed(hash)) }
      index += 1
    }
    return result
  }

  /// The low bits of a rolled hash hang on the last tokens only; this spreads them (SplitMix64).
  private static func mixed(_ hash: UInt64) -> UInt64 {
    var value = hash
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
