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
    // The last columns, fewer than eight, are added one by one.
    var j = 0
    while j + 8 <= sums.count {
      var sum = loadEight(to + j)
      for row in 0..<8 { sum += loadEight(from + j + row * distance) }
      UnsafeMutableRawPointer(to + j).storeBytes(of: sum, as: SIMD8<Double>.self)
      j += 8
    }
    while j < sums.count {
      for row in 0..<8 { to[j] += from[j + row * distance] }
      j += 1
    }
  }

  /// The sum of every row of a row-major matrix, in the order of `sum`.
  static func rowSums(_ x: Buffer, rows: Int, columns: Int, into result: MutableBuffer) {
    let (x, result) = (Shared(x), Shared(result))
    forEachPart(
      rows: rows, columns: 1, operations: 6 * x.value.count, rowStep: 8, columnStep: 1
    ) { part, _ in
      var i = part.lowerBound
      // Eight rows at a time, whose sums don't wait for each other.
      while i + 8 <= part.upperBound {
        let sums = eightSums(slice(x.value, from: i * columns, count: 8 * columns), columns)
        for row in 0..<8 { result.value.initializeElement(at: i + row, to: sums[row]) }
        i += 8
      }
      while i < part.upperBound {
        let row = slice(x.value, from: i * columns, count: columns)
        result.value.initializeElement(at: i, to: sum(row))
        i += 1
      }
    }
  }

  /// The sums of eight rows that follow each other.
  private static func eightSums(_ rows: Buffer, _ columns: Int) -> SIMD8<Double> {
    guard let first = rows.baseAddress else { return SIMD8() }
    return pairwise(0..<columns, { $0 + $1 }) { block in
      var (a, b, c, d) = (SIMD8<Double>(), SIMD8<Double>(), SIMD8<Double>(), SIMD8<Double>())
      var (e, f, g, h) = (a, b, c, d)
      var i = block.lowerBound
      while i &+ 8 <= block.upperBound {
        let next = first + i
        a += loadEight(next)
        b += loadEight(next + columns)
        c += loadEight(next + 2 &* columns)
        d += loadEight(next + 3 &* columns)
        e += loadEight(next + 4 &* columns)
        f += loadEight(next + 5 &* columns)
        g += loadEight(next + 6 &* columns)
        h += loadEight(next + 7 &* columns)
        i &+= 8
      }
      var sums = SIMD8(
        a.sum(), b.sum(), c.sum(), d.sum(), e.sum(), f.sum(), g.sum(), h.sum())
      while i < block.upperBound {
        for row in 0..<8 { sums[row] += first[i + row * columns] }
        i += 1
      }
      return sums
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

  /// The sum of numbers, of which `block` adds those in a short range.
  static func sumOfBlocks(_ range: Range<Int>, _ block: (Range<Int>) -> Double) -> Double {
    pairwise(range, +, block)
  }

  /// Halves the range until blocks are short, then adds up the blocks as a binary tree.
  private static func pairwise<Sum>(
    _ range: Range<Int>, _ add: (Sum, Sum) -> Sum, _ block: (Range<Int>) -> Sum
  ) -> Sum {
    if range.count <= 256 { return block(range) }
    // A multiple of eight, so that only the last block has an odd end.
    let middle = range.lowerBound + range.count / 16 * 8
    return add(
      pairwise(range.lowerBound..<middle, add, block),
      pairwise(middle..<range.upperBound, add, block))
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
}

@inline(__always)
private func loadEight(_ memory: UnsafePointer<Double>) -> SIMD8<Double> {
  UnsafeRawPointer(memory).loadUnaligned(as: SIMD8<Double>.self)
}
