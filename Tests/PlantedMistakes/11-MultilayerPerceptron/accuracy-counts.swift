// Mistake: the accuracy is the share of right samples, not their number

private func prediction(
  _ samples: LabelledSamples, _ parameters: NetworkParameters, _ activation: HiddenActivation
) -> NetworkPrediction {
  let logits = logits(of: samples.inputs, through: parameters, activation)
  let hits = zip(logits.rowArgmaxima(), samples.labels).count { $0 == $1 }
  return NetworkPrediction(
    probabilities: softmax(logits), accuracy: Double(hits),
    cost: meanCrossEntropy(logits, samples.labels))
}
