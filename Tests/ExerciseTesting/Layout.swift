/// How the entries of an answer are arranged: a scalar, a vector, or a matrix in row-major order.
public enum Layout: Equatable, Sendable {
  case scalar
  case vector(Int)
  case matrix(rows: Int, columns: Int)

  var count: Int { rows * columns }

  /// The number of rows; a vector is one row.
  var rows: Int {
    if case .matrix(let rows, _) = self { rows } else { 1 }
  }

  var columns: Int {
    switch self {
    case .scalar: 1
    case .vector(let count): count
    case .matrix(_, let columns): columns
    }
  }

  var isMatrix: Bool {
    if case .matrix = self { true } else { false }
  }

  /// The index of an entry as the student would write it: `[2]` or `[1, 2]`.
  func index(_ entry: Int) -> String {
    switch self {
    case .scalar: ""
    case .vector: "[\(entry)]"
    case .matrix: "[\(entry / columns), \(entry % columns)]"
    }
  }

  /// The shape in words: "shape 3 × 5" or "5 entries".
  var shape: String {
    switch self {
    case .scalar, .vector: counted(count, "entry", "entries")
    case .matrix(let rows, let columns): "shape \(rows) × \(columns)"
    }
  }

  /// The entries of a matrix of this layout, taken column by column.
  func columnByColumn(_ entries: [Double]) -> [Double] {
    (0..<columns).flatMap { column in (0..<rows).map { entries[$0 * columns + column] } }
  }
}
