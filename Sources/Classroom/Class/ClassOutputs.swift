import Answers
import Curriculum
import Foundation
import Grading
import HandIns
import Labs

/// Writes the grades of a class, each output from the one model.
struct ClassOutputs {
  private let kit: BuiltKit
  private let folder: ClassFolder
  /// The written questions of each exercise, with the marking guide where this edition has one.
  private let written: [WrittenAnswers]
  /// The same of each lab.
  private let labs: [WrittenAnswers]

  init(kit: BuiltKit, folder: ClassFolder) {
    self.kit = kit
    self.folder = folder
    written = Exercise.all.map { exercise in
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
  ///   - marks: The file with the marks of written questions. Without one, the `marks.csv` of an
  ///     earlier run counts, so that nobody's work is written over.
  /// - Returns: The reports with their marks.
  func write(
    _ reports: [StudentReport], sources: [String: [String: Data]], marks: String?
  ) throws -> [StudentReport] {
    var reports = reports
    let own = folder.path + "/marks.csv"
    if let file = marks ?? (FileManager.default.fileExists(atPath: own) ? own : nil) {
      let marked = try Marks.apply(contentsOf: URL(filePath: file), to: reports)
      for (old, new) in zip(reports, marked) where old != new { try write(new) }
      reports = marked
    }
    try folder.write(GradesCSV.data(reports), to: "grades.csv")
    try folder.write(Marks.data(reports), to: "marks.csv")
    let page = ClassPage(
      reports, sources: sources, stubs: texts(in: "Exercises"), references: texts(in: "Solutions"),
      guides: guides
    ) { "students/\(ClassFolder.fileName(for: $0.student))/report.html" }
    try folder.write(page.data(), to: "class.html")
    return reports
  }

  /// The questions of all exercises, and of the labs that were handed in, with what the student has written below them.
  func questions(in handIn: HandIn) -> [WrittenQuestion] {
    zip(Exercise.all, written).flatMap { $1.questions(answers: handIn.written[$0]) }
      + zip(allLabs, labs).flatMap { lab, written -> [WrittenQuestion] in
        guard let files = handIn.labs[lab.title.folder] else { return [] }
        let questions = written.questions(
          answers: files[LabFiles.report].map { String(decoding: $0, as: UTF8.self) })
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

  /// The marking guide of each exercise, where this edition of the kit has them.
  private var guides: [String: [WrittenAnswers.Guide]] {
    Dictionary(
      uniqueKeysWithValues: (written + labs).filter { !$0.guide.isEmpty }.map { ($0.id, $0.guide) })
  }

  private static func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}
