import Curriculum
import LinearAlgebra

// Another way to the same numbers: raw bits of the generator become uniform numbers, the polar method
// makes two normal numbers at a time of them, matrices are filled column by column, and networks from
// the last layer to the first. Statistics are gathered in one pass, one sample after the other. What
// learns from zero is found by training a small network.

/// An answer in plain loops.
public struct Answer: Initialisation {
  /// The square root of a variance from a table.
  public func standardDeviation(
    of scheme: InitialisationScheme, inputs: Int, outputs: Int
  ) throws -> Double {
    try demandUnits(inputs, outputs)
    let variances: [InitialisationScheme: Double] = [
      .zero: 0, .smallNormal: 1e-4, .shiftedNormal: 1e-2,
      .glorotNormal: 1 / (0.5 * Double(inputs) + 0.5 * Double(outputs)),
      .glorotUniform: 6 / Double(inputs + outputs) / 3, .heNormal: 1 / (0.5 * Double(inputs)),
    ]
    return pow(variances[scheme] ?? 0, 0.5)
  }

  /// Draws column by column; normal numbers come from the polar method.
  public func weights(
    _ scheme: InitialisationScheme, inputs: Int, outputs: Int,
    using generator: inout SeededGenerator
  ) throws -> Matrix {
    try demandUnits(inputs, outputs)
    var result = Matrix(rows: inputs, columns: outputs, repeating: 0)
    if scheme == .zero { return result }
    let spread = try standardDeviation(of: scheme, inputs: inputs, outputs: outputs)
    var source = PolarMethod()
    for j in 0..<outputs {
      for i in 0..<inputs {
        if scheme == .glorotUniform {
          let bound = pow(6 / Double(inputs + outputs), 0.5)
          result[i, j] = bound * signedFraction(&generator)
        } else {
          let centre = scheme == .shiftedNormal ? 0.1 : 0
          result[i, j] = source.next(&generator) * spread + centre
        }
      }
    }
    return result
  }

  /// Draws the last layer first.
  public func layers(
    _ scheme: InitialisationScheme, sizes: [Int], using generator: inout SeededGenerator
  ) throws -> [DenseLayer] {
    if sizes.count < 2 { throw InvalidInput("\(sizes.count) entries in sizes are too few") }
    for size in sizes where size < 1 { throw InvalidInput("a \(size) in sizes makes no sense") }
    var result: [DenseLayer] = []
    for k in stride(from: sizes.count - 2, through: 0, by: -1) {
      let drawn = try weights(
        scheme, inputs: sizes[k], outputs: sizes[k + 1], using: &generator)
      result.insert(DenseLayer(weights: drawn, biases: .zeros(sizes[k + 1])), at: 0)
    }
    return result
  }

  /// Gathers the numbers in one pass.
  public func statistics(of activations: Matrix) throws -> ActivationStatistics {
    var running = RunningStatistics()
    for i in 0..<activations.rows {
      for j in 0..<activations.columns {
        if !activations[i, j].isFinite {
          throw InvalidInput("activations: \(activations[i, j]) at [\(i), \(j)]")
        }
        running.take(activations[i, j])
      }
    }
    if running.count == 0 { throw InvalidInput("activations without an entry") }
    return running.result
  }

  /// Sends one sample after the other through the network.
  public func activationStatistics(
    of layers: [DenseLayer], inputs: Matrix, activation: HiddenActivation
  ) throws -> [ActivationStatistics] {
    try demandFit(layers, inputs)
    var all = [RunningStatistics](repeating: RunningStatistics(), count: layers.count - 1)
    for sample in 0..<inputs.rows {
      var signal = (0..<inputs.columns).map { inputs[sample, $0] }
      for k in 0..<layers.count - 1 {
        var next: [Double] = []
        for j in 0..<layers[k].weights.columns {
          var z = 0.0
          for i in signal.indices { z += signal[i] * layers[k].weights[i, j] }
          next.append(respond(activation, to: z + layers[k].biases[j]))
          all[k].take(next[j])
        }
        signal = next
      }
    }
    return all.map(\.result)
  }

  /// The factor of each scheme, simplified by hand.
  public func reluFactor(
    of scheme: InitialisationScheme, inputs: Int, outputs: Int
  ) throws -> Double {
    try demandUnits(inputs, outputs)
    switch scheme {
    case .zero: return 0
    case .smallNormal: return Double(inputs) / 20_000
    case .glorotNormal, .glorotUniform: return Double(inputs) / Double(inputs + outputs)
    case .heNormal: return 1
    case .shiftedNormal: throw InvalidInput("scheme = shiftedNormal has a mean")
    }
  }

