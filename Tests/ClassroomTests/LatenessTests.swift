import Curriculum
import Foundation
import Testing

@testable import Classroom
@testable import Grading
@testable import HandIns

/// Expected moments by Python's zoneinfo.
@Suite("Times are those of the deadline's clock")
struct LatenessTests {
  private func read(_ text: String) throws -> ClassConfiguration {
    try ClassConfiguration(text, name: "class.conf")
  }

  private func date(_ text: String) throws -> Date {
    try #require(WrittenTime(text)?.moment(otherwise: .gmt))
  }

  @Test(
    "Times as people and platforms write them",
    arguments: [
      ("2026-11-20 23:59 +0100", 1_795_215_540), ("2026-11-20T23:59:00+01:00", 1_795_215_540),
      ("2026-11-20 22:59:00.123456 Z", 1_795_215_540), ("2026-11-20T22:59:00Z", 1_795_215_540),
      ("20.11.2026 23:59 Europe/Berlin", 1_795_215_540), ("2026-11-20, 22:59", 1_795_215_540),
      ("2026-11-20 17:59 America/New_York", 1_795_215_540),
      // The clocks are put back at three: half past two comes twice, and the first counts.
      ("2026-10-25 02:30 Europe/Berlin", 1_792_888_200),
      ("2026-11-01 01:30 America/New_York", 1_793_511_000),
      // They are put forward at two: half past two is half past three.
      ("2026-03-29 02:30 Europe/Berlin", 1_774_747_800),
      ("2026-03-08 02:30 America/New_York", 1_772_955_000),
    ])
  func times(text: String, seconds: Double) throws {
    #expect(try date(text) == Date(timeIntervalSince1970: seconds))
  }

  @Test(
    "What could be two times is none",
    arguments: [
      "3/4/2026 10:00", "2026-02-30 10:00", "2026-11-20", "2026-11-20 24:00",
      "2026-11-20 10:00 XYZ",
      "2026-11-20 10:60", "tomorrow", "", "2026-11-20 10:00 +2500",
    ])
  func noTimes(text: String) {
    #expect(WrittenTime(text) == nil)
  }

  @Test("Days are those of the calendar, also where one has 23 or 25 hours")
  func calendarDays() throws {
    let autumn = try read("deadline = 2026-10-24 23:59 Europe/Berlin")
    #expect(autumn.daysLate("a", at: try date("2026-10-25 23:58 Europe/Berlin")) == 1)
    #expect(autumn.daysLate("a", at: try date("2026-10-26 00:01 Europe/Berlin")) == 2)
    let spring = try read("deadline = 2026-03-28 23:59 Europe/Berlin")
    #expect(spring.daysLate("a", at: try date("2026-03-29 23:58 Europe/Berlin")) == 1)
    #expect(spring.daysLate("a", at: try date("2026-03-30 00:01 Europe/Berlin")) == 2)
    let york = try read("deadline = 2026-10-31 23:59 America/New_York")
    #expect(york.daysLate("a", at: try date("2026-11-01 23:58 America/New_York")) == 1)
    #expect(york.daysLate("a", at: try date("2026-11-02 00:01 America/New_York")) == 2)
    let fixed = try read("deadline = 2026-10-24 23:59 +0200")
    #expect(fixed.daysLate("a", at: try date("2026-10-25 23:59 +0200")) == 1)
    #expect(fixed.daysLate("a", at: try date("2026-10-25 23:59 +0100")) == 2)
    #expect(fixed.daysLate("a", at: Date(timeIntervalSince1970: 253_402_300_799)) == 2_912_147)
  }

