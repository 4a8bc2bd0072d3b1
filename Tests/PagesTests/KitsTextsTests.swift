import Boundary
import Foundation
import KitTesting
import Pages
import Testing

@Suite("All texts of the kit can be shown")
struct KitsTextsTests {
  private static let rooms = [
    "docs/handouts", "docs/labs", "docs/notation.md", "docs/prerequisites.md", "Exercises",
    "Solutions",
  ]

  /// The handouts, labs, question sheets, derivations and guides, by their paths in the kit.
  private static let texts = Result {
    let root = try BuiltKit(image: #dsohandle).root
    let files = FileManager.default
    let paths = rooms.flatMap { room -> [String] in
      if room.hasSuffix(".md") { return [room] }
      return (files.enumerator(atPath: "\(root)/\(room)")?.compactMap { $0 as? String } ?? [])
        .filter { $0.hasSuffix(".md") && !$0.contains("results/") }.map { "\(room)/\($0)" }
    }
    return try paths.sorted().map { path in
      (path, try String(contentsOf: URL(filePath: "\(root)/\(path)"), encoding: .utf8))
    }
  }

  /// In a student's copy a text may have been written by the student.
  @Test("Each is rendered to its end, and no sign of TeX or Markdown is left over", .slow)
  func rendered() throws {
    let texts = try Self.texts.get()
    #expect(texts.count >= 14 * 4)
    for (path, text) in texts {
      let html = try Markdown(file: path).html(text)
      let words = html.replacing(/<pre class="code"[^>]*>(.|\n)*?<\/pre>/, with: "")
        .replacing(/<code>.*?<\/code>|<[^>]*>/, with: "")
      for sign in ["$", "\\", "**", "```"] {
        #expect(!words.contains(sign), "\(path) shows \(sign)")
      }
    }
  }
}
