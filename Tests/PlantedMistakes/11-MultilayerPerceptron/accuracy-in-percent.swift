// Mistake: the accuracy is a share from 0 to 1, not a percentage

private func prediction(
  _ samples: LabelledSamples, _ parameters: NetworkParameters, _ activation: HiddenActivation
) -> NetworkPrediction {
  let logits = logits(of: samples.inputs, through: parameters, activation)
  let hits = zip(logits.rowArgmaxima(), samples.labels).count { $0 == $1 }
  return NetworkPrediction(
    probabilities: softmax(logits), accuracy: 100 * Double(hits) / Double(samples.labels.count),
    cost: meanCrossEntropy(logits, samples.labels))
}
