import Curriculum
import LinearAlgebra

/// Lab 7: one hidden layer of five widths in sixteen configurations each, and what more layers change.
struct WidthAndDepth: Lab {
  let title = LabTitle(
    7, "WidthAndDepth", "Width and depth",
    tasks: ["IST 2.2a", "IST 2.2b", "IST 2.2c", "IST 2.3a", "IST 2.3b", "IST 2.3c"],
    on: .networkLibrary, .modelSelection, set: .letters)

  let settings = [
    Setting.number("rate_1", 0.0003, in: 0.00001...1, "the first of four learning rates"),
    Setting.number("rate_2", 0.001, in: 0.00001...1, "the second"),
    Setting.number("rate_3", 0.003, in: 0.00001...1, "the third"),
    Setting.number("rate_4", 0.01, in: 0.00001...1, "the fourth"),
    Setting.number(
      "dropout", 0.3, in: 0.01...0.9, "the share of hidden units that half of the runs drop"),
    Setting.number(
      "lambda", 0.001, in: 0.0000001...1,
      "the factor of the penalty λ/2 ‖W‖² that half of the runs have"),
    Setting.whole("adam", 1, in: 0...1, "1 is Adam, 0 is plain gradient descent"),
    Setting.whole("activation", 1, in: 1...2, "1 is ReLU, 2 is tanh"),
  ]

  let fixed =
    "one hidden layer of 16, 32, 64, 128 and 256 units, each with four learning rates, without and with "
    + "dropout, without and with a penalty; 1, 3, 5, 7 and 9 hidden layers of 32 units in the best "
    + "configuration of one layer of 32; batches of 64, 30 epochs; pixels from 0 to 1; the weights of "
    + "the epoch with the best validation accuracy"

  static let widths = [16, 32, 64, 128, 256]
  static let depths = [1, 3, 5, 7, 9]
  /// The units of each layer of the deep networks.
  static let depthWidth = 32
  /// Four learning rates, each with and without dropout and a penalty.
  static let configurations = 16

  /// What the runs of the grid are judged by.
  static let score = "best validation accuracy"

  // MARK: Runs

  /// One width after the other in each configuration, so that the time that is left can be foreseen.
  func plan(_ settings: Settings) -> [PlannedRun] {
    (0..<Self.configurations).flatMap { configuration in
      Self.widths.map { width in
        let words = design([width], configuration, settings).words
        return PlannedRun(
          Self.name(width, configuration), "\(width) units: \(words)", value: Double(width))
      }
    }
      + Self.depths.map {
        PlannedRun(Self.name(depth: $0), "depth \($0)", value: Double($0))
      }
      + [
        PlannedRun(Self.bestWidth, "the best of all widths"),
        PlannedRun(Self.bestDepth, "the best of all depths"),
      ]
  }

  static let bestWidth = "best-width"
  static let bestDepth = "best-depth"
  static func name(depth: Int) -> String { "depth-\(depth)" }

  /// Such as `16-units-01`.
  static func name(_ width: Int, _ configuration: Int) -> String {
    "\(width)-units-\(configuration < 9 ? "0" : "")\(configuration + 1)"
  }

  /// All runs of the grid, in the order of exercise 14: the last hyperparameter fastest.
  static let grid = widths.flatMap { width in
    (0..<configurations).map { name(width, $0) }
  }

  /// The runs that choose the configuration of the deep networks.
  static let gridOfDepthWidth = (0..<configurations).map { name(depthWidth, $0) }

  func earlierRuns(of run: PlannedRun) -> EarlierRuns? {
    switch run.name {
    case Self.bestWidth: EarlierRuns(runs: Self.grid, number: Self.score)
    case Self.bestDepth:
      EarlierRuns(
        runs: Self.gridOfDepthWidth + Self.depths.map(Self.name(depth:)), number: Self.score)
    case let name where name.hasPrefix("depth-"):
      EarlierRuns(runs: Self.gridOfDepthWidth, number: Self.score)
    default: nil
    }
  }

  func settings(of run: PlannedRun) -> [Setting] {
    guard earlierRuns(of: run) == nil, let configuration = Self.configuration(of: run) else {
      return settings
    }
    var keys = ["adam", "activation", Self.rate(configuration)]
    if Self.hasDropout(configuration) { keys.append("dropout") }
    if Self.hasPenalty(configuration) { keys.append("lambda") }
    return settings.filter { keys.contains($0.key) }
  }

  // MARK: Designs

  private static func rate(_ configuration: Int) -> String { "rate_\(configuration / 4 + 1)" }
  private static func hasDropout(_ configuration: Int) -> Bool { configuration / 2 % 2 == 1 }
  private static func hasPenalty(_ configuration: Int) -> Bool { configuration % 2 == 1 }

  private static func configuration(of run: PlannedRun) -> Int? {
    (0..<configurations).first { configuration in
      widths.contains { name($0, configuration) == run.name }
    }
  }

  func design(
    _ hidden: [Int], _ configuration: Int, _ settings: Settings
  ) -> FeedforwardDesign {
    FeedforwardDesign(
      hidden: hidden, activation: Self.activation(settings), usesAdam: settings["adam"] == 1,
      learningRate: settings[Self.rate(configuration)],
      dropout: Self.hasDropout(configuration) ? settings["dropout"] : 0,
      lambda: Self.hasPenalty(configuration) ? settings["lambda"] : 0)
  }

  private static func activation(_ settings: Settings) -> HiddenActivation {
    settings["activation"] == 1 ? .relu : .tanh
  }

  /// What a run trains; nil where it builds on runs that aren't there.
  func design(of run: PlannedRun, _ settings: Settings) -> FeedforwardDesign? {
    if let configuration = Self.configuration(of: run) {
      return design([Int(run.value)], configuration, settings)
    }
    guard let scores = run.scores else { return nil }
    if run.name == Self.bestWidth {
      let best = placeOfBest(scores)
      return design(
        [Self.widths[best / Self.configurations]], best % Self.configurations, settings)
    }
    let configuration = placeOfBest(Array(scores.prefix(Self.configurations)))
    let depth =
      run.name == Self.bestDepth
      ? Self.depths[placeOfBest(Array(scores.dropFirst(Self.configurations)))] : Int(run.value)
    return design(
      Array(repeating: Self.depthWidth, count: depth), configuration, settings)
  }
}
