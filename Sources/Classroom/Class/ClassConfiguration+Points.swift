import Curriculum
import Foundation
import Grading
import Labs
import Texts

/// The points that a course has set for a written question.
struct QuestionPoints: Sendable, Equatable {
  /// The exercise's id, or what stands for a lab.
  let exercise: String
  /// How the question's heading begins.
  let heading: String
  let points: Double
  /// Where it was set, for errors.
  let place: String
}

extension ClassConfiguration {
  /// Sets what an exercise, a lab, or a question of one of them is worth.
  ///
  /// - Parameter subject: "huber-regression", "lab-one-layer" or "huber-regression, DL 2.2".
  mutating func setPoints(_ subject: String, to value: String, at place: String) throws {
    let parts = subject.split(separator: ",", maxSplits: 1).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    let id = parts.first ?? ""
    let isLab = allLabs.contains { LabReport.key($0.title.id) == id }
    if !isLab, id.hasPrefix(LabReport.keyStart) {
      let known = allLabs.map { LabReport.key($0.title.id) }.joined(separator: ", ")
      throw ClassError("there is no lab \"\(id)\": \(known)")
    }
    if !isLab { _ = try Self.exercise(id) }
    let number = try Self.number(value)
    if parts.count == 2 {
      questionPoints.append(
        QuestionPoints(exercise: id, heading: parts[1], points: number, place: place))
    } else {
      points[id] = number
    }
  }

  /// Some exercises, by their numbers or ids, in the order of the kit.
  static func exercises(_ value: String) throws -> [Exercise] {
    var chosen: Set<Exercise> = []
    for word in value.split(separator: ",").map({ $0.trimmingCharacters(in: .whitespaces) })
    where !word.isEmpty {
      let exercise = try exercise(word)
      guard chosen.insert(exercise).inserted else {
        throw ClassError("\(exercise.id) stands there twice")
      }
    }
    guard !chosen.isEmpty else {
      throw ClassError("expected exercises, such as 1, 4, 5 or huber-regression")
    }
    return Exercise.all.filter(chosen.contains)
  }

  static func exercise(_ word: String) throws -> Exercise {
    if let found = Exercise.all.first(where: { $0.id == word || $0.number == Int(word) }) {
      return found
    }
    let known = Exercise.all.map(\.id).joined(separator: ", ")
    throw ClassError("there is no exercise \"\(word)\": \(known)")
  }

  static func number(_ value: String) throws -> Double {
    guard let number = Double(value), number >= 0, number <= 100_000 else {
      throw ClassError("expected a number that isn't negative, and at most 100000")
    }
    return number
  }

  /// The questions with the points that the course has set for them.
  ///
  /// - Parameter questions: all that the course asks.
  /// - Returns: the points of each question for which some are set.
  /// - Throws: `ClassError` that names the line whose question isn't there, or which means several.
  func points(of questions: [MarkSheet.Question]) throws -> [MarkSheet.Question: Double] {
    var result: [MarkSheet.Question: Double] = [:]
    for setting in questionPoints {
      let own = questions.filter { $0.exercise == setting.exercise }
      // An exercise that this course doesn't use does no harm.
      if own.isEmpty { continue }
      let exact = own.filter { $0.heading == setting.heading }
      let found = exact.isEmpty ? own.filter { $0.heading.hasPrefix(setting.heading) } : exact
      guard found.count == 1 else {
        let headings = (found.isEmpty ? own : found).map { "\"\($0.heading)\"" }
        throw ClassError(
          "\(setting.place): "
            + (found.isEmpty ? "no question begins like that" : "several questions begin like that")
            + ": \(headings.joined(separator: ", "))")
      }
      guard result.updateValue(setting.points, forKey: found[0]) == nil else {
        throw ClassError("\(setting.place): \"\(found[0].heading)\" has its points already")
      }
    }
    return result
  }
}
