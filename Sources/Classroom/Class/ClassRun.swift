import Boundary
import Curriculum
import Foundation
import Grading
import HandIns
import Synchronization
import Texts

/// Grades a folder of hand-ins.
///
/// Hand-ins are judged side by side, and every result is written as it comes. The verdict on an
/// answer is kept under a hash of its files, so that equal answers are judged once and a run that
/// was stopped, however it was, goes on where it was when the same command is given again.
public struct ClassRun: Sendable {
  /// What a run is asked to do.
  public struct Settings: Sendable {
    /// The folder with one entry a student.
    public var folder: String
    /// The folder for the grades.
    public var output: String
    /// The number from which random instances are drawn.
    public var seed: UInt64 = 0
    /// How many hand-ins are judged at a time.
    public var jobs = ProcessInfo.processInfo.activeProcessorCount
    /// What keeps answers apart from the rest of the machine.
    public var sandbox = Sandbox.Wish.auto
    /// The folder of data, for labs; the usual one when nil.
    public var data: String?
    /// Which part of the class: the first of one, unless it is shared by several machines.
    public var shard = (number: 1, of: 1)
    /// What the course has agreed on.
    public var configuration = ClassConfiguration()
    /// Files of marks of the written questions, one for each person who has filled in some.
    public var marks: [String] = []
    /// The file that says who is in the class.
    public var roster: String?
    /// Other grades, with which the class's page compares these.
    public var before: String?
    /// When hand-ins came in, as a learning platform says it.
    public var times: String?

    /// The settings where nothing else is said.
    public init(folder: String, output: String) {
      self.folder = folder
      self.output = output
    }
  }

  /// How far a run has come.
  public struct Progress: Sendable {
    /// The hand-ins that have their grade.
    public var done = 0
    /// All of them.
    public var total: Int
    /// How many needed no judging, because equal answers had been judged before.
    public var known = 0
    /// What should be said at once, such as that something in the folder isn't a hand-in.
    public var remarks: [String] = []
    /// At the end: what has changed since the last run; nil if there was none.
    public var changes: ClassChanges?
  }

  private let grader: Grader
  private let settings: Settings
  private let reader: HandInReader
  /// What all hand-ins are graded by.
  private struct Terms {
    var configuration: ClassConfiguration
    var marks: MarkSheet
    var times: SubmissionTimes
    var members: [String: [Member]]
    var basis: Basis
  }

  /// Prepares a run.
  public init(grader: Grader, settings: Settings) {
    self.grader = grader
    self.settings = settings
    var reader = HandInReader(kit: grader.kit)
    reader.zone = settings.configuration.zone
    self.reader = reader
  }

  /// Grades all hand-ins and writes all outputs.
  ///
  /// - Parameter report: Called after each hand-in, one call at a time.
  /// - Returns: The reports of the whole class.
  /// - Throws: `ClassError` when it can't go on. What was written before is kept.
  public func run(_ report: @escaping @Sendable (Progress) -> Void) throws -> [StudentReport] {
    let output = try ClassFolder(settings.output)
    let sandbox = try Sandbox.fulfill(settings.sandbox, for: grader.kit)
    let listing = try enrolled(reader.listing(of: settings.folder))
    let entries = listing.entries.enumerated()
      .filter { $0.offset % settings.shard.of == settings.shard.number - 1 }.map(\.element)
    let judge = Judge(
      grader: grader, seed: settings.seed, sandbox: sandbox, folder: output,
      data: settings.data)
    let outputs = try ClassOutputs(
      kit: grader.kit, folder: output, configuration: settings.configuration)
    let before = try settings.before.map(ClassMerge.reports)
    // Before anything is written: what a person has set must be right.
    let terms = try terms(for: listing, output, outputs)
    let remarks = listing.remarks + terms.times.remarks
    var progress = Progress(total: entries.count)
    progress.remarks = remarks + terms.marks.remarks
    let current = Mutex(progress)
    report(progress)
    let reports = try sideBySide(entries, jobs: settings.jobs) { entry, job in
      let (student, known) = try grade(entry, judge, outputs, terms, job)
      current.withLock {
        $0.done += 1
        $0.known += known ? 1 : 0
        report($0)
      }
      return student
    }
    try? FileManager.default.removeItem(atPath: output.work)
    try output.setAside(allBut: entries.map(\.student))
    let changes = try outputs.write(
      reports, sources: sources(of: entries), marks: terms.marks, remarks: remarks,
      compared: before)
    current.withLock {
      $0.changes = changes
      report($0)
    }
    return reports
  }

