import LinearAlgebra

/// Whether two lists agree in length and, up to rounding, in every number.
func isClose(
  _ actual: some Sequence<Double>, _ expected: some Sequence<Double>, tolerance: Double = 1e-12
) -> Bool {
  let (actual, expected) = (Array(actual), Array(expected))
  return actual.count == expected.count
    && actual.indices.allSatisfy { i in
      (actual[i] - expected[i]).magnitude <= tolerance * (1 + expected[i].magnitude)
    }
}

func bits(_ numbers: some Sequence<Double>) -> [UInt64] { numbers.map(\.bitPattern) }

func randomVector(_ count: Int, seed: UInt64 = 1) -> Vector {
  var generator = SeededGenerator(seed: seed)
  return .normal(count: count, using: &generator)
}

func randomMatrix(_ rows: Int, _ columns: Int, seed: UInt64 = 1) -> Matrix {
  var generator = SeededGenerator(seed: seed)
  return .normal(rows: rows, columns: columns, using: &generator)
}

/// Lengths around those at which a loop changes its step.
let interestingCounts = [0, 1, 2, 7, 8, 9, 31, 256, 257, 1000]

let interestingShapes = [
  (rows: 0, columns: 0), (0, 3), (3, 0), (1, 1), (1, 9), (9, 1), (5, 7), (17, 33),
]
