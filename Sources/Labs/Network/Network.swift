import Curriculum
import Datasets
import LinearAlgebra

/// Lab 3: a network of three hidden layers on ten digits, with three activation functions, with Adam, with
/// a penalty, and a design of one's own.
struct Network: Lab {
  let title = LabTitle(
    3, "Network", "Network", tasks: ["UU 3", "UU 4", "EE 3", "EE 3.1", "EE 4.1"],
    on: .multilayerPerceptron, .initialisation, .classificationMetrics, .optimizers,
    set: .digits)

  let settings = [
    Setting.whole(
      "best_activation", 3, in: 1...3,
      "the activation with Adam and with a penalty: 1 is sigmoid, 2 is tanh, 3 is ReLU"),
    Setting.number("adam_learning_rate", 0.001, in: 0.00001...0.1, "the α of the run with Adam"),
    Setting.number(
      "lambda", 0.01, in: 0.0001...0.1,
      "the factor of the second of three penalties; the others have a tenth and ten times as much"),
    Setting.whole(
      "own_width_1", 50, in: 1...1000, "units in the first hidden layer of your own design"),
    Setting.whole("own_width_2", 0, in: 0...1000, "units in the second; 0: there is none"),
    Setting.whole("own_width_3", 0, in: 0...1000, "units in the third; 0: there is none"),
    Setting.whole("own_activation", 1, in: 1...3, "1 is sigmoid, 2 is tanh, 3 is ReLU"),
    Setting.whole("own_adam", 0, in: 0...1, "0 is plain gradient descent, 1 is Adam"),
    Setting.number(
      "own_learning_rate", 0.1, in: 0.00001...1, "the factor of the gradient, or Adam's α"),
    Setting.whole("own_batch_size", 64, in: 16...1024, "how many images make a batch"),
    Setting.whole("own_epochs", 15, in: 1...60, "how many times each image is used"),
    Setting.number("own_lambda", 0, in: 0...1, "the factor of a penalty on the weights"),
  ]

  let fixed =
    "784-500-250-100-10 with softmax, weights drawn by Glorot's uniform scheme, biases of 0, batches of "
    + "64, a learning rate of 0.01, 15 epochs; pixels from 0 to 1; batches in a new random order in "
    + "each epoch; Adam with β₁ = 0.9, β₂ = 0.999 and ε = 1e-8. Your own design has weights drawn by "
    + "He's scheme"

  let fullForm = PartSizes(training: 60_000, validation: 10_000)

  /// The runs of the three activation functions, by their names in files.
  static let names: [String] = NetworkDesign.activations.map(\.rawValue)

  func plan(_ settings: Settings) -> [PlannedRun] {
    let best = NetworkDesign.activations[settings.whole("best_activation") - 1]
    let lambdas = [0.1, 1, 10].map { rounded($0 * settings["lambda"]) }
    return NetworkDesign.activations.map { PlannedRun($0.rawValue, $0.title) }
      + [PlannedRun("adam", "\(best.title), Adam")]
      + zip(["small", "middle", "large"], lambdas).map {
        PlannedRun("penalty-\($0)", "\(best.title), λ = \(plain($1))", value: $1)
      }
      + [PlannedRun("own", "Own design")]
  }

  /// λ without the traces of a product in base 2.
  private func rounded(_ lambda: Double) -> Double { (lambda * 1e9).rounded() / 1e9 }

  func settings(of run: PlannedRun) -> [Setting] {
    settings.filter { setting in
      switch run.name {
      case "adam": ["best_activation", "adam_learning_rate"].contains(setting.key)
      case "own": setting.key.hasPrefix("own_")
      case let name where name.hasPrefix("penalty"):
        ["best_activation", "lambda"].contains(setting.key)
      default: false
      }
    }
  }

  /// What a run trains.
  func design(of run: PlannedRun, _ settings: Settings) -> NetworkDesign {
    func activation(_ key: String) -> HiddenActivation {
      NetworkDesign.activations[settings.whole(key) - 1]
    }
    switch run.name {
    case "adam":
      return NetworkDesign(
        activation: activation("best_activation"), learningRate: settings["adam_learning_rate"],
        usesAdam: true)
    case "own":
      return NetworkDesign(
        hidden: (1...3).map { settings.whole("own_width_\($0)") }.filter { $0 > 0 },
        activation: activation("own_activation"), scheme: .heNormal,
        learningRate: settings["own_learning_rate"], batchSize: settings.whole("own_batch_size"),
        epochs: settings.whole("own_epochs"), usesAdam: settings.whole("own_adam") == 1,
        lambda: settings["own_lambda"])
    case let name where name.hasPrefix("penalty"):
      return NetworkDesign(activation: activation("best_activation"), lambda: run.value)
    default:
      return NetworkDesign(activation: HiddenActivation(rawValue: run.name) ?? .sigmoid)
    }
  }

  func perform(
    _ order: RunOrder, with answers: LabAnswers, from state: RunState,
    report: (RunUpdate) throws -> Void
  ) throws -> RunState {
    let data = try order.images()
    let training = NetworkRun(
      design: design(of: order.run, order.settings), answers: try NetworkAnswers(answers),
      training: data.training.scaled, test: data.validation.scaled)
    var state = state
    state.data = data.words
    return try training.run(from: state, report: report)
  }
}
