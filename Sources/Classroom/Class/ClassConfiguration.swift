import Curriculum
import Foundation
import Texts

/// What a course has agreed on: a deadline, what lateness costs, and what each exercise counts.
///
/// A plain text file, a setting on each line; `#` begins a remark. All settings are optional.
///
///     deadline = 2026-11-20 23:59 +0100
///     grace minutes = 15          # later by no more than this is not late
///     free late days = 3          # days that cost nothing
///     penalty per day = 10 %      # of the points, for each further day begun
///     last day = 7                # later than this many days: no points
///     weight huber-regression = 2 # its points count twice
///     late ada = 1                # days late, whatever the files' dates say
public struct ClassConfiguration: Sendable, Equatable {
  /// The moment until which hand-ins are in time.
  public var deadline: Date?
  /// Minutes after the deadline that aren't late.
  public var graceMinutes = 0
  /// Days that cost nothing.
  public var freeLateDays = 0
  /// The part of the points that each further day costs, from 0 to 1.
  public var penaltyPerDay = 0.0
  /// The last day on which there are points at all.
  public var lastDay: Int?
  /// How many times the points of an exercise count, by its id.
  public var weights: [String: Double] = [:]
  /// Days late that a person has set, by the student's name.
  public var late: [String: Int] = [:]

  /// The configuration where nothing is said.
  public init() {}

  /// Reads a configuration.
  ///
  /// - Parameter name: The file's name, for errors.
  /// - Throws: `ClassError` that names the file, the line and what is wrong with it.
  public init(_ text: String, name: String) throws {
    var seen: Set<String> = []
    for (index, line) in PlainText.lines(text).enumerated() {
      let setting = line.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)[0]
        .trimmingCharacters(in: .whitespaces)
      if setting.isEmpty { continue }
      do {
        let sides = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          .map { $0.trimmingCharacters(in: .whitespaces) }
        guard sides.count == 2 else { throw ClassError("expected a setting and \"=\"") }
        guard seen.insert(sides[0]).inserted else { throw ClassError("it is set twice") }
        try set(sides[0], to: sides[1])
      } catch let error as ClassError {
        throw ClassError("\(name), line \(index + 1): \"\(setting)\": \(error.description)")
      }
    }
  }

  private mutating func set(_ key: String, to value: String) throws {
    let words = key.split(separator: " ", maxSplits: 1).map(String.init)
    switch (key, words.first) {
    case ("deadline", _): deadline = try Self.date(value)
    case ("grace minutes", _): graceMinutes = try Self.whole(value)
    case ("free late days", _): freeLateDays = try Self.whole(value)
    case ("last day", _): lastDay = try Self.whole(value)
    case ("penalty per day", _):
      guard value.hasSuffix("%"), let percent = Double(value.dropLast().filter { $0 != " " }),
        (0...100).contains(percent)
      else { throw ClassError("expected a percentage from 0 % to 100 %") }
      penaltyPerDay = percent / 100
    case (_, "weight") where words.count == 2:
      guard Exercise.all.contains(where: { $0.id == words[1] }) else {
        let known = Exercise.all.map(\.id).joined(separator: ", ")
        throw ClassError("there is no exercise \"\(words[1])\": \(known)")
      }
      guard let weight = Double(value), weight >= 0, weight.isFinite else {
        throw ClassError("expected a number that isn't negative")
      }
      weights[words[1]] = weight
    case (_, "late") where words.count == 2: late[words[1]] = try Self.whole(value)
    default:
      throw ClassError(
        "there is no such setting: deadline, grace minutes, free late days, penalty per day, "
          + "last day, weight <exercise>, late <student>")
    }
  }

  private static func whole(_ value: String) throws -> Int {
    guard let number = Int(value), number >= 0 else {
      throw ClassError("expected a whole number that isn't negative")
    }
    return number
  }

  private static func date(_ value: String) throws -> Date {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.isLenient = false
    for format in ["yyyy-MM-dd HH:mm Z", "yyyy-MM-dd'T'HH:mm:ssZ"] {
      formatter.dateFormat = format
      if let date = formatter.date(from: value) { return date }
    }
    throw ClassError("expected a date, a time and its zone, such as 2026-11-20 23:59 +0100")
  }

  /// The days begun after the deadline and its grace.
  public func daysLate(_ student: String, at date: Date?) -> Int {
    if let days = late[student] { return days }
    guard let deadline, let date else { return 0 }
    let seconds = date.timeIntervalSince(deadline) - Double(graceMinutes) * 60
    guard seconds > 0 else { return 0 }
    return Int((date.timeIntervalSince(deadline) / 86_400).rounded(.up))
  }

  /// The part of the points that is lost for so many days, from 0 to 1.
  public func penalty(forDays days: Int) -> Double {
    if let lastDay, days > lastDay { return 1 }
    return min(1, Double(max(0, days - freeLateDays)) * penaltyPerDay)
  }
}
