import Curriculum
import ExerciseTesting
import LinearAlgebra
import Testing

// Random instances, and comparisons of whole networks.

/// A network, labelled samples and a pass, drawn from the seed.
struct MLPProblem {
  var network: MLPReference
  var samples: LabelledSamples
  let lambda: Double
  /// Pre-activations that are drawn too, not computed: `backward` takes a pass as it is given.
  let pass: ForwardPass

  var parameters: NetworkParameters { network.parameters }
  var activation: HiddenActivation { network.activation }
  var inputs: Matrix { samples.inputs }
  var labels: [Int] { samples.labels }

  /// Draws until no hidden pre-activation is so close to 0 that a difference would see ReLU's kink,
  /// unless that doesn't matter.
  ///
  /// - Parameters:
  ///   - size: What the weights are multiplied by.
  ///   - zeros: A sample whose first pre-activations are exactly 0.
  init(
    draw: UInt64, sizes: [Int], samples n: Int, activation: HiddenActivation, size: Double = 1,
    isSmooth: Bool = true, zeros: Int? = nil
  ) {
    var generator = SeededGenerator(seed: Student.seed &* 1000 &+ draw)
    var (network, samples): (MLPReference, LabelledSamples)
    repeat {
      network = MLPReference(parameters: Self.parameters(sizes, &generator), activation: activation)
      samples = Self.samples(n, inputs: sizes[0], classes: sizes[sizes.count - 1], &generator)
    } while isSmooth
      && (0..<sizes.count - 2).contains {
        network.preActivations($0, of: samples.inputs).elements.contains { $0.magnitude < 0.02 }
      }
    network.parameters.weights = network.parameters.weights.map { size * $0 }
    lambda = generator.uniform(in: 0.2..<0.9)
    var z = sizes.dropFirst().map { generator.matrix(n, $0, deviation: size) }
    if let zeros {
      network.parameters.biases[0] = .zeros(sizes[1])
      samples.inputs.setRow(zeros, to: .zeros(sizes[0]))
      z[0].setRow(zeros, to: .zeros(sizes[1]))
    }
    pass = ForwardPass(
      preActivations: z,
      activations: [samples.inputs] + z.dropLast().map { $0.map(network.function) })
    (self.network, self.samples) = (network, samples)
  }

  /// Networks of all kinds of shapes: square ones, single units, samples and classes, many of them,
  /// large weights, and samples for which the first pre-activations are exactly 0.
  static func sweep(_ activation: HiddenActivation) -> [MLPProblem] {
    let shapes: [(sizes: [Int], samples: Int, size: Double)] = [
      ([3, 3, 3, 3], 5, 1), ([4, 4, 4], 4, 30), ([1, 1, 1, 2], 2, 1), ([2, 3, 1], 3, 1),
      ([3, 5, 2], 1, 1), ([2, 3, 4], 300, 1), ([5, 70, 3], 6, 1), ([3, 2, 40], 9, 3),
      ([6, 4, 6, 4, 6], 6, 5), ([3, 1, 2, 1, 2, 1, 2, 1, 2, 1, 3], 4, 1),
    ]
    return shapes.enumerated().map { index, shape in
      MLPProblem(
        draw: 200 + UInt64(index), sizes: shape.sizes, samples: shape.samples,
        activation: activation, size: shape.size, isSmooth: false,
        zeros: index.isMultiple(of: 2) ? index % shape.samples : nil)
    }
  }

  /// Networks with inputs, weights or biases that have something in common; at last with one input.
  static func patterns(_ activation: HiddenActivation) -> [MLPProblem] {
    func problem(inputs: Int) -> MLPProblem {
      MLPProblem(
        draw: 240, sizes: [inputs, 3, 2], samples: 5, activation: activation, isSmooth: false)
    }
    return NumberPattern.allCases.flatMap { pattern in
      var changed = Array(repeating: problem(inputs: 4), count: 3)
      changed[0].samples.inputs = pattern.matrix(changed[0].inputs)
      changed[1].network.parameters.weights = changed[1].parameters.weights.map(pattern.matrix)
      changed[2].network.parameters.biases = changed[2].parameters.biases.map(pattern.vector)
      return changed
    } + [problem(inputs: 1)]
  }

  static func parameters(_ sizes: [Int], _ generator: inout SeededGenerator) -> NetworkParameters {
    NetworkParameters(
      weights: zip(sizes, sizes.dropFirst()).map {
        generator.matrix($1, $0, deviation: 1.2 / Double($0).squareRoot())
      }, biases: sizes.dropFirst().map { generator.vector($0, deviation: 0.5) })
  }

