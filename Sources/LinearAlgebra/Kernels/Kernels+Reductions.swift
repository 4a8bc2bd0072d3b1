extension Kernels {
  // MARK: Sums

  /// Adds pairwise, so that the rounding error grows with log n rather than n.
  static func sum(_ x: Buffer) -> Double {
    pairwise(0..<x.count) { block in laneSum(block) { x[$0] } }
  }

  static func sumOfMagnitudes(_ x: Buffer) -> Double {
    pairwise(0..<x.count) { block in laneSum(block) { x[$0].magnitude } }
  }

  @inline(__always)
  static func dot(_ x: Buffer, _ y: Buffer) -> Double {
    laneSum(0..<x.count) { x[$0] * y[$0] }
  }

  static func sumOfSquares(_ x: Buffer) -> Double { dot(x, x) }

  /// The Euclidean norm; falls back to scaled entries where a square would leave Double's range.
  static func norm(_ x: Buffer) -> Double {
    let squares = sumOfSquares(x)
    if squares.isFinite && squares > 0x1p-900 { return squares.squareRoot() }
    let largest = largestMagnitude(x)
    guard largest > 0 && largest.isFinite else { return largest }
    // A power of two, by which division is exact.
    let scale = largest.binade
    let scaledSquares = laneSum(0..<x.count) { (x[$0] / scale) * (x[$0] / scale) }
    return scale * scaledSquares.squareRoot()
  }

  /// Halves the range until blocks are short, then adds up the blocks as a binary tree.
  private static func pairwise(_ range: Range<Int>, _ block: (Range<Int>) -> Double) -> Double {
    if range.count <= 256 { return block(range) }
    // A multiple of eight, so that only the last block has an odd end.
    let middle = range.lowerBound + range.count / 16 * 8
    return pairwise(range.lowerBound..<middle, block) + pairwise(middle..<range.upperBound, block)
  }

  /// Adds `term(i)` in eight interleaved partial sums, which fit vector registers.
  @inline(__always)
  private static func laneSum(_ range: Range<Int>, _ term: (Int) -> Double) -> Double {
    var lanes = SIMD8<Double>()
    var i = range.lowerBound
    while i + 8 <= range.upperBound {
      lanes += SIMD8(
        term(i), term(i + 1), term(i + 2), term(i + 3),
        term(i + 4), term(i + 5), term(i + 6), term(i + 7))
      i += 8
    }
    var total = lanes.sum()
    while i < range.upperBound {
      total += term(i)
      i += 1
    }
    return total
  }

  // MARK: Extremes

  /// The largest of at least one number, or NaN if any is.
  static func maximum(_ x: Buffer) -> Double { fold(x, from: x[0]) { $1 > $0 ? $1 : $0 } }

  /// The smallest of at least one number, or NaN if any is.
  static func minimum(_ x: Buffer) -> Double { fold(x, from: x[0]) { $1 < $0 ? $1 : $0 } }

  /// Zero for an empty buffer, as befits a norm; NaN if any number is.
  static func largestMagnitude(_ x: Buffer) -> Double {
    fold(x, from: 0) { $1.magnitude > $0 ? $1.magnitude : $0 }
  }

  /// The first index of the largest of at least one number, or of the first NaN.
  static func argmax(_ x: Buffer) -> Int { firstBest(x.count, at: { x[$0] }, >) }

  /// The first index of the smallest of at least one number, or of the first NaN.
  static func argmin(_ x: Buffer) -> Int { firstBest(x.count, at: { x[$0] }, <) }

  /// `argmax` of one column of a row-major matrix with at least one row.
  static func argmax(_ x: Buffer, column: Int, columns: Int) -> Int {
    firstBest(x.count / columns, at: { x[$0 * columns + column] }, >)
  }

  /// Folds until a NaN turns up, and then returns that.
  @inline(__always)
  private static func fold(
    _ x: Buffer, from start: Double, _ body: (Double, Double) -> Double
  ) -> Double {
    var result = start
    for value in x {
      if value.isNaN { return value }
      result = body(result, value)
    }
    return result
  }

  @inline(__always)
  private static func firstBest(
    _ count: Int, at value: (Int) -> Double, _ isBetter: (Double, Double) -> Bool
  ) -> Int {
    var best = 0
    for i in 0..<count {
      if value(i).isNaN { return i }
      if isBetter(value(i), value(best)) { best = i }
    }
    return best
  }
}
