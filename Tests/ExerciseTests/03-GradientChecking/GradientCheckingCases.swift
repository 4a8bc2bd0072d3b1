import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

/// One relative error for the norms of all entries.
func normError(_ a: Vector, _ n: Vector) -> Double {
  (a - n).norm() / (a.norm() + n.norm())
}

func joined(_ blocks: [Vector]) -> Vector { Vector(blocks.flatMap(\.elements)) }

/// An analytic and a numerical gradient, and their relative errors.
struct ErrorCase {
  let analytic: Vector
  let numeric: Vector
  let right: Vector

  /// What the usual mistakes give instead.
  static var wrong: [Suspect<ErrorCase, Vector>] {
    func each(
      _ sentence: String, ofZeros: Double = 0, _ error: @escaping (Double, Double) -> Double
    ) -> Suspect<ErrorCase, Vector> {
      Suspect(sentence) { pair in
        Vector(
          zip(pair.analytic, pair.numeric).map { $0 == 0 && $1 == 0 ? ofZeros : error($0, $1) })
      }
    }
    func over(_ sentence: String, _ divisor: @escaping (Double, Double) -> Double)
      -> Suspect<ErrorCase, Vector>
    { each(sentence) { abs($0 - $1) / divisor(abs($0), abs($1)) } }
    return [
      each(CheckingMistake.zeroByZero, ofZeros: .nan) { abs($0 - $1) / (abs($0) + abs($1)) },
      each(CheckingMistake.zeroIsOne, ofZeros: 1) { abs($0 - $1) / (abs($0) + abs($1)) },
      over(CheckingMistake.halfDivisor) { ($0 + $1) / 2 },
      over(CheckingMistake.largerDivisor) { max($0, $1) },
      over(CheckingMistake.analyticDivisor) { analytic, _ in analytic },
      over(CheckingMistake.numericDivisor) { _, numeric in numeric },
      each(CheckingMistake.signedDivisor) { abs($0 - $1) / abs($0 + $1) },
      each(CheckingMistake.signedError) { ($0 - $1) / (abs($0) + abs($1)) },
      each(CheckingMistake.absoluteError) { abs($0 - $1) },
      each(CheckingMistake.magnitudesCompared) { abs(abs($0) - abs($1)) / (abs($0) + abs($1)) },
      over(CheckingMistake.guarded) { $0 + $1 + 1e-8 },
      over(CheckingMistake.guarded) { max($0 + $1, 1e-8) },
      over(CheckingMistake.guarded) { $0 + $1 + 1e-12 },
      Suspect(CheckingMistake.normWise) { pair in
        pair.analytic.map { _ in normError(pair.analytic, pair.numeric) }
      }, Suspect(CheckingMistake.normWise) { [normError($0.analytic, $0.numeric)] },
    ]
  }
}

/// A gradient in blocks, of which one entry has the largest error. All numbers are dyadic.
struct CheckCase {
  let start: [Vector]
  let gradients: [Vector]
  let error: Double
  let block: Int
  let entry: Int
  /// The central differences, and half of what each entry's square adds to the loss.
  let numeric: [Vector]
  private let slopes: [Vector]
  private let squares: [Vector]

  /// A linear loss with these slopes.
  init(slopes: [Vector], gradients: [Vector], error: Double, block: Int, entry: Int) {
    (self.slopes, numeric, self.gradients) = (slopes, slopes, gradients)
    (self.error, self.block, self.entry) = (error, block, entry)
    squares = slopes.map { $0 * 0 }
    start = slopes.map { 0.25 + $0 * 0 }
  }

