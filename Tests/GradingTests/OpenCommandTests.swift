import Foundation
import KitTesting
import Testing

/// The built program; what pages have in them is a matter of PagesTests.
@Suite("gradus open shows a handout")
struct OpenCommandTests {
  private let folder: Folder
  private var page: String { folder.path + "/pages/docs/handouts/04-huber-regression.html" }

  init() throws { folder = try Folder() }

  @Test("The page is written and named, with formulas and folded hints, and loads nothing", .slow)
  func written() throws {
    let run = try GradusRun("open", "huber", "--output", folder.path + "/pages", "--no-browser")
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(run.output == "4 · Huber regression: \(page)\n")
    let text = try String(contentsOfFile: page, encoding: .utf8)
    #expect(text.contains("<title>4 · Huber regression</title>"))
    #expect(text.contains("<math display=\"block\">") && text.contains("<details><summary>"))
    #expect(!text.contains("<script") && !text.contains("$"))
    let figures = text.components(separatedBy: "src=").dropFirst()
    #expect(figures.count == 2)
    #expect(figures.allSatisfy { $0.hasPrefix("\"data:image/svg+xml;base64,") })
    #expect(!text.contains("isn't there"))
  }

  @Test("A link leads to another page, at its heading, or to the kit's own file", .slow)
  func links() throws {
    _ = try GradusRun("open", "4", "--output", folder.path + "/pages", "--no-browser")
    let text = try String(contentsOfFile: page, encoding: .utf8)
    #expect(text.contains("href=\"../../docs/prerequisites.html\""))
    let root = URL(filePath: try kit.get().root, directoryHint: .isDirectory).absoluteString
    #expect(text.contains("href=\"\(root)Exercises/04-HuberRegression/HuberRegression.swift\""))
    // Every link between pages finds its page and its place there.
    let pages = folder.path + "/pages/docs"
    for name in ["prerequisites.html", "notation.html", "handouts/04-huber-regression.html"] {
      let text = try String(contentsOfFile: "\(pages)/\(name)", encoding: .utf8)
      for match in text.matches(of: /href="([^":]*)"/) {
        let parts = match.1.split(separator: "#", omittingEmptySubsequences: false)
        let base = URL(filePath: "\(pages)/\(name)")
        let target =
          parts[0].isEmpty ? base : base.deletingLastPathComponent().appending(path: parts[0])
        let content = try String(contentsOf: target.standardizedFileURL, encoding: .utf8)
        if parts.count > 1 {
          #expect(content.contains("id=\"\(parts[1])\""), "\(name): \(match.1)")
        }
      }
    }
  }

  #if os(Linux)
    @Test(
      "The system's opener is given the page; where there is none, the page is named all the same",
      .slow)
    func opener() throws {
      let opener = try folder.write("#!/bin/sh\necho \"$1\" > \"$0.said\"\n", to: "bin/xdg-open")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: opener)
      let words = ["open", "4", "--output", folder.path + "/pages"]
      let path = "\(folder.path)/bin:/usr/bin:/bin"
      let run = try GradusRun(words, environment: ["PATH": path, "DISPLAY": ":9"])
      #expect(run.status == 0 && run.output == "4 · Huber regression: \(page)\n")
      for _ in 0..<100 where !FileManager.default.fileExists(atPath: opener + ".said") {
        usleep(50_000)
      }
      #expect(try String(contentsOfFile: opener + ".said", encoding: .utf8) == page + "\n")
      let blind = ["PATH": path, "DISPLAY": "", "WAYLAND_DISPLAY": ""]
      let alone = try GradusRun(words, environment: blind)
      #expect(alone.status == 0)
      #expect(
        alone.output == "4 · Huber regression: \(page)\n"
          + "Nothing here shows pages by itself: open it in a browser.\n")
    }
  #endif

  @Test(
    "Wrong words are refused",
    arguments: [
      (["open"], "Name an exercise"), (["open", "4", "5"], "Unexpected argument '5'"),
      (["open", "99"], "There is no exercise '99'"),
    ])
  func usage(words: [String], sentence: String) throws {
    let run = try GradusRun(words)
    #expect(run.status == 64)
    #expect(run.errors.contains(sentence), "\(run.errors)")
  }
}