  /// Trains a network of one hidden unit, and sees which blocks have changed.
  public func blocksThatLearnFromZero(
    activation: HiddenActivation, steps: Int
  ) throws -> [NetworkBlock] {
    if steps < 1 { throw InvalidInput("steps = \(steps)") }
    // One input, one hidden unit, two classes, of which the second is the more frequent one. What
    // has changed after five steps stays changed.
    let samples = [(x: 0.7, label: 0), (x: -1.1, label: 1), (x: 0.4, label: 1)]
    var (w, b, v, c) = (0.0, 0.0, [0.0, 0], [0.0, 0])
    for _ in 0..<min(steps, 5) {
      var (dw, db, dv, dc) = (0.0, 0.0, [0.0, 0], [0.0, 0])
      for (x, label) in samples {
        let h = respond(activation, to: w * x + b)
        let first = 1 / (1 + exp(v[1] * h + c[1] - v[0] * h - c[0]))
        let error = [first - (label == 0 ? 1 : 0), 1 - first - (label == 1 ? 1 : 0)]
        let back = (error[0] * v[0] + error[1] * v[1]) * slope(activation, at: h)
        dw += back * x
        db += back
        for k in 0..<2 {
          dv[k] += error[k] * h
          dc[k] += error[k]
        }
      }
      w -= 0.3 * dw
      b -= 0.3 * db
      for k in 0..<2 {
        v[k] -= 0.3 * dv[k]
        c[k] -= 0.3 * dc[k]
      }
    }
    var blocks: [NetworkBlock] = []
    if c != [0, 0] { blocks.append(.outputBiases) }
    if v != [0, 0] { blocks.append(.outputWeights) }
    if b != 0 { blocks.append(.hiddenBiases) }
    if w != 0 { blocks.append(.hiddenWeights) }
    return blocks
  }
}

private func demandUnits(_ inputs: Int, _ outputs: Int) throws {
  if inputs < 1 { throw InvalidInput("inputs = \(inputs)") }
  if outputs < 1 { throw InvalidInput("outputs = \(outputs)") }
}

private func demandFit(_ layers: [DenseLayer], _ inputs: Matrix) throws {
  if layers.isEmpty { throw InvalidInput("no layers") }
  for k in layers.indices {
    let (weights, biases) = (layers[k].weights, layers[k].biases)
    if weights.columns == 0 || biases.count != weights.columns
      || (k > 0 && layers[k - 1].weights.columns != weights.rows)
    {
      throw InvalidInput("layers: number \(k) doesn't fit")
    }
    let numbers = weights.elements + biases.elements
    if !numbers.allSatisfy(\.isFinite) { throw InvalidInput("layers: number \(k) isn't finite") }
  }
  if inputs.rows == 0 || inputs.columns != layers[0].weights.rows {
    throw InvalidInput("inputs: \(inputs.rows) × \(inputs.columns)")
  }
  if !inputs.elements.allSatisfy(\.isFinite) { throw InvalidInput("inputs: not finite") }
}

private func respond(_ activation: HiddenActivation, to z: Double) -> Double {
  switch activation {
  case .tanh: tanh(z)
  case .relu: z > 0 ? z : 0
  case .sigmoid: 0.5 + 0.5 * tanh(0.5 * z)
  }
}

/// The derivative, from the activation itself.
private func slope(_ activation: HiddenActivation, at h: Double) -> Double {
  switch activation {
  case .tanh: 1 - h * h
  case .relu: h > 0 ? 1 : 0
  case .sigmoid: h * (1 - h)
  }
}

/// A number between −1 and 1.
private func signedFraction(_ generator: inout SeededGenerator) -> Double {
  2 * (Double(generator.next() >> 12) + 0.5) / 0x1p52 - 1
}

/// Normal numbers from points that fall into the unit circle.
private struct PolarMethod {
  private var spare: Double?

  mutating func next(_ generator: inout SeededGenerator) -> Double {
    if let number = spare {
      spare = nil
      return number
    }
    while true {
      let (x, y) = (signedFraction(&generator), signedFraction(&generator))
      let square = x * x + y * y
      if square > 0, square < 1 {
        let factor = (-2 * log(square) / square).squareRoot()
        spare = y * factor
        return x * factor
      }
    }
  }
}

/// Mean and standard deviation, brought up to date with each number.
private struct RunningStatistics {
  private(set) var count = 0
  private var mean = 0.0
  private var squares = 0.0

  mutating func take(_ x: Double) {
    count += 1
    let distance = x - mean
    mean += distance / Double(count)
    squares += distance * (x - mean)
  }

  var result: ActivationStatistics {
    ActivationStatistics(
      mean: mean, standardDeviation: (squares / Double(count)).squareRoot())
  }
}
