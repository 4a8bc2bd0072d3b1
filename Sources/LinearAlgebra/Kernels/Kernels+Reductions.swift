import Synchronization

extension Kernels {
  // MARK: Sums

  /// Adds pairwise, so that the rounding error grows with log n rather than n.
  static func sum(_ x: Buffer) -> Double {
    pairwise(0..<x.count) { block in laneSum(block) { x[$0] } }
  }

  /// The sum of every column of a row-major matrix, row after row; threads share the columns of a large one.
  static func columnSums(_ x: Buffer, rows: Int, into result: MutableBuffer) {
    let (x, result, columns) = (Shared(x), Shared(result), result.count)
    forEachPart(
      rows: 1, columns: columns, operations: 6 * x.value.count, rowStep: 1, columnStep: lineLength
    ) { _, part in
      let sums = slice(result.value, from: part.lowerBound, count: part.count)
      var i = 0
      // Four rows at a time, which share what is loaded and stored of the sums.
      while i + 4 <= rows {
        addFourRows(
          slice(x.value, from: i * columns + part.lowerBound, count: part.count), columns, to: sums)
        i += 4
      }
      while i < rows {
        add(
          Buffer(sums), slice(x.value, from: i * columns + part.lowerBound, count: part.count),
          into: sums)
        i += 1
      }
    }
  }

  /// - Parameter distance: From one row to the next.
  private static func addFourRows(_ first: Buffer, _ distance: Int, to sums: MutableBuffer) {
    guard let from = first.baseAddress, let to = sums.baseAddress else { return }
    let (second, third, fourth) = (from + distance, from + 2 * distance, from + 3 * distance)
    var j = 0
    while j + 4 <= sums.count {
      let sum =
        load(to + j) + load(from + j) + load(second + j) + load(third + j) + load(fourth + j)
      UnsafeMutableRawPointer(to + j).storeBytes(of: sum, as: SIMD4<Double>.self)
      j += 4
    }
    while j < sums.count {
      to[j] = to[j] + from[j] + second[j] + third[j] + fourth[j]
      j += 1
    }
  }

  static func sumOfMagnitudes(_ x: Buffer) -> Double {
    pairwise(0..<x.count) { block in laneSum(block) { x[$0].magnitude } }
  }

  @inline(__always)
  static func dot(_ x: Buffer, _ y: Buffer) -> Double {
    laneSum(0..<x.count) { x[$0] * y[$0] }
  }

  /// Av, for a row-major matrix whose columns are as many as v's elements.
  static func matvec(_ a: Buffer, by v: Buffer, into result: MutableBuffer) {
    guard let from = a.baseAddress, let factors = v.baseAddress else {
      return result.initialize(repeating: 0)
    }
    var i = 0
    // Four rows at a time, which share what is loaded of v.
    while i + 4 <= result.count {
      let (one, two) = (from + i * v.count, from + (i + 1) * v.count)
      let (three, four) = (from + (i + 2) * v.count, from + (i + 3) * v.count)
      var (s, t, u, w) = (SIMD4<Double>(), SIMD4<Double>(), SIMD4<Double>(), SIMD4<Double>())
      var p = 0
      while p + 4 <= v.count {
        let x = load(factors + p)
        s += load(one + p) * x
        t += load(two + p) * x
        u += load(three + p) * x
        w += load(four + p) * x
        p += 4
      }
      var sums = SIMD4(s.sum(), t.sum(), u.sum(), w.sum())
      while p < v.count {
        sums += factors[p] * SIMD4(one[p], two[p], three[p], four[p])
        p += 1
      }
      for row in 0..<4 { result[i + row] = sums[row] }
      i += 4
    }
    while i < result.count {
      result[i] = dot(slice(a, from: i * v.count, count: v.count), v)
      i += 1
    }
  }

