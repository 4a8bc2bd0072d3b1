import Boundary
import Curriculum
import Foundation
import Grading
import Plotting

/// A day of the calendar where the program runs.
struct Day: Hashable, Comparable {
  /// Such as "2026-11-29".
  let text: String

  init(_ date: Date) {
    let parts = Calendar.current.dateComponents([.year, .month, .day], from: date)
    text = "\(parts.year ?? 0)-\(twoDigits(parts.month ?? 0))-\(twoDigits(parts.day ?? 0))"
  }

  /// Nil where a text isn't written as a day is.
  init?(_ text: some StringProtocol) {
    guard String(text).wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil else { return nil }
    self.text = String(text)
  }

  /// Noon of that day.
  var date: Date? {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return Calendar.current.date(
      from: DateComponents(year: parts[0], month: parts[1], day: parts[2], hour: 12))
  }

  static func < (a: Self, b: Self) -> Bool { a.text < b.text }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

/// The points that each exercise had at the end of each day, in the student's own file.
struct Progress {
  private static let file = "progress.txt"
  private let desk: DeskFolder
  private var points: [Day: [String: Int]] = [:]

  init(_ desk: DeskFolder) {
    self.desk = desk
    for line in desk.lines(of: Self.file) {
      let words = line.split(separator: " ")
      guard words.count == 3, let day = Day(words[0]), let score = Int(words[2]) else { continue }
      points[day, default: [:]][String(words[1])] = score
    }
  }

  /// Notes what was judged today. A kit that can't be written to has no such file.
  mutating func note(_ exercises: [ExerciseReport], now: Date = Date()) {
    for exercise in exercises { points[Day(now), default: [:]][exercise.id] = exercise.score }
    let lines = points.sorted { $0.key < $1.key }.flatMap { day, scores in
      scores.sorted { $0.key < $1.key }.map { "\(day.text) \($0.key) \($0.value)" }
    }
    try? desk.write(lines, to: Self.file)
  }

  /// The points that each exercise had when it was judged last.
  var latest: [String: Int] {
    points.sorted { $0.key < $1.key }.reduce(into: [:]) { $0.merge($1.value) { $1 } }
  }

  /// The sum of all exercises' latest points on each day from the first one on.
  func totals(until today: Day) -> [(day: Day, points: Int)] {
    guard let first = points.keys.min(), var date = first.date else { return [] }
    var latest: [String: Int] = [:]
    var totals: [(day: Day, points: Int)] = []
    while Day(date) <= today, totals.count < 1000 {
      latest.merge(points[Day(date)] ?? [:]) { $1 }
      totals.append((Day(date), latest.values.reduce(0, +)))
      guard let next = Calendar.current.date(byAdding: .day, value: 1, to: date) else { break }
      date = next
    }
    return totals
  }

  /// The curve with a few words, for a terminal of this width.
  func text(until today: Day, of maxScore: Int, width: Int) -> String {
    let totals = totals(until: today)
    guard let first = totals.first, let last = totals.last else {
      return "Nothing is noted yet. Each gradus grade, and gradus watch, notes your points.\n"
    }
    let yesterday = totals.dropLast().last?.points ?? 0
    let change = last.points - yesterday
    let columns = max(10, min(width - 4, 40, 2 * totals.count))
    let highest = max(1, totals.map(\.points).max() ?? 1)
    let curve = Sparkline(
      totals.map { Double($0.points) }, width: columns, height: 4, range: 0...Double(highest))
    let days = totals.count == 1 ? "1 day" : "\(totals.count) days"
    return "\(last.points) of \(maxScore) points after \(days)"
      + (change == 0 ? ".\n\n" : ", today \(change > 0 ? "+" : "−")\(abs(change)).\n\n")
      + curve.lines.filter { !$0.allSatisfy(\.isWhitespace) }.map { "  \($0)\n" }.joined()
      + "  \(first.day.text)" + (totals.count > 1 ? " … \(last.day.text)" : "") + "\n"
  }
}

/// Notes a grade of the kit's own answers.
func noteProgress(_ report: Report, _ kit: BuiltKit, answers folder: String?) {
  guard report.isComplete, let folder, AnswerFiles(place: folder).isOf(kit) else { return }
  var progress = Progress(DeskFolder(beside: AnswerFiles.ofKit(kit.root).place))
  progress.note(report.exercises)
}
