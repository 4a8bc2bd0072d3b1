extension Exercise {
  /// Every exercise, in the order of the course: the one place where an exercise is registered.
  ///
  /// All else that names them is written by `swift run gradus-forward`.
  public static let all = [
    Exercise(1, (any SoftmaxJacobian).self, "Softmax Jacobian", points: 15),
    Exercise(2, (any AffineLeastSquares).self, "Affine least squares", points: 10),
    Exercise(3, (any GradientChecking).self, "Gradient checking", points: 10),
    Exercise(4, (any HuberRegression).self, "Huber regression", points: 20),
    Exercise(5, (any Optimizers).self, "Optimizers", points: 15),
    Exercise(6, (any LogisticRegression).self, "Logistic regression", points: 15),
    Exercise(7, (any SoftmaxRegression).self, "Softmax regression", points: 15),
    Exercise(8, (any Perceptron).self, "Perceptron", points: 10),
    Exercise(9, (any Initialisation).self, "Initialisation", points: 10),
    Exercise(10, (any SparseActivations).self, "Sparse activations", points: 20),
    Exercise(11, (any MultilayerPerceptron).self, "Multilayer perceptron", points: 20),
    Exercise(12, (any NetworkLibrary).self, "Network library", points: 20),
    Exercise(13, (any ClassificationMetrics).self, "Classification metrics", points: 10),
    Exercise(14, (any ModelSelection).self, "Model selection", points: 10),
  ]

  /// An exercise by the protocol of its answers.
  static func answered(by answer: Any.Type) -> Exercise {
    guard let exercise = all.first(where: { $0.name == name(of: answer) }) else {
      preconditionFailure("no exercise of the catalogue has answers of the type \(answer)")
    }
    return exercise
  }

  /// The name of a protocol. Some systems say "any" before it.
  private static func name(of answer: Any.Type) -> String {
    String("\(answer)".trimmingPrefix("any "))
  }

  /// - Parameter answer: the protocol of its answers, which gives it its name.
  private init(_ number: Int, _ answer: Any.Type, _ title: String, points: Int) {
    self.init(number: number, name: Self.name(of: answer), title: title, points: points)
  }
}
