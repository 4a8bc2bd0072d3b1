import Boundary
import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Authoring
@testable import Grading

@Suite("What a suite's files are read as")
struct SourceOutlineTests {
  private static let suite = """
    import Testing

    struct Problem {
      private var inputs: Matrix
      let size = 2.0
      var mean: Double { 0 }
      static func loss(
        _ residual: Double, at delta: Double = 1
      ) throws -> (value: Double, [Int]) {
        func half(_ x: Double) -> Double { x / 2 }
        return (half(residual), [])
      }
      func expectAll(_ body: @escaping (_ r: Double) throws -> Double) { expect(1) }
    }

    extension Suites {
      @Suite("A suite", .part(1))
      struct Tests {
        @Test("A test", .points(2)) func one() throws { func two(of x: Int) -> Int { x } }
        private func three(_ g: inout SeededGenerator) -> Vector { [] }
      }
    }
    """

  @Test("Declarations, with their owners, parameters and results")
  func declarations() throws {
    let found = SourceOutline(Self.suite).declarations
    #expect(
      found.map(\.path) == [
        "Problem", "Problem.inputs", "Problem.size", "Problem.mean", "Problem.loss",
        "Problem.expectAll", "Suites", "Suites.Tests", "Suites.Tests.one", "Suites.Tests.three",
      ])
    let loss = try #require(found.first { $0.name == "loss" })
    #expect(loss.isStatic && loss.result == "(value:Double,[Int])")
    #expect(loss.parameters.map(\.label) == [nil, "at"])
    #expect(loss.parameters.map(\.isOptional) == [false, true])
    #expect(found.first { $0.name == "three" }?.parameters.first?.type == "inout SeededGenerator")
    #expect(found.first { $0.name == "expectAll" }?.parameters.first?.type == "(Double)->Double")
  }

  @Test("What can be pasted keeps its lines, and has no test in it")
  func pasted() {
    let source = PastedSource(Self.suite, path: "A.swift", number: 0)
    let lines = source.text.components(separatedBy: "\n")
    #expect(lines[3] == "   var inputs: Matrix")
    #expect(!source.text.contains("@Test") && !source.text.contains("@Suite"))
    #expect(!source.text.contains("import Testing") && !source.text.contains("expect(1)"))
    #expect(
      source.helpers.map(\.name) == [
        "mean of Problem", "loss(_:at:) of Problem", "three(_:) of Suites.Tests", "half(_:)",
        "two(of:)",
      ])
  }
}

@Suite(
  "No function of a suite answers the exercise",
  .enabled(if: hasSolutions, "stubs are made from Solutions/, which this edition lacks"),
  .slow)
struct PasteCheckTests {
  @Test("A model that gives a function away is found, whatever it is called; a harmless one isn't")
  func givenAway() throws {
    let folder = try Folder()
    try folder.write(
      """
      import ExerciseTesting
      import Testing

      struct Model {
        let border: Double
        let rest = Student.seed

        private func area(_ r: Double) -> Double {
          let inside = min(abs(r), border)
          return inside * inside / 2 + (abs(r) - inside) * border
        }

        func harmless(_ r: Double) -> Double { r * border }
        func unknown(_ r: Nothing) -> Double { 0 }
      }

      extension HuberRegressionSuites {
        @Suite("4")
        struct Tests {
          @Test("A test") func slope() throws {
            func right(_ r: Double, _ delta: Double) -> Double { min(max(r, -delta), delta) }
            #expect(right(1, 2) == 1)
          }
        }
      }

      """, to: "Tests/ExerciseTests/04-HuberRegression/Model.swift")
    var tallies: [PasteCheck.Tally] = []
    let grader = try Grader(image: #dsohandle)
    try PasteCheck(grader: grader, suitesIn: folder.path).run([.huberRegression]) {
      tallies.append($0)
    }
    let file = "Tests/ExerciseTests/04-HuberRegression/Model.swift"
    let findings = try #require(tallies.first).findings
    #expect(
      findings == [
        "\(file):8: area(_:) of Model, pasted into loss(residual:delta:), scores 5 points",
        "\(file):21: right(_:_:), pasted into lossDerivative(residual:delta:), scores 1 point",
      ])
    #expect(tallies.first?.helpers == 3)
  }
}
