import Curriculum
import Foundation
import Testing

@testable import Authoring

/// What pages say in numbers changes with the kit: here each is counted again.
@Suite(
  "The numbers that pages state are the kit's", .enabled(if: hasSolutions, "counts Solutions/"))
struct PageFactsTests {
  private func page(_ path: String) throws -> String {
    try String(contentsOfFile: "\(kit.get().root)/\(path)", encoding: .utf8)
  }

  private func count(
    _ room: EditedSolution.Room, of exercises: [Exercise] = Exercise.all
  ) throws -> Int {
    try exercises.reduce(0) { try $0 + EditedSolution.all(room, for: $1, in: kit.get()).count }
  }

  /// What stands at the place that the expression captures, as a number.
  private func number(
    _ expression: Regex<(Substring, Substring)>, in page: String
  ) throws -> Int? {
    Int(try #require(page.firstMatch(of: expression)).1.replacing(",", with: ""))
  }

  @Test("README.md: right answers by other routes, and planted mistakes")
  func planted() throws {
    let readme = try page("README.md")
    let (mistakes, routes) = try (count(.mistakes), count(.routes))
    #expect(try number(/([0-9,]+) right answers by other routes/, in: readme) == routes)
    #expect(try number(/each of ([0-9,]+) planted mistakes/, in: readme) == mistakes)
  }

  @Test("README.md: the run of gradus verify that it shows")
  func verified() throws {
    let readme = try page("README.md")
    let (mistakes, routes) = try (
      count(.mistakes, of: [.huberRegression]), count(.routes, of: [.huberRegression])
    )
    #expect(try number(/other routes \(([0-9]+)\) have full marks/, in: readme) == routes)
    #expect(try number(/: ([0-9]+) planted mistakes are caught/, in: readme) == mistakes)
  }

  @Test("README.md: the first table has each exercise, its points and their sum")
  func table() throws {
    let rows = try page("README.md").matches(
      of: /\n +(\d+)  (\S.*?\S) +░+ +0 \/ (\d+)  not started/)
    #expect(
      rows.map { "\($0.1) \($0.2) \($0.3)" }
        == Exercise.all.map { "\($0.number) \($0.title) \($0.points)" })
    let total = Exercise.all.reduce(0) { $0 + $1.points }
    #expect(try number(/Total +0 \/ (\d+)/, in: page("README.md")) == total)
  }

  @Test("CHANGELOG.md: each exercise and its points")
  func changelog() throws {
    let changelog = try page("CHANGELOG.md")
    for exercise in Exercise.all {
      #expect(changelog.contains("- \(exercise), \(exercise.points) points"))
    }
  }

  @Test("docs/README.md leads to every page and folder beside it")
  func pages() throws {
    let index = try page("docs/README.md")
    let others = try FileManager.default.contentsOfDirectory(atPath: "\(kit.get().root)/docs")
      .filter { !$0.hasPrefix(".") && $0 != "README.md" }
    #expect(others.filter { !index.contains("](\($0)") } == [])
  }
}
