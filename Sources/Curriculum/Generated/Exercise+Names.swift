// Written by `swift run gradus-forward` from Sources/Curriculum: change that, not this.
// swift-format-ignore-file

extension Exercise {
  /// 1 · Softmax Jacobian.
  public static let softmaxJacobian = answered(by: (any SoftmaxJacobian).self)

  /// 2 · Affine least squares.
  public static let affineLeastSquares = answered(by: (any AffineLeastSquares).self)

  /// 3 · Gradient checking.
  public static let gradientChecking = answered(by: (any GradientChecking).self)

  /// 4 · Huber regression.
  public static let huberRegression = answered(by: (any HuberRegression).self)

  /// 5 · Optimizers.
  public static let optimizers = answered(by: (any Optimizers).self)

  /// 6 · Logistic regression.
  public static let logisticRegression = answered(by: (any LogisticRegression).self)

  /// 7 · Softmax regression.
  public static let softmaxRegression = answered(by: (any SoftmaxRegression).self)

  /// 8 · Perceptron.
  public static let perceptron = answered(by: (any Perceptron).self)

  /// 9 · Initialisation.
  public static let initialisation = answered(by: (any Initialisation).self)

  /// 10 · Sparse activations.
  public static let sparseActivations = answered(by: (any SparseActivations).self)

  /// 11 · Multilayer perceptron.
  public static let multilayerPerceptron = answered(by: (any MultilayerPerceptron).self)

  /// 12 · Network library.
  public static let networkLibrary = answered(by: (any NetworkLibrary).self)

  /// 13 · Classification metrics.
  public static let classificationMetrics = answered(by: (any ClassificationMetrics).self)

  /// 14 · Model selection.
  public static let modelSelection = answered(by: (any ModelSelection).self)
}
