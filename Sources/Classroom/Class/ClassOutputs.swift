import Boundary
import Curriculum
import Foundation
import Grading
import HandIns
import Labs
import Pages
import Similarity
import Texts

/// Writes the grades of a class, each output from the one model.
struct ClassOutputs {
  private let kit: BuiltKit
  private let folder: ClassFolder
  /// The written questions of each exercise, with the marking guide where this edition has one.
  private let written: [WrittenAnswers]
  /// The same of each lab.
  private let labs: [WrittenAnswers]

  /// The exercises that the course uses.
  private let exercises: [Exercise]
  /// The points of questions for which the course has set some.
  private let points: [MarkSheet.Question: Double]

  /// - Throws: `ClassError` when the configuration is about a question that isn't there.
  init(
    kit: BuiltKit, folder: ClassFolder, configuration: ClassConfiguration = ClassConfiguration()
  ) throws {
    self.kit = kit
    self.folder = folder
    exercises = configuration.exercises
    written = exercises.map { exercise in
      let path = "\(exercise.folder)/Answers.md"
      return WrittenAnswers(
        exercise: exercise, template: Self.text("\(kit.root)/Exercises/\(path)") ?? "",
        guide: Self.text("\(kit.root)/Solutions/\(path)"))
    }
    labs = allLabs.map { lab in
      let path = "\(lab.title.folder)/\(LabFiles.report)"
      return WrittenAnswers(
        id: LabReport.key(lab.title.id), template: Self.text("\(kit.root)/Exercises/\(path)") ?? "",
        guide: Self.text("\(kit.root)/Solutions/\(path)"))
    }
    points = try configuration.points(
      of: (written + labs).flatMap { $0.questions(answers: nil) }.map {
        MarkSheet.Question(exercise: $0.exercise, heading: $0.heading)
      })
  }

  /// Writes the files of one student.
  func write(_ student: StudentReport) throws {
    let place = folder.folder(of: student.student)
    for output in StudentOutput.allCases {
      try ClassFolder.write(output.data(student), to: "\(place)/\(output.rawValue)")
    }
  }

  /// Writes the files about the whole class.
  ///
  /// - Parameters:
  ///   - sources: What each student has written, by student and exercise.
  ///   - missing: Students whose hand-ins could not be read again for that.
  ///   - marks: The marks of the written questions, which the reports have already.
  ///   - remarks: What is to be said of the folder of hand-ins.
  ///   - before: Another grading, to be compared on the page.
  /// - Returns: What has changed since the last run; nil if there was none.
  @discardableResult
  func write(
    _ reports: [StudentReport], sources: [String: [String: Data]], missing: [String] = [],
    marks: MarkSheet, remarks: [String], compared before: [StudentReport]? = nil
  ) throws -> ClassChanges? {
    let changes = folder.lastRun.map { ClassChanges(since: $0, reports) }
    try folder.write(GradesCSV.data(reports), to: "grades.csv")
    try folder.write(CSV.file(Marks.text(reports, marks)), to: "marks.csv")
    let comparison = SourceComparison(
      sources: sources, stubs: texts(in: "Exercises"), origins: origins, missing: missing)
    if let beside = SimilarPage(comparison).data() {
      try folder.write(beside, to: "similar.html")
    } else {
      try? FileManager.default.removeItem(atPath: folder.path + "/similar.html")
    }
    var page = ClassPage(
      reports, comparison: comparison, changes: changes, guides: guides,
      remarks: remarks + marks.remarks
    ) { "students/\(ClassFolder.fileName(for: $0.student))/report.html" }
    page.gradings = before.map { Comparison($0, reports) }
    try folder.write(page.data(), to: "class.html")
    let marking = MarkingPage(reports, guides: guides) { id in
      exercises.first { $0.id == id }.map { "\($0)" }
        ?? allLabs.first { LabReport.key($0.title.id) == id }.map { "Lab \($0.title.text)" } ?? id
    }
    try folder.write(marking.data(), to: "marking.html")
    try folder.note(RunRecord(reports))
    return changes
  }

