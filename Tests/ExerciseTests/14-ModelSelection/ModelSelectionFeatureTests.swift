import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

extension ModelSelectionSuites {
  @Suite("14 · Model selection: features", .part(5))
  struct ModelSelectionFeatureTests {
    let selection = Student.answer.modelSelection

    // The letters are drawn from the seed, so that no answer can know them. Shape, finiteness and that
    // an image's features depend on nothing but the image come first.

    @Test(
      "A linear model reads shifted letters better with your features than with the pixels",
      .hint("If the letter moves by three pixels, which of your numbers stay nearly the same?"),
      .processorSeconds(5))
    func features() throws {
      var generator = SeededGenerator(seed: Student.seed &+ 14)
      let training = ShiftedLetters(count: 200, &generator)
      let others = ShiftedLetters(count: 200, &generator)
      let features = try selection.features(images: training.images)
      guard expectShape(features), try expectSteadiness(features, training.images),
        try expectFiniteness(count: features.columns)
      else { return }

      let otherFeatures = try selection.features(images: others.images)
      guard otherFeatures.shape == features.shape, otherFeatures.elements.allSatisfy(\.isFinite)
      else {
        expectProperty(false, "200 other letters have \(features.columns) finite features as well")
        return
      }
      let all = try selection.features(images: rows(training.images, others.images))
      let right = rows(features, otherFeatures)
      guard
        expectProperty(
          all.shape == right.shape && (all - right).normInfinity() <= 1e-9 * right.normInfinity(),
          "two times 200 letters have the same features in two calls as in one",
          mistake: Slip.company)
      else { return }
      let withPixels = LinearReader(training.images, training.letters)
        .rightAnswers(others.images, others.letters)
      let withFeatures = LinearReader(features, training.letters)
        .rightAnswers(otherFeatures, others.letters)
      expectProperty(
        withFeatures >= withPixels + 30,
        "of 200 new letters, a linear model gets at least 30 more right with your features than with "
          + "the pixels; it is \(withFeatures) with your features and \(withPixels) with the pixels",
        mistake: abs(withFeatures - withPixels) <= 20 ? Slip.stillPixels : nil)
    }

    /// The rows of one matrix, and then those of another.
    private func rows(_ first: Matrix, _ second: Matrix) -> Matrix {
      Matrix(rows: [first, second].flatMap { matrix in (0..<matrix.rows).map(matrix.row) })
    }

    private func expectShape(_ features: Matrix) -> Bool {
      expect(
        features.rows, equals: 200, "the number of rows of the features of 200 images",
        mistakes: features.columns == 200 ? [features.rows: Slip.samplesInColumns] : [:])
        && expectProperty(
          (1...2000).contains(features.columns),
          "there are 1 to 2000 features of an image; you have \(features.columns)")
        && expectProperty(features.elements.allSatisfy(\.isFinite), "the features are finite")
    }

    private func expectSteadiness(_ features: Matrix, _ images: Matrix) throws -> Bool {
      let few = images[rows: 0..<20]
      let once = try selection.features(images: few)
      guard
        try expectProperty(
          selection.features(images: few) == once,
          "the same images have the same features in a second call", mistake: Slip.random)
      else { return false }
      for (places, alone) in [
        (Array(0..<20), once),
        ([7, 3, 3, 150], try selection.features(images: images.gather(rows: [7, 3, 3, 150]))),
        ([199], try selection.features(images: images[rows: 199...])),
      ] {
        let right = features.gather(rows: places)
        guard
          expectProperty(
            alone.shape == right.shape
              && (alone - right).normInfinity() <= 1e-9 * right.normInfinity(),
            "images \(places) have the same features by themselves as among all 200",
            mistake: Slip.company)
        else { return false }
      }
      return true
    }

    private func expectFiniteness(count: Int) throws -> Bool {
      let black = Vector.zeros(784)
      let images = Matrix(rows: [
        black, Vector(repeating: 255, count: 784), Vector(repeating: 1, count: 784),
        Vector.basis(0, count: 784), 255 * Vector.basis(783, count: 784),
      ])
      let names = ["black", "white", "of ones", "of one dim pixel", "of one white pixel"]
      for (i, name) in names.enumerated() {
        let features = try selection.features(images: images[rows: i...i])
        guard
          expect(
            features.columns, equals: count,
            "the number of features of an image that is all \(name)"),
          expectProperty(
            features.elements.allSatisfy(\.isFinite),
            "the features of an image that is all \(name) are finite", mistake: Slip.notFinite)
        else { return false }
      }
      return true
    }
  }
}

