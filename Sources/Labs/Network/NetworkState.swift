import Curriculum
import LinearAlgebra

extension RunState {
  /// Weights and biases by layer, counted from 1: `weights-1` is outputs × inputs, `biases-1` a row.
  var parameters: NetworkParameters? {
    get {
      var result = NetworkParameters(weights: [], biases: [])
      while let weights = matrices["weights-\(result.weights.count + 1)"],
        let biases = matrices["biases-\(result.weights.count + 1)"]
      {
        result.weights.append(weights)
        result.biases.append(biases.flattened())
      }
      return result.weights.isEmpty ? nil : result
    }
    set {
      guard let newValue else { return }
      for (index, weights) in newValue.weights.enumerated() {
        let biases = newValue.biases[index]
        matrices["weights-\(index + 1)"] = weights
        matrices["biases-\(index + 1)"] = biases.reshaped(rows: 1, columns: biases.count)
      }
    }
  }

  /// Keeps what a batch has given until the next note.
  mutating func noteBatch(_ loss: Double, _ accuracy: Double) {
    note("batch loss", Double(step), loss)
    note("batch accuracy", Double(step), accuracy)
  }

  /// Notes the mean of the batches since the last note, with the name of all training data.
  mutating func noteMeanOfBatches() {
    for name in ["loss", "accuracy"] {
      guard let values = curves.removeValue(forKey: "batch \(name)")?.y else { continue }
      note("training \(name)", Double(step), values.reduce(0, +) / Double(values.count))
    }
  }

  /// Forgets the batches after the last note.
  mutating func endBatches() {
    for name in ["loss", "accuracy"] { curves["batch \(name)"] = nil }
  }
}
