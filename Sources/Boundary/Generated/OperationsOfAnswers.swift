// Written by `swift run gradus-forward` from Sources/Curriculum: change that, not this.
// swift-format-ignore-file

import Curriculum

/// The operations of an answer, by the name of the exercise; nil when it doesn't conform to the protocol.
///
/// A cast that fails takes half a millisecond: the protocol isn't found by trying all of them.
let operationsOfAnswers: [String: @Sendable (Any) -> Operations?] = [
  "SoftmaxJacobian": { ($0 as? any SoftmaxJacobian)?.operations },
  "AffineLeastSquares": { ($0 as? any AffineLeastSquares)?.operations },
  "GradientChecking": { ($0 as? any GradientChecking)?.operations },
  "HuberRegression": { ($0 as? any HuberRegression)?.operations },
  "Optimizers": { ($0 as? any Optimizers)?.operations },
  "LogisticRegression": { ($0 as? any LogisticRegression)?.operations },
  "SoftmaxRegression": { ($0 as? any SoftmaxRegression)?.operations },
  "Perceptron": { ($0 as? any Perceptron)?.operations },
  "Initialisation": { ($0 as? any Initialisation)?.operations },
  "SparseActivations": { ($0 as? any SparseActivations)?.operations },
  "MultilayerPerceptron": { ($0 as? any MultilayerPerceptron)?.operations },
  "NetworkLibrary": { ($0 as? any NetworkLibrary)?.operations },
  "ClassificationMetrics": { ($0 as? any ClassificationMetrics)?.operations },
  "ModelSelection": { ($0 as? any ModelSelection)?.operations },
]