  @Test("A deadline on a changed clock is the later moment, or none")
  func changedClock() throws {
    #expect(
      try read("deadline = 2026-10-25 02:30 Europe/Berlin").deadline
        == Date(timeIntervalSince1970: 1_792_891_800))
    let error = #expect(throws: ClassError.self) {
      try read("deadline = 2026-03-29 02:30 Europe/Berlin")
    }
    #expect(error?.description.contains("no clock shows that time") == true)
  }

  @Test("An extension moves one student's deadline by calendar days")
  func extensions() throws {
    let configuration = try read(
      "deadline = 2026-10-24 23:59 Europe/Berlin\ngrace minutes = 10\nextension bob = 3\n")
    #expect(configuration.daysLate("bob", at: try date("2026-10-28 00:08 Europe/Berlin")) == 0)
    #expect(configuration.daysLate("bob", at: try date("2026-10-28 00:10 Europe/Berlin")) == 1)
    #expect(configuration.daysLate("ada", at: try date("2026-10-28 00:08 Europe/Berlin")) == 4)
  }

  @Test("A configuration is read whatever its lines end with", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(end: String) throws {
    let lines = [
      "\u{FEFF}# Deep learning", "deadline = 2026-11-20 23:59 +0100 # noon", "", "last day = 5",
      "late ada = 1",
    ]
    let configuration = try read(lines.joined(separator: end))
    #expect(configuration.deadline == Date(timeIntervalSince1970: 1_795_215_540))
    #expect(configuration.lastDay == 5 && configuration.late == ["ada": 1])
  }

  @Test("A student whom nobody knows is refused with the line; others are found by their names")
  func names() throws {
    let configuration = try read("\nlate nobody = 2\nextension ada = 1")
    let names = StudentNames(["ada-1", "bob"])
    let error = #expect(throws: ClassError.self) {
      try configuration.checked(for: names) { _ in false }
    }
    #expect(
      error?.description
        == "class.conf, line 2: \"late nobody = 2\": there is no hand-in of a student of that name")
    let checked = try configuration.checked(for: names) { $0 == "nobody" }
    #expect(checked.late.isEmpty && checked.extensions == ["ada-1": 1])
  }

  @Test("Times of a table count before files' dates, for one exercise or for all")
  func table() throws {
    let names = StudentNames(["ada", "0042"])
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    let text = """
      Student;Time;Exercise;by
      ada;2026-11-20 23:59;;x
      ada;21.11.2026 10:00;optimizers;
      42;2026-11-20T22:59:00Z;
      gone;2026-11-20 10:00;;
      """
    func times(_ text: String) throws -> SubmissionTimes {
      try SubmissionTimes(Data(text.utf8), path: "times.csv", names: names, zone: berlin)
    }
    let read = try times(text)
    #expect(
      read.date(of: "huber-regression", by: "ada") == Date(timeIntervalSince1970: 1_795_215_540))
    #expect(read.date(of: "optimizers", by: "ada") == Date(timeIntervalSince1970: 1_795_251_600))
    #expect(read.date(of: "optimizers", by: "0042") == Date(timeIntervalSince1970: 1_795_215_540))
    #expect(read.date(of: "optimizers", by: "gone") == nil)
    #expect(read.remarks == ["times.csv has times of \"gone\", who have no hand-in"])
    for (row, words) in [
      ("ada,noon", "line 2: \"noon\" is not a time"),
      ("ada,2026-11-20 10:00,hubert", "line 2: there is no exercise \"hubert\""),
    ] {
      let error = #expect(throws: ClassError.self) { try times("student,time,exercise\n\(row)\n") }
      #expect(error?.description.contains(words) == true, "\(words)")
    }
    let error = #expect(throws: ClassError.self) { try times("name,time\nada,x\n") }
    #expect(error?.description.contains("line 1") == true)
  }

  @Test("Gradescope's list of hand-ins is read")
  func gradescope() {
    let text = """
      ---
      submission_17:
        :submitters:
        - :name: Ada
          :email: ada@example.org
        :created_at: 2026-11-20 22:59:00.123456000 Z
        :score: 1.0
      submission_18:
        :created_at: 2026-11-20 17:59:00 -05:00
      """
    let times = SubmissionTimes(
      gradescope: text, names: StudentNames(["submission_17", "submission_18"]))
    for name in ["submission_17", "submission_18"] {
      #expect(times.date(of: "optimizers", by: name) == Date(timeIntervalSince1970: 1_795_215_540))
    }
  }

  private func report(_ dates: [Exercise: Date], _ text: String, now: Date? = nil) throws
    -> StudentReport
  {
    var handIn = HandIn(student: "Ada")
    handIn.dates = dates
    let exercises = [
      ExerciseReport(
        sample: 4, "Huber regression", [TestReport(sample: "a", .passed, points: 10)]),
      ExerciseReport(sample: 5, "Optimizers", [TestReport(sample: "b", .passed, points: 4)]),
      ExerciseReport(
        sample: 8, "Perceptron", [TestReport(sample: "c", .notImplemented, points: 3)]),
    ]
    var report = StudentReport.sample(exercises: exercises)
    report.questions = [
      .sample().with {
        $0.marks = 2
        $0.counts = true
      }
    ]
    report.setLateness(
      of: handIn, try read(text), SubmissionTimes(), now: now ?? Date(timeIntervalSince1970: 2e9))
    return report
  }

  @Test("One file that is handed in late costs its own exercise's points only")
  func byExercise() throws {
    let (intime, late) = (try date("2026-11-20 10:00 Z"), try date("2026-11-23 10:00 Z"))
    let text = "deadline = 2026-11-20 23:59 +0000\npenalty per day = 10 %\n"
    let report = try report([.huberRegression: intime, .optimizers: late, .perceptron: late], text)
    #expect(report.lateness == ["huber-regression": 0, "optimizers": 3])
    #expect(report.daysLate == 3 && report.date == late)
    // 10 and 2 marks in time, 70 % of 4.
    #expect(abs(report.total - 14.8) < 1e-12)
    #expect(abs(report.overallPenalty - 1.2 / 16) < 1e-12)
    #expect(report.latenessByExercise == ["Optimizers: 3 days late, its points count 70 %"])
    #expect(report.warnings.isEmpty)
    let scores = Gradescope(report).tests.map(\.score)
    #expect(scores == [10, 2, 2.8, 0])
    #expect(StudentPage(report).html().contains("Optimizers: 3 days late"))
  }

  @Test("A date in the future, and none at all, are remarked upon")
  func remarks() throws {
    let text = "deadline = 2026-11-20 23:59 +0000\n"
    let date = try date("2026-11-20 10:00 Z")
    #expect(try report([.optimizers: date], text, now: date).warnings.isEmpty)
    let early = try report([.optimizers: date], text, now: date.addingTimeInterval(-3600)).warnings
    #expect(early.count == 1 && early[0].contains("2026-11-20, 10:00:00 UTC"))
    #expect(
      try report([:], text).warnings == ["nothing says when it was handed in: it counts as in time"]
    )
    #expect(try report([:], "").warnings.isEmpty)
  }
}

extension WrittenQuestion {
  fileprivate func with(_ change: (inout WrittenQuestion) -> Void) -> WrittenQuestion {
    var copy = self
    change(&copy)
    return copy
  }
}
