import Testing

@testable import Authoring
@testable import Grading

@Suite("A stub is cut out of a solution")
struct StubsTests {
  @Test("A marked body becomes a throw, and marked helpers vanish with their blank lines")
  func marks() throws {
    let solution = """
      public struct Answer {
        /// A comment.
        public func loss() throws -> Double {
          // solution:begin
          let x = 1.0

          return x
          // solution:end
        }

        // solution-only:begin
        private var helper: Double { 3 }
        // solution-only:end

        public func slope() throws -> Double {
          // solution:begin
          2
          // solution:end
        }

        // solution-only:begin
        private func last() {}
        // solution-only:end
      }

      // solution-only:begin
      private func besides() {}
      // solution-only:end

      """
    let stub = """
      public struct Answer {
        /// A comment.
        public func loss() throws -> Double {
          throw Unimplemented()
        }

        public func slope() throws -> Double {
          throw Unimplemented()
        }
      }

      """
    #expect(try Stubs.stub(of: solution) == stub)
  }

  @Test("A source without marks stays as it is")
  func noMarks() throws {
    let source = "import Curriculum\n\nstruct A {\n  let x = 1\n}\n"
    #expect(try Stubs.stub(of: source) == source)
  }

  @Test("What stands between the marks of a helper is cut even where it has marks itself")
  func nested() throws {
    let source = """
      a
      // solution-only:begin
      // solution:begin
      b
      // solution:end
      c
      // solution-only:end
      d
      """
    #expect(try Stubs.stub(of: source) == "a\nd")
  }

  @Test(
    "A mark without its counterpart is an error that names the file and the mark",
    arguments: [
      ("// solution:begin\nx", "\"// solution:end\" is missing"),
      ("// solution-only:begin\n// solution:end", "\"// solution-only:end\" is missing"),
      ("x\n  // solution:end", "\"// solution:end\" has no beginning"),
      ("// solution-only:end", "\"// solution-only:end\" has no beginning"),
    ])
  func unbalanced(source: String, complaint: String) {
    let error = #expect(throws: Grader.Failure.self) { try Stubs.stub(of: source, file: "A.swift") }
    #expect(error?.sentence == "A.swift: \(complaint)")
  }
}
