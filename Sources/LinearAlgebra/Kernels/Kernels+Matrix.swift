internal import CProcessor

extension Kernels {
  /// Combines every row of a row-major matrix with the same `row`; the result may be in place.
  static func combineRows(
    of x: Buffer, with row: Buffer, into z: MutableBuffer, _ kernel: Binary
  ) {
    for start in stride(from: 0, to: x.count, by: max(1, row.count)) {
      kernel(
        slice(x, from: start, count: row.count), row, slice(z, from: start, count: row.count))
    }
  }

  /// Makes one result of every row of a row-major matrix; threads share the rows of a large one.
  static func reduceRows<Result>(
    of x: Buffer, rows: Int, columns: Int, into result: UnsafeMutableBufferPointer<Result>,
    _ kernel: @Sendable (Buffer) -> Result
  ) {
    let (x, result) = (Shared(x), Shared(result))
    forEachPart(
      rows: rows, columns: 1, operations: 6 * x.value.count, rowStep: 8, columnStep: 1
    ) { part, _ in
      for i in part {
        let row = slice(x.value, from: i * columns, count: columns)
        result.value.initializeElement(at: i, to: kernel(row))
      }
    }
  }

  /// Combines `result` with every row of a row-major matrix, in order; threads share the columns of a
  /// large one.
  static func foldRows(of x: Buffer, rows: Int, into result: MutableBuffer, _ kernel: Binary) {
    let (x, result, columns) = (Shared(x), Shared(result), result.count)
    forEachPart(
      rows: 1, columns: columns, operations: 6 * x.value.count, rowStep: 1, columnStep: lineLength
    ) { _, part in
      let result = slice(result.value, from: part.lowerBound, count: part.count)
      for i in 0..<rows {
        let row = slice(x.value, from: i * columns + part.lowerBound, count: part.count)
        kernel(Buffer(result), row, result)
      }
    }
  }

  /// Aᵀv, for a row-major matrix whose rows are as many as v's elements; walks along A's rows.
  static func matvecTransposed(_ a: Buffer, by v: Buffer, into result: MutableBuffer) {
    result.initialize(repeating: 0)
    for i in v.indices {
      let row = slice(a, from: i * result.count, count: result.count)
      for j in result.indices { result[j] += v[i] * row[j] }
    }
  }

  /// Copies rows of a row-major matrix, one after the other.
  static func gather(_ rows: [Int], of x: Buffer, columns: Int, into result: MutableBuffer) {
    guard let from = x.baseAddress, let to = result.baseAddress else { return }
    let (source, target) = (Shared(from), Shared(to))
    forEachPart(
      rows: rows.count, columns: 1, operations: 8 * result.count, rowStep: 1, columnStep: 1
    ) { part, _ in
      for i in part {
        // Rows that follow each other here lie anywhere in a large matrix: the next one is on its way while
        // this one is copied.
        if i + 1 < part.upperBound {
          let next = source.value + rows[i + 1] * columns
          for line in stride(from: 0, to: columns, by: numbersOfLine) {
            cprocessor_prefetch_for_later(next + line)
          }
        }
        (target.value + i * columns).initialize(
          from: source.value + rows[i] * columns, count: columns)
      }
    }
  }

  /// uvᵀ, row-major.
  static func outer(_ u: Buffer, _ v: Buffer) -> [Double] {
    make(u.count * v.count) { result in
      for i in u.indices {
        for j in v.indices { result[i * v.count + j] = u[i] * v[j] }
      }
    }
  }

  /// The transpose of a row-major matrix, in tiles, so that reads and writes both stay in cache.
  static func transpose(_ x: Buffer, rows: Int, columns: Int) -> [Double] {
    let tile = 16
    return make(x.count) { result in
      for top in stride(from: 0, to: rows, by: tile) {
        for left in stride(from: 0, to: columns, by: tile) {
          for i in top..<min(top + tile, rows) {
            for j in left..<min(left + tile, columns) {
              result[j * rows + i] = x[i * columns + j]
            }
          }
        }
      }
    }
  }
}
