import Testing

@testable import Authoring
@testable import Grading

@Suite("Whole declarations are found in a source and replaced")
struct DeclarationsTests {
  private static let solution = """
    public struct Answer: HuberRegression {
      /// A comment that mentions public func loss(residual: Double) {
      public func loss(residual: Double) -> Double {
        if residual < 0 {
          return 1
        }
        return 2
      }

      public func objective(
        weights: Vector, inputs: Matrix
      ) throws -> Double {
        3
      }
    }

    """

  @Test("A declaration takes the place of the one with its header, at that one's margin")
  func replacement() throws {
    var source = Declarations(Self.solution)
    try source.replace(with: ["public func loss(residual: Double) -> Double {", "", "  7", "}"])
    #expect(
      source.text.hasPrefix(
        """
        public struct Answer: HuberRegression {
          /// A comment that mentions public func loss(residual: Double) {
          public func loss(residual: Double) -> Double {

            7
          }

          public func objective(

        """))
  }

  @Test("A header may run over several lines, and be broken elsewhere than in the solution")
  func longHeader() throws {
    var source = Declarations(Self.solution)
    let declaration = """
      public func objective(
        weights: Vector,
        inputs: Matrix
      ) throws -> Double {
        8
      }
      """
    try source.replace(with: declaration.components(separatedBy: "\n"))
    #expect(source.text.hasSuffix("  ) throws -> Double {\n    8\n  }\n}\n"))
    #expect(!source.text.contains("    3\n"))
  }

  @Test("A whole type can be replaced")
  func wholeType() throws {
    var source = Declarations(Self.solution)
    try source.replace(with: ["public struct Answer: HuberRegression {", "}"])
    #expect(source.text == "public struct Answer: HuberRegression {\n}\n")
  }

  @Test(
    "A declaration that the solution lacks is an error that names it",
    arguments: ["public func loss(residual: Float) -> Double {", "let x = 3"])
  func missing(header: String) throws {
    var source = Declarations(Self.solution)
    let error = #expect(throws: Grader.Failure.self) { try source.replace(with: [header, "}"]) }
    #expect(error?.sentence == "the solution has no declaration \"\(header)\"")
    #expect(source.text == Self.solution)
  }

  @Test("The declarations at the left margin are found, without imports and comments")
  func topLevel() {
    let source = Declarations(
      """
      // The loss is 7.

      import LinearAlgebra

      public func loss(
        residual: Double
      ) -> Double {
        7
      }

      /// A comment.
      @discardableResult
      func helper() {
      }
      """)
    #expect(
      source.topLevel == [
        ["public func loss(", "  residual: Double", ") -> Double {", "  7", "}"],
        ["@discardableResult", "func helper() {", "}"],
      ])
  }
}
