// Mistake: the cost is a mean over the samples, not a sum

private func prediction(
  _ samples: LabelledSamples, _ parameters: NetworkParameters, _ activation: HiddenActivation
) -> NetworkPrediction {
  let logits = logits(of: samples.inputs, through: parameters, activation)
  let hits = zip(logits.rowArgmaxima(), samples.labels).count { $0 == $1 }
  return NetworkPrediction(
    probabilities: softmax(logits), accuracy: Double(hits) / Double(samples.labels.count),
    cost: meanCrossEntropy(logits, samples.labels) * Double(samples.labels.count))
}
