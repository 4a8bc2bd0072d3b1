import LinearAlgebra

/// The grid on which the suites compare an operation with a model that was written by another route.
///
/// One table for all exercises. A suite takes of it what the stub's contract allows, and says so where it
/// leaves something out.
public enum Sweep {
  /// Rows and columns: single ones, squares, wide, tall, and beyond each block size that one would choose.
  public static let shapes = [
    (1, 1), (1, 5), (5, 1), (2, 2), (4, 4), (2, 7), (7, 2), (13, 11), (33, 65), (129, 34),
    (3, 1030), (1030, 3),
  ]

  /// How many entries, samples or classes: around the powers of two, and beyond a thousand.
  public static let counts = [1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 33, 65, 129, 1100]

  /// Factors for the numbers of a case, where the contract allows them.
  public static let magnitudes = [1e-12, 1e-6, 1e-3, 1, 1e3, 1e6, 1e12]

  /// Settings such as rates and penalties: never 0 or 1 only, and no two that are alike.
  public static let settings = [0.03, 0.3, 0.7, 1, 1.6, 4, 25]

  /// How many steps: the moments of an optimizer have settled after hundreds only.
  public static let steps = [1, 2, 3, 9, 10, 11, 33, 101, 300, 1201]

  /// What no number may be, where the contract says so.
  public static let notFinite = [Double.nan, .infinity, -.infinity]

  /// The places at which the special entry stands: the largest, a tie, a kink, a zero, what is refused.
  public static func places(in count: Int) -> [Int] {
    Array(Set([0, 1, count / 2, count - 2, count - 1]).filter { 0..<count ~= $0 }).sorted()
  }
}

/// What numbers have in common in someone's data, and hardly ever where they are drawn.
public enum NumberPattern: CaseIterable, Sendable {
  case positive, negative, withZeros, inPairs, largestFirst

  /// The same numbers, changed as little as the pattern needs.
  public func numbers(_ numbers: [Double]) -> [Double] {
    switch self {
    case .positive: numbers.map(\.magnitude)
    case .negative: numbers.map { -$0.magnitude }
    case .withZeros: numbers.enumerated().map { $0.offset % 3 == 0 ? 0 : $0.element }
    case .inPairs: numbers.indices.map { numbers[$0 - $0 % 2] }
    case .largestFirst:
      numbers.enumerated().map {
        $0.offset > 0 ? $0.element : 1.5 * numbers.reduce(0) { Swift.max($0, $1.magnitude) }
      }
    }
  }

  /// The same for a vector.
  public func vector(_ vector: Vector) -> Vector { Vector(numbers(vector.elements)) }

  /// The same for a matrix, row by row.
  public func matrix(_ matrix: Matrix) -> Matrix {
    Matrix(rows: matrix.rows, columns: matrix.columns, elements: numbers(matrix.elements))
  }
}

extension NumberPattern {
  /// The same problem again and again, each time with one argument that has a pattern.
  public static func problems<Problem>(
    like usual: Problem, matrices: [WritableKeyPath<Problem, Matrix>],
    vectors: [WritableKeyPath<Problem, Vector>] = []
  ) -> [Problem] {
    func changed(_ change: (inout Problem) -> Void) -> Problem {
      var problem = usual
      change(&problem)
      return problem
    }
    return allCases.flatMap { pattern in
      matrices.map { path in changed { $0[keyPath: path] = pattern.matrix($0[keyPath: path]) } }
        + vectors.map { path in changed { $0[keyPath: path] = pattern.vector($0[keyPath: path]) } }
    }
  }
}

extension Vector {
  /// The same vector with another number at one place.
  public func with(_ number: Double, at place: Int) -> Vector {
    var changed = self
    changed[place] = number
    return changed
  }
}

extension Matrix {
  /// The same matrix with another number at one place.
  public func with(_ number: Double, at row: Int, _ column: Int) -> Matrix {
    var changed = self
    changed[row, column] = number
    return changed
  }
}