/// Letters of 12 × 12 pixels somewhere in images of 28 × 28, as the stub describes them.
private struct ShiftedLetters {
  private(set) var images: Matrix
  /// The letters' numbers, from 0.
  private(set) var letters: [Int] = []

  init(count: Int, _ generator: inout SeededGenerator) {
    images = Matrix.uniform(rows: count, columns: 784, in: 0..<30, using: &generator)
    for i in 0..<count {
      let letter = i % Self.strokes.count
      let (row, column) = (generator.sample(1, of: 17)[0], generator.sample(1, of: 17)[0])
      let brightness = generator.uniform(in: 150..<255)
      // Strokes may cross, and are no brighter there.
      var inked: Set<Int> = []
      for stroke in Self.strokes[letter] {
        for r in stroke.rows {
          for c in stroke.columns { inked.insert(28 * (row + r) + column + c) }
        }
      }
      for pixel in inked { images[i, pixel] = min(images[i, pixel] + brightness, 255) }
      letters.append(letter)
    }
  }

  /// The strokes of L, T, U, H and C.
  static let strokes: [[(rows: Range<Int>, columns: Range<Int>)]] = [
    [(0..<12, 0..<3), (9..<12, 0..<12)],
    [(0..<3, 0..<12), (0..<12, 5..<8)],
    [(0..<12, 0..<3), (0..<12, 9..<12), (9..<12, 0..<12)],
    [(0..<12, 0..<3), (0..<12, 9..<12), (5..<8, 0..<12)],
    [(0..<12, 0..<3), (0..<3, 0..<12), (9..<12, 0..<12)],
  ]
}

/// A linear model with a bias for each letter, fitted by least squares with a small ridge penalty.
///
/// It works with the n × n matrix K = XXᵀ, since there may be more features than samples: the
/// scores of new inputs X' are X'Xᵀ a with (K + λI) a = Y.
private struct LinearReader {
  private let means: Vector
  private let deviations: Vector
  private let inputs: Matrix
  private let coefficients: [Vector]

  init(_ features: Matrix, _ letters: [Int]) {
    means = features.columnMeans()
    let centered = features - features.columnMeans()
    let spread = abs(features - features.row(0)).columnMaxima()
    let roots = sqrt((centered * centered).columnMeans())
    deviations = Vector(zip(spread, roots).map { $0 == 0 || $1 == 0 ? 1 : $1 })
    inputs = Self.scaled(features, means, deviations)
    var system = matmul(inputs, inputs, transposeB: true) + 1
    let penalty = 0.1 * system.diagonal.mean()
    for i in 0..<system.rows { system[i, i] += penalty }
    coefficients = (0..<ShiftedLetters.strokes.count).map { letter in
      Self.solve(system, Vector(letters.map { $0 == letter ? 1 : 0 }))
    }
  }

  func rightAnswers(_ features: Matrix, _ letters: [Int]) -> Int {
    let kernel = matmul(Self.scaled(features, means, deviations), inputs, transposeB: true) + 1
    let scores = Matrix(rows: coefficients.map { matmul(kernel, $0) })
    return zip(scores.columnArgmaxima(), letters).count { $0 == $1 }
  }

  private static func scaled(_ features: Matrix, _ means: Vector, _ deviations: Vector) -> Matrix {
    var result = features - means
    for i in 0..<result.rows { result.setRow(i, to: result.row(i) / deviations) }
    return result
  }

  /// Conjugate gradients; the penalty keeps the system well-conditioned.
  private static func solve(_ system: Matrix, _ right: Vector) -> Vector {
    var (solution, residual) = (Vector.zeros(right.count), right)
    var direction = residual
    for _ in 0..<200 where residual.norm() > 1e-10 * right.norm() {
      let image = matmul(system, direction)
      let old = residual.squaredNorm()
      let step = old / dot(direction, image)
      solution += step * direction
      residual -= step * image
      direction = residual + (residual.squaredNorm() / old) * direction
    }
    return solution
  }
}