  /// The marks of the written questions: those of an earlier run, so that nobody's work is lost, and on
  /// top of them those of files.
  ///
  /// - Parameters:
  ///   - students: who has handed in something.
  ///   - aliases: other names of theirs.
  ///   - files: one for each person who has marked some. Where two have given other marks, a person must
  ///     choose.
  ///   - asked: the questions of students; those of the kit for whom nothing stands here.
  /// - Throws: an error that names each line that can't be right. Nothing is written then.
  func marks(
    of students: [String], aliases: [String: String] = [:], from files: [String],
    asked: [StudentReport] = []
  ) throws -> MarkSheet {
    let known = Dictionary(asked.map { ($0.student, $0) }, uniquingKeysWith: { first, _ in first })
    let reports = students.map { student in
      known[student] ?? .unwritten(student, questions: questions(in: HandIn(student: student)))
    }
    let own = folder.path + "/marks.csv"
    var paths = FileManager.default.fileExists(atPath: own) ? [own] : []
    paths += files.filter { $0.resolved != own.resolved }
    var sheet = MarkSheet()
    var given: [(path: String, sheet: MarkSheet)] = []
    for path in paths {
      guard let data = FileManager.default.contents(atPath: path) else {
        throw ClassError("the file of marks \(path) can't be read")
      }
      let marks = try Marks.read(
        data, path: path, for: reports, aliases: aliases, isOwn: path == own, unused: unused)
      if path != own { given.append((path, marks)) }
      sheet.merge(marks)
    }
    let conflicts = MarkSheet.conflicts(given)
    if !conflicts.isEmpty {
      throw ClassError(
        "markers don't agree; choose one and give the command again\n"
          + conflicts.prefix(20).joined(separator: "\n")
          + (conflicts.count > 20 ? "\n… and \(conflicts.count - 20) more" : ""))
    }
    return sheet
  }

  /// The questions of all exercises, and of the labs that were handed in, with what the student has written below them.
  func questions(in handIn: HandIn) -> [WrittenQuestion] {
    kitQuestions(in: handIn).map { question in
      var question = question
      let key = MarkSheet.Question(exercise: question.exercise, heading: question.heading)
      question.maxMarks = points[key] ?? question.maxMarks
      return question
    }
  }

  /// The ids of exercises that the course doesn't use.
  private var unused: Set<String> { Set(Exercise.all.map(\.id)).subtracting(exercises.map(\.id)) }

  private func kitQuestions(in handIn: HandIn) -> [WrittenQuestion] {
    zip(exercises, written).flatMap { $1.questions(answers: handIn.written[$0]) }
      + zip(allLabs, labs).flatMap { lab, written -> [WrittenQuestion] in
        guard let files = handIn.labs[lab.title.folder] else { return [] }
        let questions = written.questions(
          answers: files[LabFiles.report].flatMap(PlainText.read))
        // What was handed out and nobody has touched asks for no marks.
        let isUntouched = questions.allSatisfy(\.answer.isEmpty)
        return files[LabFiles.results] == nil && isUntouched ? [] : questions
      }
  }

  /// The Swift files of each exercise as one text; none where this edition of the kit has none.
  private func texts(in room: String) -> [String: Data] {
    Dictionary(
      uniqueKeysWithValues: Exercise.all.compactMap { exercise in
        let folder = "\(kit.root)/\(room)/\(exercise.folder)"
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
        let texts = names?.filter(isSwiftSource).sorted()
          .compactMap { FileManager.default.contents(atPath: "\(folder)/\($0)") }
        return texts.map { (exercise.id, Data($0.joined())) }
      })
  }

  /// What students could have copied from the kit.
  private var origins: [SimilarSources.Origin] {
    let handouts = Exercise.all.compactMap { exercise in
      Self.text("\(kit.root)/\(exercise.rooms.handout)").map {
        (exercise.id, Data(Markdown.code(in: $0).utf8))
      }
    }
    return [
      .init(name: "the reference solution", isAnswer: true, sources: texts(in: "Solutions")),
      .init(
        name: "a model of the suites", isAnswer: false, sources: texts(in: "Tests/ExerciseTests")),
      .init(
        name: "the handout’s code", isAnswer: false,
        sources: Dictionary(uniqueKeysWithValues: handouts)),
    ]
  }

  /// The marking guide of each exercise, where this edition of the kit has them.
  private var guides: [String: [WrittenAnswers.Guide]] {
    Dictionary(
      uniqueKeysWithValues: (written + labs).filter { !$0.guide.isEmpty }.map { ($0.id, $0.guide) })
  }

  private static func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).flatMap { PlainText.read($0) }
  }
}

extension StudentReport {
  /// A report of which nothing is known but who was asked what.
  static func unwritten(_ student: String, questions: [WrittenQuestion]) -> StudentReport {
    var report = StudentReport(
      student: student, handIn: "",
      report: Report(answers: "", seed: 0, toolchain: "", isComplete: false, exercises: []),
      limits: .standard, sandbox: "")
    report.questions = questions
    return report
  }
}
