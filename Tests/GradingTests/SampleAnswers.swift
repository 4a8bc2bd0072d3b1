import Boundary
import Curriculum
import Foundation
import KitTesting

@testable import Authoring
@testable import Grading

extension Folder {
  /// Puts an answer in its place: its solution or its stub, with some declarations replaced.
  func add(_ exercise: Exercise, _ origin: Origin, replacing declarations: String = "") throws {
    let solution = "\(try kit.get().root)/\(exercise.rooms.solution)"
    let names = try FileManager.default.contentsOfDirectory(atPath: solution)
      .filter { $0.hasSuffix(".swift") }.sorted()
    var sources = try names.map { name in
      let text = try String(contentsOf: URL(filePath: "\(solution)/\(name)"), encoding: .utf8)
      return Declarations(origin == .solution ? text : try Stubs.stub(of: text))
    }
    for declaration in Declarations(declarations).topLevel {
      try SourceEdit.put(declaration, in: &sources)
    }
    for (name, source) in zip(names, sources) {
      try write(source.text, to: "\(exercise.folder)/\(name)")
    }
  }

  /// What an answer is made from.
  enum Origin { case solution, stub }
}

/// An answer to exercise 4, and the grade that it must get.
struct SampleAnswer: Sendable, CustomStringConvertible {
  let description: String
  var origin = Folder.Origin.solution
  var declarations = ""
  let score: Int
  let status: ExerciseReport.Status
  /// How many tests have which verdict.
  let verdicts: [TestStatus: Int]
  /// Words that a message must hold.
  var message = ""
}

extension SampleAnswer {
  static let all = [
    SampleAnswer(
      description: "untouched", origin: .stub, score: 0, status: .notStarted,
      verdicts: [.notImplemented: 20]),
    SampleAnswer(
      description: "the solution", score: 20, status: .complete, verdicts: [.passed: 20]),
    SampleAnswer(
      description: "half done: the loss of one residual", origin: .stub,
      declarations: """
        public func loss(residual: Double, delta: Double) throws -> Double {
          guard delta > 0, delta.isFinite else { throw InvalidInput("delta is \\(delta)") }
          guard residual.isFinite else { throw InvalidInput("residual is \\(residual)") }
          let inside = min(abs(residual), delta)
          return inside * (abs(residual) - inside / 2)
        }
        """, score: 5, status: .partial, verdicts: [.passed: 5, .notImplemented: 15]),
    SampleAnswer(
      description: "wrong: the objective is a mean",
      declarations: """
        public func objective(
          weights: Vector, inputs: Matrix, targets: Vector, delta: Double
        ) throws -> Double {
          let losses = try residuals(weights, inputs, targets).map {
            try loss(residual: $0, delta: delta)
          }
          return losses.mean()
        }
        """, score: 16, status: .partial, verdicts: [.passed: 16, .failed: 4],
      message: "the objective is a sum"),
    SampleAnswer(
      description: "a crash in one function",
      declarations: """
        public func pointsOfConstantForce(residuals: Vector, delta: Double) throws -> [Int] {
          [0, 1].filter { residuals[$0 + residuals.count] > delta }
        }
        """, score: 19, status: .partial, verdicts: [.passed: 19, .crashed: 1],
      message: "crashed: "),
    SampleAnswer(
      description: "a loop without end in one function",
      declarations: """
        public func hasClosedForm(for loss: RegressionLoss) throws -> Bool {
          while loss == .huber {}
          return true
        }
        """, score: 19, status: .partial, verdicts: [.passed: 19, .timedOut: 1],
      message: "did not finish within 2 seconds"),
    SampleAnswer(
      description: "a syntax error",
      declarations: """
        public func hasClosedForm(for loss: RegressionLoss) throws -> Bool {
          return loss !=
        }
        """, score: 0, status: .partial, verdicts: [.didNotCompile: 20],
      message: "error: expected expression after operator"),
  ]
}
