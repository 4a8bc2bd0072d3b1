// Each draw depends on the generator alone; nothing is kept back for the next one.

extension RandomNumberGenerator {
  /// A number drawn uniformly from [0, 1): one of 2⁵³ equally spaced ones.
  ///
  ///     var generator = SeededGenerator(seed: 1)
  ///     generator.uniform()    // a number such as 0.7
  ///
  /// - Complexity: O(1).
  @inlinable
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number drawn uniformly from a range such as `-1..<1`.
  ///
  /// Stops if the range is empty, or wider than the largest finite number.
  ///
  /// - Complexity: O(1).
  public mutating func uniform(in range: Range<Double>) -> Double {
    let width = range.upperBound - range.lowerBound
    require(width > 0 && width.isFinite, "uniform: \(range) is empty, or too wide for a Double")
    // Rounding may reach the upper bound, which doesn't belong to the range.
    return min(range.lowerBound + width * uniform(), range.upperBound.nextDown)
  }

  /// A number drawn from the normal distribution.
  ///
  ///     μ + σ √(-2 ln(1 - u₁)) cos(2π u₂),   u₁, u₂ uniform in [0, 1)
  ///
  /// The last bits may differ between platforms, as their logarithms and cosines do. Stops if the
  /// standard deviation is negative or NaN.
  ///
  /// - Parameters:
  ///   - mean: μ.
  ///   - standardDeviation: σ, not the variance.
  /// - Complexity: O(1).
  /// - Source: G. E. P. Box and M. E. Muller, "A note on the generation of random normal
  ///   deviates", Ann. Math. Statist. 29 (1958); one of the two numbers it gives is used.
  public mutating func normal(mean: Double = 0, standardDeviation: Double = 1) -> Double {
    require(
      standardDeviation >= 0, "normal: the standard deviation \(standardDeviation) isn't 0 or more")
    // 1 - u lies in (0, 1], where the logarithm is finite.
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return mean + standardDeviation * radius * cos(2 * .pi * uniform())
  }

  /// The numbers 0 to n - 1 in random order, every order equally likely.
  ///
  ///     generator.permutation(of: 4)    // an order such as [2, 0, 3, 1]
  ///
  /// Stops if n is negative.
  ///
  /// - Complexity: O(n).
  /// - Source: R. Durstenfeld, "Algorithm 235: Random permutation", CACM 7 (1964), also known as
  ///   the Fisher–Yates shuffle.
  public mutating func permutation(of n: Int) -> [Int] {
    require(n >= 0, "permutation: the length \(n) is negative")
    return sample(n, of: n)
  }

  /// k different numbers out of 0 to n - 1, in random order, every choice equally likely.
  ///
  ///     generator.sample(2, of: 10)    // a choice such as [7, 3]
  ///
  /// Stops unless 0 ≤ k ≤ n.
  ///
  /// - Complexity: O(n).
  public mutating func sample(_ k: Int, of n: Int) -> [Int] {
    require(0 <= k && k <= n, "sample: there are no \(k) different numbers out of \(n)")
    var numbers = Array(0..<n)
    for i in 0..<k { numbers.swapAt(i, i + integer(below: n - i)) }
    return Array(numbers.prefix(k))
  }

  /// A number from `0..<bound`, each equally likely, and the same with every version of Swift.
  ///
  /// - Source: D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019).
  private mutating func integer(below bound: Int) -> Int {
    let bound = UInt64(bound)
    var (high, low) = next().multipliedFullWidth(by: bound)
    // The lowest 2⁶⁴ mod bound products would favour some numbers, so they are drawn again.
    let surplus = (0 &- bound) % bound
    while low < surplus { (high, low) = next().multipliedFullWidth(by: bound) }
    return Int(high)
  }
}

extension Vector {
  /// A vector of `count` numbers drawn uniformly from a range.
  ///
  ///     Vector.uniform(count: 3, in: -1..<1, using: &generator)
  ///
  /// Stops if `count` is negative or the range is empty.
  ///
  /// - Complexity: O(count).
  public static func uniform(
    count: Int, in range: Range<Double> = 0..<1, using generator: inout some RandomNumberGenerator
  ) -> Vector {
    filled(count) { generator.uniform(in: range) }
  }

  /// A vector of `count` numbers drawn from the normal distribution.
  ///
  /// Stops if `count` or the standard deviation is negative.
  ///
  /// - Complexity: O(count).
  public static func normal(
    count: Int, mean: Double = 0, standardDeviation: Double = 1,
    using generator: inout some RandomNumberGenerator
  ) -> Vector {
    filled(count) { generator.normal(mean: mean, standardDeviation: standardDeviation) }
  }

  private static func filled(_ count: Int, _ draw: () -> Double) -> Vector {
    var result = zeros(count)
    for i in 0..<count { result.storage[i] = draw() }
    return result
  }
}

extension Matrix {
  /// A matrix of numbers drawn uniformly from a range, row after row.
  ///
  /// Stops if a side is negative or the range is empty.
  ///
  /// - Complexity: O(rows · columns).
  public static func uniform(
    rows: Int, columns: Int, in range: Range<Double> = 0..<1,
    using generator: inout some RandomNumberGenerator
  ) -> Matrix {
    Vector.uniform(
      count: elementCount(rows: rows, columns: columns), in: range, using: &generator
    ).reshaped(rows: rows, columns: columns)
  }

  /// A matrix of numbers drawn from the normal distribution, row after row.
  ///
  ///     let scale = sqrt(2.0 / 784)    // for weights before a ReLU
  ///     Matrix.normal(rows: 784, columns: 100, standardDeviation: scale, using: &generator)
  ///
  /// Stops if a side or the standard deviation is negative.
  ///
  /// - Complexity: O(rows · columns).
  public static func normal(
    rows: Int, columns: Int, mean: Double = 0, standardDeviation: Double = 1,
    using generator: inout some RandomNumberGenerator
  ) -> Matrix {
    Vector.normal(
      count: elementCount(rows: rows, columns: columns), mean: mean,
      standardDeviation: standardDeviation, using: &generator
    ).reshaped(rows: rows, columns: columns)
  }
}
