/// A random number generator that repeats: the same seed gives the same numbers everywhere.
///
///     var generator = SeededGenerator(seed: 42)
///     let weights = Matrix.normal(rows: 784, columns: 100, using: &generator)
///
/// Not for secrets: who has seen a few numbers can predict the next.
///
/// - Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS
///   47 (2021): xoshiro256**, its state filled by SplitMix64 as they advise.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  @usableFromInline var state: (UInt64, UInt64, UInt64, UInt64)

  /// Creates a generator whose numbers depend on nothing but `seed`; any seed will do.
  ///
  /// - Complexity: O(1).
  public init(seed: UInt64) {
    var splitMix = SplitMix64(state: seed)
    state = (splitMix.next(), splitMix.next(), splitMix.next(), splitMix.next())
  }

  /// For tests against the published numbers; not all four may be zero.
  init(state: (UInt64, UInt64, UInt64, UInt64)) {
    self.state = state
  }

  /// The next 64 random bits.
  ///
  /// - Complexity: O(1).
  @inlinable
  public mutating func next() -> UInt64 {
    let result = (state.1 &* 5).rotated(left: 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = state.3.rotated(left: 45)
    return result
  }
}

/// The state travels as four numbers, so that a generator goes on elsewhere where it was.
extension SeededGenerator: Codable {
  /// Reads what `encode(to:)` has written.
  ///
  /// - Throws: `DecodingError` unless there are four numbers that aren't all zero.
  /// - Complexity: O(1).
  public init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    state = (
      try container.decode(UInt64.self), try container.decode(UInt64.self),
      try container.decode(UInt64.self), try container.decode(UInt64.self)
    )
    if state == (0, 0, 0, 0) {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "the state of a generator is never all zeros")
    }
  }

  /// Writes the four numbers of the state.
  ///
  /// - Complexity: O(1).
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(state.0)
    try container.encode(state.1)
    try container.encode(state.2)
    try container.encode(state.3)
  }
}

/// Turns one number into many unrelated ones; only fills states here.
///
/// - Source: S. Vigna, https://prng.di.unimi.it/splitmix64.c
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

extension UInt64 {
  @inlinable
  func rotated(left bits: UInt64) -> UInt64 {
    (self << bits) | (self >> (64 - bits))
  }
}
