import LinearAlgebra

/// What the points of a lab are for, and which of its runs are begun again.
public struct LabGrading: Sendable {
  /// What a run must have reached, by its weights alone.
  public struct Goal: Sendable {
    /// The name that `Lab.measure` gives the number, such as "validation accuracy".
    public let number: String
    /// The name of the run.
    public let run: String
    /// What is wanted with as many digits as the assignment says.
    public let full: Double
    /// What is wanted with the short form's few digits.
    public let short: Double
    /// What it is worth.
    public let points: Int

    init(_ number: String, of run: String, full: Double, short: Double, points: Int) {
      (self.number, self.run, self.full, self.short) = (number, run, full, short)
      self.points = points
    }

    /// What is wanted with a form's digits.
    public func threshold(_ form: Form) -> Double { form == .full ? full : short }
  }

  /// How much of a run is carried out again.
  public enum Beginning: Sendable {
    /// So many steps, and fewer where they take longer than seconds.
    case steps(Int)
    /// All of it, for runs that take a moment.
    case all
  }

  /// The points for all runs of the plan.
  public var done: Int
  /// What must be reached; empty where the assignment wants no number.
  public var goals: [Goal] = []
  /// How many of the runs are begun again; the grader's seed says which.
  public var runsBegunAgain = 2
  /// Runs that aren't, by their names: those without steps.
  public var notBegunAgain: Set<String> = []
  /// How much of them. Where the learning rate is too high, another order of a sum doubles its trace in
  /// each step: after 20 it is still far from what another seed does.
  public var beginning = Beginning.steps(20)
  /// The curves that must come out as they were recorded.
  public var curves = ["training loss", "validation loss"]

  /// All points of the lab, without those of its questions.
  public var points: Int { goals.map(\.points).reduce(done, +) }
}

/// How long a run is when it is done.
public struct RunLength: Sendable {
  /// From the fewest epochs to the most.
  public let epochs: ClosedRange<Int>
  /// The steps of an epoch; nil where a run has no steps. Only a run that ends itself may have fewer in
  /// its last.
  public let stepsPerEpoch: Int?

  init(epochs: ClosedRange<Int>, stepsPerEpoch: Int? = nil) {
    self.epochs = epochs
    self.stepsPerEpoch = stepsPerEpoch
  }

  /// Some epochs of batches of all images to learn from; the last batch of an epoch may be smaller.
  init(epochs: Int, batchSize: Int, on images: LoadedImages?) {
    let count = images?.training.labels.count ?? 0
    self.init(
      epochs: epochs...epochs, stepsPerEpoch: (count + batchSize - 1) / batchSize)
  }

  /// Whether a run has this length.
  public func fits(_ record: RunRecord) -> Bool {
    guard epochs.contains(record.epochs) else { return false }
    guard let stepsPerEpoch else { return true }
    let (most, isTooLarge) = record.epochs.multipliedReportingOverflow(by: stepsPerEpoch)
    let fewest = epochs.lowerBound == epochs.upperBound ? most : most - stepsPerEpoch + 1
    return !isTooLarge && record.steps >= fewest && record.steps <= most
  }
}

/// How many rows and columns a matrix has.
public struct MatrixShape: Sendable, Equatable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int

  /// The shape rows × columns.
  public init(_ rows: Int, _ columns: Int) { (self.rows, self.columns) = (rows, columns) }
}

/// What a file of results says about a run. A grader believes none of it.
public struct RunRecord: Codable, Sendable {
  /// The run's name in files.
  public let name: String
  /// What people read, such as "λ = 0.1".
  public let title: String
  /// Whether it came to its end.
  public let isFinished: Bool
  /// Why it didn't; nil if it did.
  public let problem: String?
  /// How many epochs it went through.
  public let epochs: Int
  /// How many steps it took.
  public let steps: Int
  /// How long it took.
  public let seconds: Double
  /// Numbers at its end, such as "test accuracy".
  public let numbers: [String: Double]
  /// Numbers on its way, such as "training loss" by step.
  public let curves: [String: Curve]

  /// What there is to say of a run's state.
  public init(
    _ run: PlannedRun, _ state: RunState, isFinished: Bool, problem: String?, seconds: Double
  ) {
    (name, title) = (run.name, run.title)
    (self.isFinished, self.problem, self.seconds) = (isFinished, problem, seconds)
    (epochs, steps) = (state.epoch, state.step)
    (numbers, curves) = (state.numbers, state.curves)
  }
}

// What holds where a lab says nothing else.
extension Lab {
  /// 2 points for all runs, and no goals.
  public var grading: LabGrading { LabGrading(done: 2) }

  /// Any length from one epoch on.
  public func length(
    of run: PlannedRun, _ settings: Settings, on images: LoadedImages?
  ) -> RunLength { RunLength(epochs: 1...Int.max) }

  /// None are handed in.
  public func matrices(of run: PlannedRun, _ settings: Settings) -> [String: MatrixShape] { [:] }

  /// Nothing is measured.
  public func measure(
    _ matrices: [String: Matrix], of run: PlannedRun, _ settings: Settings,
    on images: LoadedImages?
  ) -> [String: Double] { [:] }

  /// None: the runs say nothing of each other.
  public func contradiction(
    in records: [String: RunRecord], _ plan: [PlannedRun]
  ) -> String? { nil }
}
