import Curriculum

/// Where the calls of a suite go: to a worker, or for debugging to a library in this process.
public struct AnswerSource: Sendable {
  private enum Place {
    case worker(Session)
    case thisProcess(Kept)
  }

  private let place: Place

  /// The answer at the other end of a session.
  public init(_ session: Session) { place = .worker(session) }

  /// An answer in this process, where breakpoints work and a crash ends the whole run.
  ///
  /// The program must be linked with `--export-dynamic`.
  init(loading library: String) throws {
    place = .thisProcess(Kept(value: try AnswerLibrary.load(library)))
  }

  /// The answer to exercise 1.
  public var softmaxJacobian: any SoftmaxJacobian {
    resolve { RemoteSoftmaxJacobian(session: $0) as any SoftmaxJacobian }
  }

  /// The answer to exercise 2.
  public var affineLeastSquares: any AffineLeastSquares {
    resolve { RemoteAffineLeastSquares(session: $0) as any AffineLeastSquares }
  }

  /// The answer to exercise 3.
  public var gradientChecking: any GradientChecking {
    resolve { RemoteGradientChecking(session: $0) as any GradientChecking }
  }

  /// The answer to exercise 4.
  public var huberRegression: any HuberRegression {
    resolve { RemoteHuberRegression(session: $0) as any HuberRegression }
  }

  /// The answer to exercise 5.
  public var optimizers: any Optimizers {
    resolve { RemoteOptimizers(session: $0) as any Optimizers }
  }

  /// The answer to exercise 6.
  public var logisticRegression: any LogisticRegression {
    resolve { RemoteLogisticRegression(session: $0) as any LogisticRegression }
  }

  /// The answer to exercise 7.
  public var softmaxRegression: any SoftmaxRegression {
    resolve { RemoteSoftmaxRegression(session: $0) as any SoftmaxRegression }
  }

  /// The answer to exercise 8.
  public var perceptron: any Perceptron {
    resolve { RemotePerceptron(session: $0) as any Perceptron }
  }

  /// The answer to exercise 9.
  public var initialisation: any Initialisation {
    resolve { RemoteInitialisation(session: $0) as any Initialisation }
  }

  /// The answer to exercise 10.
  public var sparseActivations: any SparseActivations {
    resolve { RemoteSparseActivations(session: $0) as any SparseActivations }
  }

  /// The answer to exercise 11.
  public var multilayerPerceptron: any MultilayerPerceptron {
    resolve { RemoteMultilayerPerceptron(session: $0) as any MultilayerPerceptron }
  }

  /// The answer to exercise 12.
  public var networkLibrary: any NetworkLibrary {
    resolve { RemoteNetworkLibrary(session: $0) as any NetworkLibrary }
  }

  /// The answer to exercise 13.
  public var classificationMetrics: any ClassificationMetrics {
    resolve { RemoteClassificationMetrics(session: $0) as any ClassificationMetrics }
  }

  /// The answer to exercise 14.
  public var modelSelection: any ModelSelection {
    resolve { RemoteModelSelection(session: $0) as any ModelSelection }
  }

  private func resolve<Answer>(_ remote: (Session) -> Answer) -> Answer {
    switch place {
    case .worker(let session): return remote(session)
    case .thisProcess(let kept):
      guard let answer = kept.value as? Answer else {
        fatalError("the loaded answer is not a \(Answer.self): does the suite name its exercise?")
      }
      return answer
    }
  }
}
