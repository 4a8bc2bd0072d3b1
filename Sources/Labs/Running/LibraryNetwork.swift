import Curriculum
import LinearAlgebra

/// A network of linear layers, made of the modules of a student's library.
struct LibraryNetwork {
  let library: any NetworkLibrary
  let sizes: [Int]
  let model: any Module

  /// Makes a network with the library's own weights.
  ///
  /// - Parameters:
  ///   - sizes: The numbers of inputs, of units in each hidden layer, and of outputs.
  ///   - activation: The activation function of all hidden layers.
  ///   - dropout: The share of the hidden units that a step drops; 0 for no dropout at all.
  init(
    _ library: any NetworkLibrary, sizes: [Int], activation: HiddenActivation,
    dropout: Double = 0, using generator: inout SeededGenerator
  ) throws {
    let place = "for a network " + sizes.map { "\($0)" }.joined(separator: "-")
    var modules: [any Module] = []
    for (layer, (inputs, outputs)) in zip(sizes, sizes.dropFirst()).enumerated() {
      if layer > 0 {
        modules.append(
          try asking("the making of \(activation)", place) {
            switch activation {
            case .sigmoid: try library.makeSigmoid()
            case .relu: try library.makeReLU()
            case .tanh: try library.makeTanh()
            }
          })
        if dropout > 0 {
          let seed = generator.next()
          modules.append(
            try asking("makeDropout", place) {
              try library.makeDropout(rate: dropout, seed: seed)
            })
        }
      }
      modules.append(
        try asking("makeLinear", place) {
          try library.makeLinear(inputs: inputs, outputs: outputs, using: &generator)
        })
    }
    let all = modules
    model = try asking("makeSequential", place) { try library.makeSequential(all) }
    self.library = library
    self.sizes = sizes
  }

  /// The weights and biases, outputs × inputs and 1 × outputs, layer by layer.
  func values() throws -> [Matrix] {
    let values = try asking("parameters", "of the network") { try model.values() }
    let shapes = zip(sizes, sizes.dropFirst()).flatMap { [($1, $0), (1, $1)] }
    guard values.count == shapes.count, zip(values, shapes).allSatisfy({ $0.shape == $1 }) else {
      throw RunProblem(
        "parameters should be outputs × inputs weights and 1 × outputs biases of each layer, but are "
          + values.map { "\($0.rows) × \($0.columns)" }.joined(separator: ", "))
    }
    return values
  }

  /// Takes other weights and biases.
  func setValues(_ values: [Matrix]) throws {
    try asking("setValues", "of the network") { try model.setValues(values) }
  }

  /// Writes the weights and biases into the state of a run.
  func keep(in state: inout RunState) throws { state.keep(try values()) }

  /// The mean loss and the share of right predictions, without learning.
  ///
  /// - Parameter scaling: Whether the pixels are from 0 to 255, and are divided here.
  func measure(
    _ rows: LabelledRows, scaling: Bool = false
  ) throws -> (loss: Double, accuracy: Double) {
    try rows.measured { part in
      let part = scaling ? part.scaled : part
      let predicted = try predictions(for: part.inputs)
      let hits = zip(predicted, part.labels).count { $0 == $1 }
      return (try loss(part), Double(hits) / Double(part.labels.count))
    }
  }

  /// The class that the library predicts for each row.
  func predictions(for inputs: Matrix) throws -> [Int] {
    let predicted = try asking("predictedLabels", "for \(inputs.rows) images") {
      try library.predictedLabels(of: model, inputs: inputs)
    }
    guard predicted.count == inputs.rows else {
      throw RunProblem("predictedLabels gave \(predicted.count) labels for \(inputs.rows) images")
    }
    return predicted
  }

  /// The mean loss, without learning.
  func loss(_ rows: LabelledRows) throws -> Double {
    try asking("the loss", "for \(rows.labels.count) images") {
      try model.setMode(.evaluation)
      return try library.softmaxCrossEntropy(
        logits: model.forward(rows.inputs), labels: rows.labels
      ).loss
    }
  }
}
