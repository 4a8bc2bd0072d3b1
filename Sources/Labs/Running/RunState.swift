import LinearAlgebra

/// All that a run is made of: enough to go on with, and what figures are drawn of.
public struct RunState: Codable, Sendable {
  /// How many of its epochs are over.
  public var epoch = 0
  /// How many steps were made.
  public var step = 0
  /// Where its random numbers come from.
  public var generator: SeededGenerator
  /// Weights and other tables, by name.
  public var matrices: [String: Matrix] = [:]
  /// Numbers over steps, by name.
  public var curves: [String: Curve] = [:]
  /// Single numbers, by name.
  public var numbers: [String: Double] = [:]
  /// Which data it was made with, in words.
  public var data: String?
  /// How far it goes, where only its beginning is wanted.
  public var limit: StepLimit?

  /// A run that hasn't begun.
  public init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// What in it is no finite number, in words such as "accuracy is nan at 40"; nil if all is.
  public var complaint: String? {
    for (name, value) in numbers.sorted(by: { $0.key < $1.key }) where !value.isFinite {
      return "\(name) is \(value)"
    }
    for (name, curve) in curves.sorted(by: { $0.key < $1.key }) {
      if let place = curve.y.firstIndex(where: { !$0.isFinite }) {
        return "\(name) is \(curve.y[place]) at \(curve.x[place])"
      }
    }
    for (name, matrix) in matrices.sorted(by: { $0.key < $1.key }) {
      if let place = matrix.elements.firstIndex(where: { !$0.isFinite }) {
        return "\(name)[\(place / matrix.columns), \(place % matrix.columns)] is "
          + "\(matrix.elements[place])"
      }
    }
    return nil
  }

  /// Keeps a network's weights and biases, layer by layer.
  mutating func keep(_ values: [Matrix]) {
    for (name, value) in zip(Self.names(values.count / 2), values) { matrices[name] = value }
  }

  /// The weights and biases that were kept, layer by layer; nil if there are none.
  func values(layers: Int) -> [Matrix]? {
    let kept = Self.names(layers).compactMap { matrices[$0] }
    return kept.count == 2 * layers ? kept : nil
  }

  /// Such as `weights-1`, `biases-1`.
  static func names(_ layers: Int) -> [String] {
    (1..<layers + 1).flatMap { ["weights-\($0)", "biases-\($0)"] }
  }

  /// Adds a point to a curve.
  mutating func note(_ curve: String, _ x: Double, _ y: Double) {
    curves[curve, default: Curve()].x.append(x)
    curves[curve, default: Curve()].y.append(y)
  }

  /// Counts a step, and notes the loss of its batch, before the step is made.
  ///
  /// - Throws: `EnoughSteps` where no more of the run is wanted.
  mutating func noteStep(loss: Double) throws {
    try noteBeginning(loss: loss, as: "training loss", upTo: .max)
  }

  /// Counts a step, and notes the loss of its batch if it is one of the first.
  ///
  /// - Throws: `EnoughSteps` where no more of the run is wanted.
  mutating func noteBeginning(loss: Double, as curve: String, upTo last: Int = 50) throws {
    step += 1
    if step <= last { note(curve, Double(step), loss) }
    if limit?.isReached(at: step) == true { throw EnoughSteps(state: self) }
  }
}

/// How much of a run is wanted, where not all of it is.
public struct StepLimit: Codable, Sendable {
  /// So many steps.
  public var steps: Int
  /// Fewer, once they have taken so many seconds; but never fewer than three.
  public var seconds: Double
  private var begin: ContinuousClock.Instant?

  /// A limit of steps and of seconds.
  public init(steps: Int, seconds: Double) { (self.steps, self.seconds) = (steps, seconds) }

  /// Whether the run has gone far enough; the time runs from the first question on.
  public mutating func isReached(at step: Int) -> Bool {
    let now = ContinuousClock.now
    let begin = begin ?? now
    self.begin = begin
    return step >= steps || step >= 3 && now - begin > .seconds(seconds)
  }
}

/// Ends a run of which no more is wanted.
public struct EnoughSteps: Error, Sendable {
  /// How far it came.
  public let state: RunState

  /// Ends a run in a state.
  public init(state: RunState) { self.state = state }
}

/// Numbers over others, such as losses by step.
public struct Curve: Codable, Equatable, Sendable {
  /// Such as steps.
  public var x: [Double] = []
  /// As many numbers as in `x`.
  public var y: [Double] = []

  /// A curve without points.
  public init() {}
}

/// All that a worker needs to know of a run.
public struct RunOrder: Codable, Sendable {
  /// The number of the lab.
  public var lab: Int
  /// Which of the lab's runs.
  public var run: PlannedRun
  /// What the assignment leaves open, as it is set.
  public var settings: Settings
  /// The images; nil where the lab needs none.
  public var data: DataOrder?
  /// How far the run is.
  public var state: RunState

  /// Puts an order together.
  public init(
    lab: Int, run: PlannedRun, settings: Settings, data: DataOrder?, state: RunState
  ) {
    self.lab = lab
    self.run = run
    self.settings = settings
    self.data = data
    self.state = state
  }

  /// The images that the run is made with.
  func images() throws -> LoadedImages {
    guard let data else { throw RunProblem("the lab has no images") }
    return try data.load()
  }
}

/// Word of a run on its way.
public struct RunUpdate: Codable, Sendable {
  /// How much of the run is done, from 0 to 1.
  public var progress: Double
  /// How many epochs are over.
  public var epoch: Int
  /// How many epochs there will be at most.
  public var epochs: Int
  /// The latest mean training loss; nil before there is one.
  public var loss: Double?
  /// The latest accuracy, from 0 to 1; nil before there is one.
  public var accuracy: Double?
  /// Where the run can go on, should it be ended.
  public var state: RunState?
}

/// Says why a run can't go on.
public struct RunProblem: Error, Sendable, CustomStringConvertible {
  /// The sentence.
  public let description: String

  package init(_ description: String) { self.description = description }
}
