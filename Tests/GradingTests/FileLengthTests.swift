import Foundation
import Testing

/// A file is read from top to bottom; what is longer than that says why.
@Suite("Files are short")
struct FileLengthTests {
  /// The most lines of a file.
  private static let most = 300
  /// How the comment begins that says why a file is longer.
  private static let reason = "// Longer than others: "

  @Test("No file of the sources or tests has more than 300 lines without a reason")
  func lengths() throws {
    let root = try kit.get().root
    for folder in ["Sources", "Tests"] {
      let files = try #require(FileManager.default.enumerator(atPath: "\(root)/\(folder)"))
      for case let file as String in files where file.hasSuffix(".swift") {
        // Whole answers are as long as a student's.
        guard !file.hasPrefix("SampleAnswers/") else { continue }
        let text = try String(contentsOfFile: "\(root)/\(folder)/\(file)", encoding: .utf8)
        let lines = text.count { $0 == "\n" }
        #expect(lines <= Self.most || text.contains(Self.reason), "\(folder)/\(file): \(lines)")
      }
    }
  }
}
