import Testing

@testable import LinearAlgebra

@Suite("Randomness: reference outputs")
struct RandomReferenceTests {
  @Test("SplitMix64 gives the published numbers")
  func splitMix() {
    var generator = SplitMix64(state: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect((0..<5).map { _ in generator.next() } == expected)
  }

  @Test("xoshiro256** gives the published numbers")
  func xoshiro() {
    var generator = SeededGenerator(state: (1, 2, 3, 4))
    let expected: [UInt64] = [
      11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
      607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
      10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
    ]
    #expect((0..<10).map { _ in generator.next() } == expected)
  }

  // The expected values below come from an independent implementation in Python.

  @Test(
    "A seed fills the state by SplitMix64",
    arguments: [
      (0, [11_091_344_671_253_066_420, 13_793_997_310_169_335_082, 1_900_383_378_846_508_768]),
      (42, [1_546_998_764_402_558_742, 6_990_951_692_964_543_102, 12_544_586_762_248_559_009]),
      (.max, [10_328_197_420_357_168_392, 14_156_678_507_024_973_869, 9_357_971_779_955_476_126]),
    ] as [(UInt64, [UInt64])])
  func seeding(seed: UInt64, expected: [UInt64]) {
    var generator = SeededGenerator(seed: seed)
    #expect((0..<3).map { _ in generator.next() } == expected)
  }

  @Test("Uniform and normal numbers agree with an independent implementation")
  func numbers() {
    var generator = SeededGenerator(seed: 42)
    #expect(
      Vector.uniform(count: 3, using: &generator)
        == [0.08386297105988216, 0.3789802506626686, 0.6800434110281394])
    generator = SeededGenerator(seed: 42)
    #expect(
      Vector.uniform(count: 3, in: -2..<3, using: &generator)
        == [-1.5806851447005892, -0.10509874668665686, 1.400217055140697])
    generator = SeededGenerator(seed: 42)
    #expect(
      isClose(
        Vector.normal(count: 3, using: &generator),
        [-0.303263064678738, 1.3438117634372806, 0.3834617912676943], tolerance: 1e-14))
  }

  @Test("Permutations and samples agree with an independent implementation")
  func choices() {
    var generator = SeededGenerator(seed: 42)
    #expect(generator.permutation(of: 10) == [0, 4, 7, 9, 3, 8, 5, 1, 2, 6])
    generator = SeededGenerator(seed: 7)
    #expect(generator.sample(4, of: 1000) == [700, 279, 839, 981])
  }
}

@Suite("Randomness: properties")
struct RandomPropertyTests {
  /// A generator that repeats one number, to reach the ends of a range.
  private struct Constant: RandomNumberGenerator {
    let bits: UInt64
    func next() -> UInt64 { bits }
  }

  @Test("uniform reaches zero but never its upper bound")
  func bounds() {
    var (lowest, highest) = (Constant(bits: 0), Constant(bits: .max))
    #expect(lowest.uniform() == 0)
    #expect(highest.uniform() == 1 - 0x1p-53)
    #expect(lowest.uniform(in: 5..<6) == 5)
    for range in [5..<6, 1..<1.0.nextUp, -1e308 ..< -1e307, 1e15..<1e15 + 1] {
      #expect(range.contains(highest.uniform(in: range)))
    }
    #expect(lowest.normal() == 0)
    #expect(highest.normal().isFinite)
  }

  @Test("Uniform numbers have the right mean and variance")
  func uniformMoments() {
    var generator = SeededGenerator(seed: 3)
    let n = 20_000.0
    let v = Vector.uniform(count: Int(n), in: -1..<3, using: &generator)
    let variance = 16.0 / 12
    // Six standard errors; the fourth central moment of a uniform variable is w⁴ / 80.
    #expect((v.mean() - 1).magnitude < 6 * sqrt(variance / n))
    let squares = (v - 1).squaredNorm() / n
    #expect((squares - variance).magnitude < 6 * sqrt((256.0 / 80 - variance * variance) / n))
  }

  @Test("Normal numbers have the right mean, variance, symmetry and tails")
  func normalMoments() {
    var generator = SeededGenerator(seed: 4)
    let n = 20_000.0
    let v = Vector.normal(count: Int(n), mean: 5, standardDeviation: 2, using: &generator)
    let z = (v - 5) / 2
    // Six standard errors; z, z², z³ and z⁴ have the variances 1, 2, 15 and 96.
    #expect(z.mean().magnitude < 6 * sqrt(1 / n))
    #expect(((z * z).mean() - 1).magnitude < 6 * sqrt(2 / n))
    #expect((z * z * z).mean().magnitude < 6 * sqrt(15 / n))
    #expect(((z * z * z * z).mean() - 3).magnitude < 6 * sqrt(96 / n))
    #expect((dot(z[1...], z[..<(z.count - 1)]) / n).magnitude < 6 * sqrt(1 / n))
  }

  @Test("A permutation has every number once, and every place is equally likely")
  func permutations() {
    var generator = SeededGenerator(seed: 5)
    var counts = Matrix.zeros(4, 4)
    for _ in 0..<4000 {
      let permutation = generator.permutation(of: 4)
      #expect(permutation.sorted() == [0, 1, 2, 3])
      for (place, number) in permutation.enumerated() { counts[place, number] += 1 }
    }
    // Binomial with n = 4000 and p = 1/4.
    #expect((counts - 1000).normInfinity() < 6 * sqrt(4000 * 0.25 * 0.75))
  }

  @Test(
    "A sample has different numbers from the range", arguments: [(0, 0), (0, 5), (3, 5), (5, 5)])
  func samples(k: Int, n: Int) {
    var generator = SeededGenerator(seed: 6)
    let sample = generator.sample(k, of: n)
    #expect(sample.count == k)
    #expect(Set(sample).count == k)
    #expect(sample.allSatisfy { (0..<n).contains($0) })
  }

  @Test("Matrices are filled row after row with the numbers of a vector")
  func matrices() {
    var (one, two) = (SeededGenerator(seed: 8), SeededGenerator(seed: 8))
    let a = Matrix.normal(rows: 3, columns: 4, mean: 1, standardDeviation: 2, using: &one)
    let v = Vector.normal(count: 12, mean: 1, standardDeviation: 2, using: &two)
    #expect(a.shape == (3, 4))
    #expect(a.flattened() == v)
    let b = Matrix.uniform(rows: 2, columns: 2, in: -1..<1, using: &one)
    #expect(b.flattened() == Vector.uniform(count: 4, in: -1..<1, using: &two))
    #expect(Matrix.normal(rows: 0, columns: 3, using: &one).shape == (0, 3))
  }

  @Test("The generator works with the standard library, and a copy repeats its numbers")
  func copies() {
    var generator = SeededGenerator(seed: 9)
    var copy = generator
    #expect(Int.random(in: 0..<100, using: &generator) == Int.random(in: 0..<100, using: &copy))
    #expect([1, 2, 3].shuffled(using: &generator).sorted() == [1, 2, 3])
    var other: any RandomNumberGenerator = SystemRandomNumberGenerator()
    #expect((0..<1).contains(other.uniform()))
  }
}
