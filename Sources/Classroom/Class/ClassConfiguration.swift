import Curriculum
import Foundation
import HandIns
import Texts

/// What a course has agreed on: which exercises it uses, what they count, a deadline, and what lateness
/// costs.
///
/// A plain text file, a setting on each line; `#` begins a remark. All settings are optional.
///
///     deadline = 2026-11-20 23:59 Europe/Berlin
///     grace minutes = 15          # later by no more than this is not late
///     free late days = 3          # days that cost nothing
///     penalty per day = 10 %      # of the points, for each further day begun
///     last day = 7                # later than this many days: no points
///     exercises = 1, 4, 5         # only these, by number or by name
///     weight huber-regression = 2 # its points count twice
///     points huber-regression = 10        # what its tests add up to
///     points huber-regression, DL 2.2 = 6 # a question, by the beginning of its heading
///     points lab-one-layer = 5            # a lab without its questions
///     extension bob = 5           # days more than the others have
///     late ada = 1                # days late, whatever the files' dates say
public struct ClassConfiguration: Sendable, Equatable {
  /// The moment until which hand-ins are in time.
  public var deadline: Date?
  /// Where the clock stands by which the deadline was set.
  var zone = TimeZone.current
  /// Minutes after the deadline that aren't late.
  public var graceMinutes = 0
  /// Days that cost nothing.
  public var freeLateDays = 0
  /// The part of the points that each further day costs, from 0 to 1.
  public var penaltyPerDay = 0.0
  /// The last day on which there are points at all.
  public var lastDay: Int?
  /// The exercises that the course uses, in the order of the kit.
  public var exercises = Exercise.all
  /// The points that the tests of an exercise, or the checks of a lab, add up to, by its id.
  public var points: [String: Double] = [:]
  /// The points of questions.
  var questionPoints: [QuestionPoints] = []
  /// How many times the points of an exercise count, by its id.
  public var weights: [String: Double] = [:]
  /// Days late that a person has set, by the student's name.
  public var late: [String: Int] = [:]
  /// Days that a student has more than others, by the student's name.
  public var extensions: [String: Int] = [:]
  /// The settings as they were written, to tell two configurations apart.
  private(set) var settings: [String: String] = [:]
  /// Where each student is named, for errors.
  private var places: [String: String] = [:]

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
      let place = "\(name), line \(index + 1): \"\(shown(setting, limit: 200))\""
      do {
        let sides = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
          .map { $0.trimmingCharacters(in: .whitespaces) }
        guard sides.count == 2 else { throw ClassError("expected a setting and \"=\"") }
        guard seen.insert(sides[0]).inserted else { throw ClassError("it is set twice") }
        try set(sides[0], to: sides[1], at: place)
        settings[sides[0]] = sides[1]
      } catch let error as ClassError {
        throw ClassError("\(place): \(error.description)")
      }
    }
  }

  private mutating func set(_ key: String, to value: String, at place: String) throws {
    let words = key.split(separator: " ", maxSplits: 1).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    switch (key, words.first) {
    case ("deadline", _): (deadline, zone) = try Self.deadline(value)
    case ("grace minutes", _): graceMinutes = try Self.whole(value)
    case ("free late days", _): freeLateDays = try Self.whole(value)
    case ("last day", _): lastDay = try Self.whole(value)
    case ("penalty per day", _):
      guard value.hasSuffix("%"), let percent = Double(value.dropLast().filter { $0 != " " }),
        (0...100).contains(percent)
      else { throw ClassError("expected a percentage from 0 % to 100 %") }
      penaltyPerDay = percent / 100
    case (_, "weight") where words.count == 2:
      weights[try Self.exercise(words[1]).id] = try Self.number(value)
    case ("exercises", _): exercises = try Self.exercises(value)
    case (_, "points") where words.count == 2: try setPoints(words[1], to: value, at: place)
    case (_, "late") where words.count == 2:
      late[words[1]] = try Self.whole(value)
      places[words[1]] = place
    case (_, "extension") where words.count == 2:
      extensions[words[1]] = try Self.whole(value)
      places[words[1]] = place
    default:
      throw ClassError(
        "there is no such setting: deadline, grace minutes, free late days, penalty per day, "
          + "last day, exercises, weight <exercise>, points <exercise>, points <exercise>, <question>, "
          + "late <student>, extension <student>")
    }
  }

  private static func whole(_ value: String) throws -> Int {
    guard let number = Int(value), number >= 0 else {
      throw ClassError("expected a whole number that isn't negative")
    }
    guard number <= 100_000 else { throw ClassError("expected a number of at most 100000") }
    return number
  }

  private static func deadline(_ value: String) throws -> (Date, TimeZone) {
    guard let time = WrittenTime(value), let zone = time.zone else {
      throw ClassError(
        "expected a date, a time and its zone, such as 2026-11-20 23:59 +0100 or "
          + "2026-11-20 23:59 Europe/Berlin")
    }
    // Where clocks are put back, the later of the two moments is in time.
    guard let moment = time.wall.moments(in: zone).last else {
      throw ClassError("no clock shows that time there: it is left out when clocks are put forward")
    }
    return (moment, zone)
  }

  /// The same, with the names that students have in a class.
  ///
  /// - Parameter isKnown: whether there was a student of that name before.
  /// - Throws: `ClassError` that names the line where nobody of that name is or was in the class.
  func checked(for names: StudentNames, isKnown: (String) -> Bool) throws -> ClassConfiguration {
    func checked(_ days: [String: Int]) throws -> [String: Int] {
      var result: [String: Int] = [:]
      for (name, number) in days {
        if let student = names.student(name) {
          result[student] = number
        } else if !isKnown(name) {
          throw ClassError(
            "\(places[name] ?? name): there is no hand-in of a student of that name")
        }
      }
      return result
    }
    var copy = self
    copy.late = try checked(late)
    copy.extensions = try checked(extensions)
    return copy
  }

  /// The calendar days begun after a student's deadline and its grace, in the deadline's zone.
  public func daysLate(_ student: String, at date: Date?) -> Int {
    if let days = late[student] { return days }
    guard let deadline, let date else { return 0 }
    let extra = extensions[student] ?? 0
    let end = day(extra, after: deadline)
    guard date.timeIntervalSince(end) > Double(graceMinutes) * 60 else { return 0 }
    var days = max(0, Int(date.timeIntervalSince(end) / 86_400) - 1)
    while day(extra + days, after: deadline) < date { days += 1 }
    return days
  }

  /// The same time of the clock some days later: a day on which clocks are put back has 25 hours.
  private func day(_ number: Int, after date: Date) -> Date {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    return calendar.date(byAdding: .day, value: number, to: date)
      ?? date.addingTimeInterval(Double(number) * 86_400)
  }

  /// The part of the points that is lost for so many days, from 0 to 1.
  public func penalty(forDays days: Int) -> Double {
    if let lastDay, days > lastDay { return 1 }
    return min(1, Double(max(0, days - freeLateDays)) * penaltyPerDay)
  }
}
