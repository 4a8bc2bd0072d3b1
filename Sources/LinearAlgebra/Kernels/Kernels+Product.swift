extension Kernels {
  typealias Pointer = UnsafePointer<Double>
  typealias MutablePointer = UnsafeMutablePointer<Double>

  /// The left factor of a product; transposing it only swaps the two strides.
  struct LeftFactor {
    let entries: Buffer
    let rows: Int
    let columns: Int
    let rowStride: Int
    let columnStride: Int

    init(_ entries: Buffer, storedRows: Int, storedColumns: Int, transposed: Bool) {
      self.entries = entries
      rows = transposed ? storedColumns : storedRows
      columns = transposed ? storedRows : storedColumns
      rowStride = transposed ? 1 : storedColumns
      columnStride = transposed ? storedColumns : 1
    }

    @inline(__always)
    subscript(row: Int, column: Int) -> Double {
      entries[row * rowStride + column * columnStride]
    }
  }

  /// A · B. Adds multiples of B's rows to the result's rows, so that every inner loop is contiguous.
  ///
  /// - Parameters:
  ///   - a: m × k.
  ///   - b: k × n, row-major.
  static func product(_ a: LeftFactor, _ b: Buffer, columns n: Int) -> [Double] {
    make(a.rows * n) { result in
      result.initialize(repeating: 0)
      guard let result = result.baseAddress, let b = b.baseAddress else { return }
      for i in 0..<a.rows {
        for p in 0..<a.columns {
          addScaled(b + p * n, by: a[i, p], to: result + i * n, count: n)
        }
      }
    }
  }

  /// A · Bᵀ. Every entry is the dot product of a row of A and a row of B.
  ///
  /// - Parameters:
  ///   - a: m × k. Of a transposed one, one row at a time is gathered into a scratch row.
  ///   - b: n × k, row-major.
  static func productWithTransposed(_ a: LeftFactor, _ b: Buffer, rows n: Int) -> [Double] {
    make(a.rows * n) { result in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: a.columns) { scratch in
        for i in 0..<a.rows {
          let row = contiguousRow(i, of: a, scratch: scratch)
          for j in 0..<n {
            result[i * n + j] = dot(row, slice(b, from: j * a.columns, count: a.columns))
          }
        }
      }
    }
  }

  @inline(__always)
  private static func addScaled(
    _ x: Pointer, by scale: Double, to y: MutablePointer, count: Int
  ) {
    for j in 0..<count { y[j] += scale * x[j] }
  }

  private static func contiguousRow(
    _ i: Int, of a: LeftFactor, scratch: MutableBuffer
  ) -> Buffer {
    if a.columnStride == 1 {
      return slice(a.entries, from: i * a.rowStride, count: a.columns)
    }
    for p in 0..<a.columns { scratch[p] = a[i, p] }
    return Buffer(scratch)
  }
}
