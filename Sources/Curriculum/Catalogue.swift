extension Exercise {
  /// Softmax with a temperature, its logarithm and its Jacobian.
  public static let softmaxJacobian = Exercise(
    number: 1, name: "SoftmaxJacobian", title: "Softmax Jacobian", points: 15)

  /// The squared error of an affine map, and its gradient in every argument.
  public static let affineLeastSquares = Exercise(
    number: 2, name: "AffineLeastSquares", title: "Affine least squares", points: 10)

  /// Derivatives by differences, and what they say about a gradient.
  public static let gradientChecking = Exercise(
    number: 3, name: "GradientChecking", title: "Gradient checking", points: 10)

  /// Regression that a few wild points can't pull away.
  public static let huberRegression = Exercise(
    number: 4, name: "HuberRegression", title: "Huber regression", points: 20)

  /// Gradient descent, momentum and Adam.
  public static let optimizers = Exercise(
    number: 5, name: "Optimizers", title: "Optimizers", points: 15)

  /// Two classes told apart by a weighted sum.
  public static let logisticRegression = Exercise(
    number: 6, name: "LogisticRegression", title: "Logistic regression", points: 15)

  /// Linear classification into several classes, trained with mini-batches.
  public static let softmaxRegression = Exercise(
    number: 7, name: "SoftmaxRegression", title: "Softmax regression", points: 15)

  /// The oldest learning rule of all.
  public static let perceptron = Exercise(
    number: 8, name: "Perceptron", title: "Perceptron", points: 10)

  /// How a network's weights are drawn before training.
  public static let initialisation = Exercise(
    number: 9, name: "Initialisation", title: "Initialisation", points: 10)

  /// Sparsemax and relumax: probabilities that may be exactly zero.
  public static let sparseActivations = Exercise(
    number: 10, name: "SparseActivations", title: "Sparse activations", points: 20)

  /// A network with hidden layers: forward, backward and training.
  public static let multilayerPerceptron = Exercise(
    number: 11, name: "MultilayerPerceptron", title: "Multilayer perceptron", points: 20)

  /// Layers, a loss and optimizers that fit together.
  public static let networkLibrary = Exercise(
    number: 12, name: "NetworkLibrary", title: "Network library", points: 20)

  /// How good a classifier is, class by class.
  public static let classificationMetrics = Exercise(
    number: 13, name: "ClassificationMetrics", title: "Classification metrics", points: 10)

  /// Mini-batches, standardisation, checkpoints, early stopping, and choosing between models.
  public static let modelSelection = Exercise(
    number: 14, name: "ModelSelection", title: "Model selection", points: 10)

  /// Every exercise, in the order of the course.
  public static let all = [
    softmaxJacobian, affineLeastSquares, gradientChecking, huberRegression, optimizers,
    logisticRegression, softmaxRegression, perceptron, initialisation, sparseActivations,
    multilayerPerceptron, networkLibrary, classificationMetrics, modelSelection,
  ]
}
