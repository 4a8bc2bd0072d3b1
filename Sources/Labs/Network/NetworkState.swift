extension RunState {
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
