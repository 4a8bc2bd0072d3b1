import Grading

extension LabReport {
  /// What stands for a lab where exercises have their ids.
  var key: String { Self.key(id) }

  static func key(_ id: String) -> String { keyStart + id }

  /// How the key of every lab begins, and the id of no exercise.
  static let keyStart = "lab-"
}

extension WrittenQuestion {
  /// Whether it belongs to a lab, and not to an exercise.
  var isOfLab: Bool { exercise.hasPrefix(LabReport.keyStart) }
}

// Labs have a total of their own, beside that of the exercises.
extension StudentReport {
  /// The questions of labs whose marks count.
  private var labQuestions: [WrittenQuestion] { questions.filter { $0.counts && $0.isOfLab } }

  /// The points of all labs and of their marked questions, less what lateness takes away.
  public var labTotal: Double {
    report.labs.map { Double($0.score) * scale(of: $0) * (1 - penalty(of: $0.key)) }.reduce(0, +)
      + labQuestions.map { ($0.marks ?? 0) * (1 - penalty(of: $0.exercise)) }.reduce(0, +)
  }

  /// The points to be had.
  public var maxLabTotal: Double {
    report.labs.map { Double($0.maxScore) * scale(of: $0) }.reduce(0, +)
      + labQuestions.map(\.maxMarks).reduce(0, +)
  }

  /// What a point of a lab is worth where the course has set points of its own.
  func scale(of lab: LabReport) -> Double { scale(lab.key, lab.maxScore) }

  /// "5 / 9"; nil without labs.
  var labPoints: String? {
    report.labs.isEmpty ? nil : "\(points(labTotal)) / \(points(maxLabTotal))"
  }
}
