extension Kernels {
  /// Combines every row of a row-major matrix with the same `row`, in place.
  static func updateRows(of x: MutableBuffer, rows: Int, with row: Buffer, _ kernel: Binary) {
    for i in 0..<rows {
      let target = slice(x, from: i * row.count, count: row.count)
      kernel(Buffer(target), row, target)
    }
  }

  /// Combines `result` with every row of a row-major matrix, in order.
  static func foldRows(of x: Buffer, rows: Int, into result: MutableBuffer, _ kernel: Binary) {
    for i in 0..<rows {
      let row = slice(x, from: i * result.count, count: result.count)
      kernel(Buffer(result), row, result)
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
