import Classroom
import Foundation
import Testing

@Suite("The configuration of a class")
struct ClassConfigurationTests {
  private func read(_ text: String) throws -> ClassConfiguration {
    try ClassConfiguration(text, name: "class.conf")
  }

  @Test("All settings, with remarks and empty lines")
  func settings() throws {
    let configuration = try read(
      """
      # Deep learning, winter
      deadline = 2026-11-20 23:59 +0100

      grace minutes = 15   # the clock in the hall is slow
      free late days = 1
      penalty per day = 10 %
      last day = 5
      weight huber-regression = 2.5
      late Ada Lovelace = 3
      """)
    #expect(configuration.deadline == Date(timeIntervalSince1970: 1_795_215_540))
    #expect(configuration.graceMinutes == 15)
    #expect(configuration.freeLateDays == 1)
    #expect(configuration.penaltyPerDay == 0.1)
    #expect(configuration.lastDay == 5)
    #expect(configuration.weights == ["huber-regression": 2.5])
    #expect(configuration.late == ["Ada Lovelace": 3])
    #expect(try read("") == ClassConfiguration())
  }

  @Test(
    "What can't be understood is named with its line",
    arguments: [
      ("deadline = tomorrow", "expected a date"),
      ("deadline = 2026-13-01 00:00 +0100", "expected a date"),
      ("grace minutes = -1", "isn't negative"), ("free late days = 1.5", "whole number"),
      ("penalty per day = 10", "percentage"), ("penalty per day = 101 %", "percentage"),
      ("weight huber = 2", "there is no exercise \"huber\""),
      ("weight huber-regression = lots", "isn't negative"),
      ("late ada = one", "whole number"), ("colour = blue", "no such setting"),
      ("deadline", "\"=\""), ("last day = 1\nlast day = 2", "set twice"),
    ])
  func errors(text: String, words: String) throws {
    let error = try #require(throws: ClassError.self) { try read("\n" + text) }
    #expect(error.description.hasPrefix("class.conf, line "), "\(error)")
    #expect(error.description.contains(words), "\(error)")
  }

  @Test("Days late begin after the grace, and cost what was agreed on")
  func lateness() throws {
    let configuration = try read(
      """
      deadline = 2026-11-20 00:00 +0000
      grace minutes = 10
      free late days = 1
      penalty per day = 20 %
      last day = 4
      late eve = 2
      """)
    func days(_ minutes: Double, _ student: String = "ada") -> Int {
      configuration.daysLate(
        student, at: Date(timeIntervalSince1970: 1_795_132_800 + 60 * minutes))
    }
    #expect(days(-100) == 0)
    #expect(days(10) == 0)
    #expect(days(11) == 1)
    #expect(days(24 * 60) == 1)
    #expect(days(24 * 60 + 1) == 2)
    #expect(days(-100, "eve") == 2)
    #expect(configuration.daysLate("ada", at: nil) == 0)
    #expect(configuration.penalty(forDays: 0) == 0)
    #expect(configuration.penalty(forDays: 1) == 0)
    #expect(abs(configuration.penalty(forDays: 3) - 0.4) < 1e-12)
    #expect(configuration.penalty(forDays: 5) == 1)
  }
}
