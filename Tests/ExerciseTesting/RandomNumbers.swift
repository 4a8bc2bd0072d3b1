import LinearAlgebra

extension SeededGenerator {
  /// A matrix of normal numbers with mean 0.
  public mutating func matrix(_ rows: Int, _ columns: Int, deviation: Double = 1) -> Matrix {
    .normal(rows: rows, columns: columns, standardDeviation: deviation, using: &self)
  }

  /// A vector of normal numbers with mean 0.
  public mutating func vector(_ count: Int, deviation: Double = 1) -> Vector {
    .normal(count: count, standardDeviation: deviation, using: &self)
  }

  /// A matrix of numbers that are at least 0.05 away from 0, where ReLU has its kink.
  public mutating func matrixWithoutZeros(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix(rows: rows, columns: columns) { _, _ in
      let size = uniform(in: 0.05..<2)
      return uniform() < 0.5 ? size : -size
    }
  }
}
