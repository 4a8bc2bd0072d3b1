extension Kernels {
  // MARK: Sums

  /// Adds pairwise, so that the rounding error grows with log n rather than n.
  static func sum(_ x: Buffer) -> Double {
    sumOfBlocks(0..<x.count) { block in laneSum(block) { x[$0] } }
  }

  /// The sum of every column of a row-major matrix, row after row; threads share the columns of a large one.
  static func columnSums(_ x: Buffer, rows: Int, into result: MutableBuffer) {
    let (x, result, columns) = (Shared(x), Shared(result), result.count)
    forEachPart(
      rows: 1, columns: columns, operations: 6 * x.value.count, rowStep: 1, columnStep: lineLength
    ) { _, part in
      let sums = slice(result.value, from: part.lowerBound, count: part.count)
      var i = 0
      // Eight rows at a time, which share what is loaded and stored of the sums.
      while i + 8 <= rows {
        addEightRows(
          slice(x.value, from: i * columns + part.lowerBound, count: part.count), columns, to: sums)
        i += 8
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
  private static func addEightRows(_ first: Buffer, _ distance: Int, to sums: MutableBuffer) {
    guard let from = first.baseAddress, let to = sums.baseAddress else { return }
    var j = 0
    while j + 4 <= sums.count {
      var sum = load(to + j)
      for row in 0..<8 { sum += load(from + j + row * distance) }
      UnsafeMutableRawPointer(to + j).storeBytes(of: sum, as: SIMD4<Double>.self)
      j += 4
    }
    while j < sums.count {
      for row in 0..<8 { to[j] += from[j + row * distance] }
      j += 1
    }
  }

  static func sumOfMagnitudes(_ x: Buffer) -> Double {
    sumOfBlocks(0..<x.count) { block in laneSum(block) { x[$0].magnitude } }
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

  /// Halves the range until blocks are short, then adds up the sums of blocks as a binary tree.
  static func sumOfBlocks(_ range: Range<Int>, _ block: (Range<Int>) -> Double) -> Double {
    if range.count <= 256 { return block(range) }
    // A multiple of eight, so that only the last block has an odd end.
    let middle = range.lowerBound + range.count / 16 * 8
    return sumOfBlocks(range.lowerBound..<middle, block)
      + sumOfBlocks(middle..<range.upperBound, block)
  }

  /// Adds `term(i)` in eight interleaved partial sums. Two registers of four are faster than one of eight,
  /// which waits longer for numbers that lie across two cache lines.
  @inline(__always)
  private static func laneSum(_ range: Range<Int>, _ term: (Int) -> Double) -> Double {
    var (low, high) = (SIMD4<Double>(), SIMD4<Double>())
    var i = range.lowerBound
    while i + 8 <= range.upperBound {
      low += SIMD4(term(i), term(i + 1), term(i + 2), term(i + 3))
      high += SIMD4(term(i + 4), term(i + 5), term(i + 6), term(i + 7))
      i += 8
    }
    var total = SIMD8(lowHalf: low, highHalf: high).sum()
    while i < range.upperBound {
      total += term(i)
      i += 1
    }
    return total
  }
}
