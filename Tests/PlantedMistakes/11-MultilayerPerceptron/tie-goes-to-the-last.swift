// Mistake: of several largest logits the lowest class is predicted

private func prediction(
  _ samples: LabelledSamples, _ parameters: NetworkParameters, _ activation: HiddenActivation
) -> NetworkPrediction {
  let logits = logits(of: samples.inputs, through: parameters, activation)
  let hits = zip(
    (0..<logits.rows).map { row in
      (0..<logits.columns).last { logits[row, $0] == logits.row(row).maximum() }!
    }, samples.labels
  ).count { $0 == $1 }
  return NetworkPrediction(
    probabilities: softmax(logits), accuracy: Double(hits) / Double(samples.labels.count),
    cost: meanCrossEntropy(logits, samples.labels))
}
