import Synchronization

extension Kernels {
  /// The largest of at least one number, or NaN if any is.
  static func maximum(_ x: Buffer) -> Double {
    fold(x, from: x[0], Larger.self)
  }

  /// The largest of at least one number, provided that none is NaN: otherwise any of them.
  static func maximumWithoutNaN(_ x: Buffer) -> Double {
    guard let numbers = x.baseAddress, x.count >= 8 else {
      return x.reduce(-.infinity) { $1 > $0 ? $1 : $0 }
    }
    // The last eight may overlap the ones before.
    var (best, second) = (loadEight(numbers), loadEight(numbers + x.count - 8))
    var (third, fourth) = (best, best)
    var i = 0
    while i + 32 <= x.count {
      best = Larger.better(best, loadEight(numbers + i))
      second = Larger.better(second, loadEight(numbers + i + 8))
      third = Larger.better(third, loadEight(numbers + i + 16))
      fourth = Larger.better(fourth, loadEight(numbers + i + 24))
      i += 32
    }
    while i + 8 <= x.count {
      best = Larger.better(best, loadEight(numbers + i))
      i += 8
    }
    best = Larger.better(Larger.better(best, second), Larger.better(third, fourth))
    return best.indices.reduce(-.infinity) { best[$1] > $0 ? best[$1] : $0 }
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
      let (next, after) = (loadEight(numbers + i), loadEight(numbers + i + 8))
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

@inline(__always)
private func loadEight(_ memory: UnsafePointer<Double>) -> SIMD8<Double> {
  UnsafeRawPointer(memory).loadUnaligned(as: SIMD8<Double>.self)
}