  /// Reads what a person has set, before anything is judged or written: all of it must be right.
  private func terms(
    for listing: EnrolledClass, _ output: ClassFolder, _ outputs: ClassOutputs
  ) throws -> Terms {
    let students = listing.entries.map(\.student)
    let names = StudentNames(students, aliases: listing.aliases)
    let configuration = try settings.configuration.checked(for: names, isKnown: output.hasKnown)
    let files = FileManager.default
    var times = SubmissionTimes()
    if let text = files.contents(atPath: "\(settings.folder)/\(HandInReader.gradescope)")
      .flatMap({ PlainText.read($0) })
    {
      times = SubmissionTimes(gradescope: text, names: names)
    }
    if let path = settings.times {
      guard let data = files.contents(atPath: path) else {
        throw ClassError("the file of times \(path) can't be read")
      }
      times.merge(
        try SubmissionTimes(data, path: path, names: names, zone: configuration.zone))
    }
    let marks = try outputs.marks(of: students, aliases: listing.aliases, from: settings.marks)
    return Terms(
      configuration: configuration, marks: marks, times: times, members: listing.members,
      basis: Basis(kit: grader.kit, configuration: configuration))
  }

  /// The class with its members, as a roster or Gradescope's list of hand-ins says who they are.
  private func enrolled(_ listing: HandInReader.Listing) throws -> EnrolledClass {
    let files = FileManager.default
    if let path = settings.roster {
      guard let data = files.contents(atPath: path) else {
        throw ClassError("the roster \(path) can't be read")
      }
      return try EnrolledClass(listing, Roster(data, path: path), reader)
    }
    let path = "\(settings.folder)/\(HandInReader.gradescope)"
    if let text = files.contents(atPath: path).flatMap({ PlainText.read($0) }) {
      return try EnrolledClass(listing, Roster(gradescope: text, path: path), reader)
    }
    return EnrolledClass(listing)
  }

  /// Grades one hand-in and writes its files.
  private func grade(
    _ entry: HandInReader.Entry, _ judge: Judge, _ outputs: ClassOutputs, _ terms: Terms,
    _ job: Int
  ) throws -> (StudentReport, known: Bool) {
    let handIn = reader.read(entry)
    guard entry.isThere else {
      throw ClassError(
        "\(shown(entry.path)) has vanished. What was written before is safe; the same command goes on "
          + "from here when the folder is back.")
    }
    var (verdicts, known, failure) = try judge.verdicts(
      on: handIn, terms.configuration.exercises, job: job)
    let labs = try judge.labs(of: handIn, job: job)
    verdicts.labs = labs.labs
    failure = failure ?? labs.failure
    var student = StudentReport(
      student: entry.student, handIn: entry.path, report: verdicts, limits: judge.limits,
      sandbox: judge.sandbox.description)
    student.failure = failure
    student.members = terms.members[entry.student]
    student.ignored = handIn.ignored
    student.unread = handIn.unread.isEmpty ? nil : handIn.unread
    student.handIns = entry.parts.count > 1 ? entry.parts.map(\.path) : nil
    let used = Set(terms.configuration.exercises)
    student.fingerprints = judge.fingerprints(of: handIn).filter { id, _ in
      used.contains { $0.id == id }
    }
    student.ignored += Exercise.all.filter { !used.contains($0) && handIn.sources[$0] != nil }
      .map { .init(path: $0.folder, reason: "this course doesn't use it") }
    student.basis = terms.basis.with(handIn)
    if let warning = judge.warning { student.warnings.append(warning) }
    student.weights = terms.configuration.weights
    student.coursePoints = terms.configuration.points.isEmpty ? nil : terms.configuration.points
    student.warnings += verdicts.labs.filter { $0.status == .notJudged }.map {
      "lab \($0.number) wasn't checked: \($0.checks.flatMap(\.messages).joined(separator: " "))"
    }
    student.questions = outputs.questions(in: handIn)
    student.setLateness(of: handIn, terms.configuration, terms.times)
    student = terms.marks.applied(to: student)
    try outputs.write(student)
    return (student, known)
  }

  /// What each student has written, for the search for copies.
  private func sources(of entries: [HandInReader.Entry]) -> [String: [String: Data]] {
    let used = Set(settings.configuration.exercises.map(\.id))
    return Dictionary(
      entries.map { entry in
        (entry.student, reader.read(entry).texts.filter { used.contains($0.key) })
      }, uniquingKeysWith: { first, _ in first })
  }
}

extension HandIn {
  /// The Swift files of each exercise as one text, by the exercise's id.
  var texts: [String: Data] {
    Dictionary(
      uniqueKeysWithValues: sources.map { exercise, files in
        (exercise.id, Data(files.sorted { $0.key < $1.key }.map(\.value).joined()))
      })
  }
}