  /// A loss of squares and slopes, and a gradient that is wrong in one of five ways at one entry.
  init(_ sizes: [Int], wrongBy kind: Int, block: Int, entry: Int) {
    func blocks(_ value: (Int) -> Double) -> [Vector] {
      sizes.enumerated().map { index, count in Vector((0..<count).map { value($0 + 3 * index) }) }
    }
    start = blocks { Double($0 % 5 + 1) / 4 }
    var slopes = blocks { Double($0 % 7 + 1) }
    var squares = blocks { Double($0 % 3) }
    // The last kind: a loss that doesn't depend on this entry at all.
    if kind % 5 == 4 { (slopes[block][entry], squares[block][entry]) = (0, 0) }
    numeric = zip(slopes, zip(squares, start)).map { $0 + 2 * $1.0 * $1.1 }
    var gradients = numeric.map { $0 * (1 + 0x1p-18) }
    gradients[block][entry] *= [3, 0, -1, 1.0 / 3, 1][kind % 5]
    if kind % 5 == 4 { gradients[block][entry] = 0.5 }
    (self.gradients, self.slopes, self.squares) = (gradients, slopes, squares)
    error =
      abs(gradients[block][entry] - numeric[block][entry])
      / (abs(gradients[block][entry]) + numeric[block][entry])
    (self.block, self.entry) = (block, entry)
  }

  func loss(_ p: [Vector]) -> Double {
    var sum = 0.0
    for block in p.indices {
      for entry in p[block].indices {
        let value = p[block][entry]
        sum += value * (slopes[block][entry] + squares[block][entry] * value)
      }
    }
    return sum
  }

  var name: String {
    gradients.map(\.count).reduce(0, +) < 7
      ? "\(gradients.map(\.elements))" : "a gradient in blocks of \(gradients.map(\.count)) entries"
  }

  /// All errors, block by block.
  private var errors: [Vector] {
    zip(gradients, numeric).map { a, n in
      Vector(zip(a, n).map { abs($0 - $1) / (abs($0) + abs($1)) })
    }
  }

  private var flat: Vector { joined(errors) }

  /// The last block with the largest error, and its last entry.
  var lastPlace: Vector {
    let largest = flat.maximum()
    let block = errors.lastIndex { $0.contains(largest) } ?? 0
    return [Double(block), Double(errors[block].lastIndex(of: largest) ?? 0)]
  }

  /// The right block, and the entry counted over all blocks.
  var flatPlace: Vector {
    [Double(block), Double(gradients.prefix(block).reduce(0) { $0 + $1.count } + entry)]
  }

  /// What the usual mistakes give instead of the largest error.
  static var wrongErrors: [Suspect<CheckCase, Double>] {
    [
      Suspect(CheckingMistake.mean) { $0.flat.mean() },
      Suspect(CheckingMistake.sum) { $0.flat.sum() },
      Suspect(CheckingMistake.normCheck) { normError(joined($0.gradients), joined($0.numeric)) },
      Suspect(CheckingMistake.smallestError) { $0.flat.minimum() },
      Suspect(CheckingMistake.lastBlock) { $0.errors[$0.errors.count - 1].maximum() },
      Suspect(CheckingMistake.firstBlock) { $0.errors[0].maximum() },
    ]
  }

  /// Linear losses; then two with errors that are nearly equal, and a loss and a slope of many digits.
  static var byHand: [CheckCase] {
    let (near, more) = (0x1p-30, (2 + 0x1p-30) / (4 + 0x1p-30))
    let (long, less) = (1 + 0x1p-26, (2 - 0x1p-26) / (4 + 0x1p-26))
    let table: [([Vector], [Vector], Double, Int, Int)] = [
      ([[2, 4], [8, -1, 1]], [[2.5, 12], [9, -1.5, 1.25]], 0.5, 0, 1),
      ([[2, 4], [8, -1, 1]], [[2.5, 5], [9, -3, 1.25]], 0.5, 1, 1),
      ([[2, 4], [8, -1, 1]], [[6, 5], [9, -1.5, 3]], 0.5, 0, 0),
      ([[2, 4], [8, -1, 1]], [[2.5, 5], [24, -1.5, 3]], 0.5, 1, 0),
      ([[2, 4], [8, -1, 1]], [[2.5, 5], [9, -1.5, -1]], 1, 1, 2),
      ([[2, 4], [8, -1, 1]], [[2, 4], [8, -1, 1]], 0, 0, 0),
      ([[1, 1], [1]], [[3, 3 + near], [3]], more, 0, 1),
      ([[1, 1], [1]], [[3, 1], [3 + near]], more, 1, 0),
      ([[0x1p22, long]], [[0x1p22, 3]], less, 0, 1),
    ]
    return table.map {
      CheckCase(slopes: $0.0, gradients: $0.1, error: $0.2, block: $0.3, entry: $0.4)
    }
  }
}
