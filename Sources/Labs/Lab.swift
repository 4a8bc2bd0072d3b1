import Curriculum
import Datasets
import LinearAlgebra
import Plotting

/// An experiment on a student's own answers: which runs it has, how one of them goes, and what is
/// drawn of their results.
///
/// A run goes where the answer is, in a worker. The figures are made where the results are.
public protocol Lab: Sendable {
  /// What it is called, what it stands for and what it needs.
  var title: LabTitle { get }

  /// What the assignment leaves open.
  var settings: [Setting] { get }

  /// What the assignment fixes, in the words of the report.
  var fixed: String { get }

  /// How many images each form uses, at most.
  var fullForm: PartSizes { get }
  var shortForm: PartSizes { get }

  /// The runs, in the order of the report.
  func plan(_ settings: Settings) -> [PlannedRun]

  /// The settings that a run depends on: where others change, it needn't be done again.
  func settings(of run: PlannedRun) -> [Setting]

  /// What a run builds on, such as the scores that choose its configuration; nothing unless a lab says
  /// so. In the plan it stands behind them.
  func earlierRuns(of run: PlannedRun) -> EarlierRuns?

  /// The operations of the answers that it uses.
  func operations(of answers: LabAnswers) throws -> [NeededOperation]

  /// Carries out one run, from its beginning or from where it was when it was ended.
  ///
  /// - Parameters:
  ///   - answers: The student's.
  ///   - state: How far the run is. A run goes on from a state exactly as if it had never ended.
  ///   - report: Gets word of each step that is worth it, and the state where the run can go on.
  /// - Throws: `RunProblem` where the run can't go on, and what `report` throws.
  func perform(
    _ order: RunOrder, with answers: LabAnswers, from state: RunState,
    report: (RunUpdate) throws -> Void
  ) throws -> RunState

  /// Figures and tables of the runs that are there.
  func exhibits(of results: LabResults) -> [Exhibit]

  /// A table of many runs that fills itself in the terminal; none unless a lab has one.
  func board(_ settings: Settings) -> RunBoard?

  /// What its points are for. Unless a lab says something else: 2 for all runs, and no goals.
  var grading: LabGrading { get }

  /// How long a run is when it is done; anything from one epoch on, unless a lab says more.
  ///
  /// - Parameter images: What the run was made with; nil where the lab needs none.
  func length(of run: PlannedRun, _ settings: Settings, on images: LoadedImages?) -> RunLength

  /// The matrices of a run that are handed in, such as its weights, with their shapes; none unless a lab
  /// names them.
  func matrices(of run: PlannedRun, _ settings: Settings) -> [String: MatrixShape]

  /// Numbers of a run, by the names that the run gives them, from its matrices alone, by the kit's own
  /// forward pass. What was recorded must be the same, and the goals are judged by them.
  ///
  /// - Parameter matrices: All that `matrices` names, in their shapes, with finite entries.
  func measure(
    _ matrices: [String: Matrix], of run: PlannedRun, _ settings: Settings,
    on images: LoadedImages?
  ) -> [String: Double]

  /// What can't be in the records of the runs, seen together, in a sentence; nil if they agree.
  ///
  /// - Parameter plan: The runs, with the scores of those on which they build, as they were recorded.
  func contradiction(in records: [String: RunRecord], _ plan: [PlannedRun]) -> String?
}

extension Lab {
  /// Of digits what TDT asks for, of other sets all.
  public var fullForm: PartSizes {
    title.set == .digits ? PartSizes(training: 20_000, validation: 10_000) : .all
  }

  /// As many as the kit has of digits; of others as many as train in a short time.
  public var shortForm: PartSizes {
    switch title.set {
    case .letters: PartSizes(training: 5_200, validation: 1_300, test: 1_300)
    case .cells: PartSizes(training: 4_000, validation: 600, test: 1_200)
    case .digits, nil: PartSizes(training: 6_000, validation: 1_000)
    }
  }
}

