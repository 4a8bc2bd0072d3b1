extension RunRecord {
  /// What the record of a run that keeps its best epoch can't say, in a sentence; nil if it says nothing of
  /// the kind.
  ///
  /// - Parameters:
  ///   - run: The run of which it is the record.
  ///   - epochs: How many epochs the run has.
  ///   - original: The run that this one repeats; nil where it repeats none.
  ///   - names: The curves that are then the same.
  func contradiction(
    _ run: PlannedRun, epochs: Int, repeating original: RunRecord?, _ names: [String]
  ) -> String? {
    guard hasItsBest(ofEpochs: epochs) else {
      return "The run \(run.title) has a best validation accuracy that its curve doesn't have."
    }
    guard let original, let name = curve(unlike: original, among: names) else { return nil }
    return "The run \(run.title) repeats \(original.title), but its \(name) is another one."
  }

  /// Whether the best validation accuracy is the highest of the curve, at the epoch that is said.
  private func hasItsBest(ofEpochs epochs: Int) -> Bool {
    let accuracies = curves["validation accuracy"]?.y ?? []
    guard accuracies.count == epochs, let best = accuracies.max(),
      let stated = numbers["best validation accuracy"], let epoch = numbers["best epoch"],
      (1...Double(epochs)).contains(epoch)
    else { return false }
    // Whoever has written the file may have rounded the last digit; a sample is far more.
    return [stated, accuracies[Int(epoch) - 1]].allSatisfy { abs($0 - best) < 1e-9 }
  }

  /// A curve that isn't the other run's.
  ///
  /// The same training twice: what rounding does to the last digits is far below a thousandth.
  private func curve(unlike other: RunRecord, among names: [String]) -> String? {
    names.first { name in
      let (a, b) = (curves[name]?.y ?? [], other.curves[name]?.y ?? [])
      return a.count != b.count || !zip(a, b).allSatisfy { abs($0 - $1) <= 0.01 * (1 + abs($1)) }
    }
  }
}