  /// Samples among whose labels are the first and the last class.
  static func samples(
    _ n: Int, inputs: Int, classes: Int, _ generator: inout SeededGenerator
  ) -> LabelledSamples {
    let labels = (0..<n).map { i in
      i == 0 ? classes - 1 : i == 1 ? 0 : Int(generator.next() % UInt64(classes))
    }
    return LabelledSamples(inputs: generator.matrix(n, inputs), labels: labels)
  }
}

extension LabelledSamples {
  /// The samples at the given positions.
  func picked(_ rows: [Int]) -> LabelledSamples {
    LabelledSamples(inputs: inputs.gather(rows: rows), labels: rows.map { labels[$0] })
  }
}

/// Expects the parameters of a network, or a gradient with respect to them.
///
/// Stops at the first block that is wrong, from the last layer to the first as the gradient goes.
@discardableResult
func expect(
  _ actual: NetworkParameters, equals expected: NetworkParameters, _ what: String,
  mistakes: @autoclosure () -> [(NetworkParameters, String)] = [],
  tolerance: Tolerance = .standard, sourceLocation: SourceLocation = #_sourceLocation
) -> Bool {
  let layers = expected.weights.count
  // Most answers are right, so what the mistakes give is worked out for a wrong one only.
  func explaining() -> [(NetworkParameters, String)] {
    mistakes().filter { $0.0.explains(actual) }
  }
  guard
    expect(
      [actual.weights.count, actual.biases.count], equals: [layers, layers],
      "the number of weights and of biases in \(what)", sourceLocation: sourceLocation)
  else { return false }
  for l in (0..<layers).reversed() {
    guard
      expect(
        actual.weights[l], equals: expected.weights[l], "weights[\(l)] of \(what)",
        tolerance: tolerance,
        mistakes: nearest(actual.weights[l], explaining().map { ($0.0.weights[l], $0.1) }),
        sourceLocation: sourceLocation),
      expect(
        actual.biases[l], equals: expected.biases[l], "biases[\(l)] of \(what)",
        tolerance: tolerance,
        mistakes: nearest(actual.biases[l], explaining().map { ($0.0.biases[l], $0.1) }),
        sourceLocation: sourceLocation)
    else { return false }
  }
  return true
}

extension NetworkParameters {
  /// The largest magnitude in any block, at least 1.
  var size: Double {
    max(
      1, weights.map { $0.normInfinity() }.max() ?? 1, biases.map { $0.normInfinity() }.max() ?? 1)
  }

  /// Whether all blocks of an answer are these, so that a mistake which gives these may be named.
  func explains(_ answer: NetworkParameters) -> Bool {
    func areClose(_ one: [Double], _ other: [Double]) -> Bool {
      let size = 1e-8 * max(1e-3, one.reduce(0) { max($0, $1.magnitude) })
      return one.count == other.count && zip(one, other).allSatisfy { abs($0 - $1) <= size }
    }
    return weights.count == answer.weights.count && biases.count == answer.biases.count
      && zip(weights, answer.weights).allSatisfy {
        $0.shape == $1.shape && areClose($0.elements, $1.elements)
      } && zip(biases, answer.biases).allSatisfy { areClose($0.elements, $1.elements) }
  }
}

/// Of many foreseen matrices the one that an answer is nearest to.
func nearest(_ actual: Matrix, _ mistakes: [(Matrix, String)]) -> KeyValuePairs<Matrix, String> {
  nearest(mistakes.filter { $0.0.shape == actual.shape }) { ($0 - actual).normInfinity() }
}

/// Of many foreseen vectors the one that an answer is nearest to.
func nearest(_ actual: Vector, _ mistakes: [(Vector, String)]) -> KeyValuePairs<Vector, String> {
  nearest(mistakes.filter { $0.0.count == actual.count }) { ($0 - actual).normInfinity() }
}

/// Of many foreseen numbers the one that an answer is nearest to.
func nearest(_ actual: Double, _ mistakes: [(Double, String)]) -> KeyValuePairs<Double, String> {
  nearest(mistakes) { ($0 - actual).magnitude }
}

private func nearest<Answer>(
  _ mistakes: [(Answer, String)], by distance: (Answer) -> Double
) -> KeyValuePairs<Answer, String> {
  let best = mistakes.min { distance($0.0) < distance($1.0) }
  return best.map { [$0.0: $0.1] } ?? [:]
}