extension Lab {
  /// All of them.
  public func settings(of run: PlannedRun) -> [Setting] { settings }

  /// None: the run builds on no others.
  public func earlierRuns(of run: PlannedRun) -> EarlierRuns? { nil }

  /// None: the runs stand in a list.
  public func board(_ settings: Settings) -> RunBoard? { nil }
}

/// What a lab is called, what it stands for and what it needs.
public struct LabTitle: Sendable, Equatable {
  /// Its number in the course, from 1.
  public let number: Int
  /// The name of its folder and of its page, such as `OneLayer`.
  public let name: String
  /// The heading that people read, such as "One layer".
  public let text: String
  /// The tasks of the assignments that it belongs to, such as "TDT 3b".
  public let tasks: [String]
  /// The exercises on whose answers it runs; the first is the one that it belongs to.
  public let exercises: [Exercise]
  /// Which images it needs; nil for none.
  public let set: ImageSet?

  init(
    _ number: Int, _ name: String, _ text: String, tasks: [String], on exercises: Exercise...,
    set: ImageSet?
  ) {
    self.number = number
    self.name = name
    self.text = text
    self.tasks = tasks
    self.exercises = exercises
    self.set = set
  }

  /// The short name for the command line, such as `one-layer`.
  public var id: String {
    name.reduce(into: "") { id, character in
      if character.isUppercase, !id.isEmpty { id += "-" }
      id += character.lowercased()
    }
  }

  /// The name of its folder in `Exercises` and `Solutions`, such as `Lab02-OneLayer`.
  public var folder: String { "Lab\(padded)-\(name)" }

  /// The name of its page in `docs/labs`, such as `02-one-layer.md`.
  public var page: String { "\(padded)-\(id).md" }

  /// What it needs, such as "exercise 4 (Huber regression)".
  public var needs: String {
    (exercises.count == 1 ? "exercise " : "exercises ")
      + exercises.map { "\($0)" }.joined(separator: ", ")
  }

  private var padded: String { number < 10 ? "0\(number)" : "\(number)" }
}

/// All labs that there are, by number.
public let allLabs: [any Lab] = [
  TwoOrThree(), OneLayer(), Network(), LibraryLab(), InitialisationLab(), LettersLab(),
  WidthAndDepth(), CellsLab(), SparseMaps(),
]

/// How much data a lab uses.
public enum Form: String, Codable, Sendable {
  /// As much as a short time allows.
  case short
  /// As much as the assignment says.
  case full
}

/// One of a lab's runs.
public struct PlannedRun: Codable, Equatable, Sendable {
  /// Its name in files, such as `lambda-0.1`.
  public let name: String
  /// What people read, such as "λ = 0.1".
  public let title: String
  /// What tells it from the lab's other runs, such as λ.
  public let value: Double
  /// What the runs that it builds on have reached, in their order; nil until they are done.
  public internal(set) var scores: [Double]?

  init(_ name: String, _ title: String, value: Double = 0) {
    self.name = name
    self.title = title
    self.value = value
  }
}

/// Figures and tables of a report.
public enum Exhibit: Sendable {
  /// A figure, and the name of its file.
  case figure(name: String, chart: any Chart)
  /// A table.
  case table(Table)
}

/// A table of a report.
public struct Table: Sendable, Equatable {
  /// What it shows.
  public var title: String
  /// The names of the columns.
  public var header: [String]
  /// As many cells in a row as there are columns.
  public var rows: [[String]]
}

/// The results of a lab's runs, as far as they are there.
public struct LabResults: Sendable {
  /// What the runs were made with.
  public var settings: Settings
  /// The runs of the plan, and their states; nil where there is none.
  public var runs: [(run: PlannedRun, state: RunState?)]

  /// Puts results together.
  public init(settings: Settings, runs: [(run: PlannedRun, state: RunState?)]) {
    self.settings = settings
    self.runs = runs
  }

  /// The state of a run by its name.
  func state(_ name: String) -> RunState? { runs.first { $0.run.name == name }?.state }
}