  @inline(__always)
  private static func load(_ memory: UnsafePointer<Double>) -> SIMD4<Double> {
    UnsafeRawPointer(memory).loadUnaligned(as: SIMD4<Double>.self)
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
  static func maximum(_ x: Buffer) -> Double {
    fold(x, from: x[0], Larger.self)
  }

  /// The smallest of at least one number, or NaN if any is.
  static func minimum(_ x: Buffer) -> Double {
    fold(x, from: x[0], Smaller.self)
  }

  /// Zero for an empty buffer, as befits a norm; NaN if any number is.
  ///
  /// Magnitudes are in the order of their bits, and a NaN's are above all others: so the largest of the
  /// threads' parts is the largest of all.
  static func largestMagnitude(_ x: Buffer) -> Double {
    let largest = Atomic<UInt64>(0)
    let shared = Shared(x)
    forEachPart(
      rows: 1, columns: x.count, operations: 4 * x.count, rowStep: 1, columnStep: lineLength
    ) { _, part in
      let part = slice(shared.value, from: part.lowerBound, count: part.count)
      _ = largest.max(
        fold(part, from: 0, LargerMagnitude.self).magnitude.bitPattern, ordering: .relaxed)
    }
    return Double(bitPattern: largest.load(ordering: .relaxed))
  }

  /// The first index of the largest of at least one number, or of the first NaN.
  static func argmax(_ x: Buffer) -> Int { firstIndex(of: maximum(x), in: x) }

  /// The first index of the smallest of at least one number, or of the first NaN.
  static func argmin(_ x: Buffer) -> Int { firstIndex(of: minimum(x), in: x) }

  /// `argmax` of one column of a row-major matrix with at least one row.
  static func argmax(_ x: Buffer, column: Int, columns: Int) -> Int {
    firstBest(x.count / columns, at: { x[$0 * columns + column] }, >)
  }

  /// Folds two times eight lanes at a time, and then the lanes; NaN if any number is.
  ///
  /// Choosing forgets a NaN that was the best so far, so NaN is looked for beside it.
  @inline(__always)
  private static func fold<Choice: LaneChoice>(
    _ x: Buffer, from start: Double, _ choice: Choice.Type
  ) -> Double {
    guard let numbers = x.baseAddress else { return start }
    var (best, other) = (SIMD8(repeating: start), SIMD8(repeating: start))
    var nan = SIMD8<Double>()
    var i = 0
    while i + 16 <= x.count {
      let next = UnsafeRawPointer(numbers + i).loadUnaligned(as: SIMD8<Double>.self)
      let after = UnsafeRawPointer(numbers + i + 8).loadUnaligned(as: SIMD8<Double>.self)
      nan.replace(with: next, where: next .!= next)
      nan.replace(with: after, where: after .!= after)
      best = Choice.better(best, next)
      other = Choice.better(other, after)
      i += 16
    }
    best = Choice.better(best, other)
    while i < x.count {
      let next = SIMD8(repeating: numbers[i])
      nan.replace(with: next, where: next .!= next)
      best = Choice.better(best, next)
      i += 1
    }
    for lane in 0..<8 where nan[lane].isNaN { return nan[lane] }
    for lane in 1..<8 { best = Choice.better(best, SIMD8(repeating: best[lane])) }
    return best[0]
  }

  /// The first index of a number that is there, or of the first NaN if it is NaN.
  private static func firstIndex(of number: Double, in x: Buffer) -> Int {
    var i = 0
    while x[i] != number && (x[i] == x[i] || number == number) { i += 1 }
    return i
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

// A closure with so many uses wouldn't be inlined; a static function is.

/// What an extreme prefers.
private protocol LaneChoice {
  /// `best` where it is better, otherwise `next`: on most processors one instruction.
  static func better(_ best: SIMD8<Double>, _ next: SIMD8<Double>) -> SIMD8<Double>
}

private enum Larger: LaneChoice {
  @inline(__always)
  static func better(_ best: SIMD8<Double>, _ next: SIMD8<Double>) -> SIMD8<Double> {
    next.replacing(with: best, where: best .> next)
  }
}

private enum Smaller: LaneChoice {
  @inline(__always)
  static func better(_ best: SIMD8<Double>, _ next: SIMD8<Double>) -> SIMD8<Double> {
    next.replacing(with: best, where: best .< next)
  }
}

private enum LargerMagnitude: LaneChoice {
  @inline(__always)
  static func better(_ best: SIMD8<Double>, _ next: SIMD8<Double>) -> SIMD8<Double> {
    let bits = unsafeBitCast(next, to: SIMD8<UInt64>.self) & (1 << 63 - 1)
    return Larger.better(best, unsafeBitCast(bits, to: SIMD8<Double>.self))
  }
}
