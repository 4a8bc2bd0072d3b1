import Boundary
import Curriculum
import Foundation
import KitTesting
import Plotting
import Testing

@testable import Authoring

@Suite("Figures of handouts")
struct HandoutFigureTests {
  private func read(_ path: String) throws -> String {
    try String(contentsOfFile: "\(try kit.get().root)/\(path)", encoding: .utf8)
  }

  @Test("Each handout shows a figure at least, and each figure is there, shown and described")
  func shown() throws {
    for exercise in Exercise.all {
      let figures = HandoutFigure.of([exercise])
      #expect(!figures.isEmpty, "\(exercise)")
      let handout = try read(exercise.rooms.handout)
      for figure in figures {
        let description = try #require(figure.description(in: handout), "\(figure.path)")
        // A sentence that says what is seen, in letters that a reader can say aloud.
        #expect(description.count > 60 && description.hasSuffix("."), "\(figure.path)")
        #expect(!description.contains(where: { "$\\`*\n".contains($0) }), "\(figure.path)")
        #expect(try read(figure.path).hasPrefix("<svg"))
      }
      let links = handout.matches(of: /!\[[^\]]*\]\(([^)]*)\)/).map { String($0.1) }
      #expect(links.sorted() == figures.map { "figures/\($0.file)" }.sorted())
    }
  }

  @Test("No figure has the place of another, and no file is nobody's")
  func places() throws {
    let files = HandoutFigure.all.map(\.file)
    let root = try kit.get().root
    let there = try FileManager.default.contentsOfDirectory(
      atPath: "\(root)/\(HandoutFigure.folder)")
    #expect(there.sorted() == files.sorted())
  }

  @Test("Each figure is small, follows the reader's choice of light or dark, and loads nothing")
  func files() throws {
    for figure in HandoutFigure.all {
      let text = try read(figure.path)
      #expect(text.utf8.count < 150_000, "\(figure.path)")
      #expect(text.contains("prefers-color-scheme:dark"))
      #expect(!text.contains("href=\"http") && !text.contains("<script"))
    }
  }

  @Test(
    "Students get all figures as they are",
    .enabled(if: hasSolutions, "this edition is what students get"))
  func studentEdition() throws {
    let root = try kit.get().root
    let contents = try StudentEdition(root: root).contents()
    for figure in HandoutFigure.all {
      #expect(
        contents[figure.path] == FileManager.default.contents(atPath: "\(root)/\(figure.path)"))
      #expect(contents[figure.path] != nil)
    }
  }

  @Test("A description is found beside its figure only")
  func description() {
    let figure = HandoutFigure(.huberRegression, "force") { _ in LineChart(series: []) }
    #expect(figure.path == "docs/handouts/figures/04-force.svg")
    #expect(figure.description(in: "a ![b](c) ![two words](figures/04-force.svg) d") == "two words")
    #expect(figure.description(in: "[two words](figures/04-force.svg)") == nil)
    #expect(figure.description(in: "![two words](figures/05-force.svg)") == nil)
    #expect(!figure.isShown(in: "![](figures/04-force.svg)"))
  }

  @Test(
    "A file that is out of date, missing or nobody's is named, with what to do",
    .enabled(if: hasSolutions, "figures are drawn from Solutions/, which this edition lacks"))
  func outOfDate() throws {
    let copy = try Folder()
    let built = try kit.get()
    // A kit with one exercise's handout; the rest is where it was.
    let handout = try read("docs/handouts/01-softmax-jacobian.md")
    let figure = HandoutFigure.temperature
    for (path, text) in [
      ("docs/handouts/01-softmax-jacobian.md", handout), (figure.path, try read(figure.path)),
    ] {
      try copy.write(text, to: path)
    }
    let figures = HandoutFigures(
      root: copy.path, material: FigureMaterial(kit: built, answers: "Solutions"))
    #expect(try figures.problems(.softmaxJacobian).isEmpty)

    // A digit has become another one.
    let other = try read(figure.path).replacing("0.25", with: "0.26", maxReplacements: 1)
    try copy.write(other, to: figure.path)
    try copy.write(other, to: "\(HandoutFigure.folder)/01-old.svg")
    try copy.write("# A handout without it", to: "docs/handouts/01-softmax-jacobian.md")
    #expect(
      try figures.problems(.softmaxJacobian) == [
        "\(figure.path) is out of date: run \"gradus figures softmax-jacobian\"",
        "01-softmax-jacobian.md doesn't show ![what is seen](figures/01-temperature.svg)",
        "docs/handouts/figures/01-old.svg is a figure that nobody draws: delete it",
      ])
    #expect(try figures.write([.softmaxJacobian]) == [figure.path])
    #expect(try figures.write([.softmaxJacobian]).isEmpty)
    let written = try String(contentsOfFile: "\(copy.path)/\(figure.path)", encoding: .utf8)
    #expect(try written == read(figure.path))
  }

  /// Right answers that compute in another way differ in their last bits, as processors do. The others
  /// shuffle by a rule of their own, or train for minutes in plain loops.
  @Test(
    "Right answers by other routes draw the same figures, byte by byte",
    .slow, .enabled(if: hasSolutions),
    arguments: [
      Exercise.softmaxJacobian, .affineLeastSquares, .gradientChecking, .huberRegression,
      .optimizers, .perceptron, .sparseActivations,
    ])
  func otherRoutes(_ exercise: Exercise) throws {
    let others = HandoutFigures(
      kit: try kit.get(), answers: "Tests/SampleAnswers/other-route")
    #expect(try others.differences([exercise]).map(\.path) == [])
  }

  @Test("Numbers have six digits, and last bits don't count")
  func sixDigits() {
    #expect(
      Authoring.sixDigits([1.0 / 3, 2_000_000.0 / 3, -1, 0, 1e-20, .infinity]) == [
        0.333333, 666_667, -1, 0, 0, .infinity,
      ])
    // Between two numbers of six digits, and a last bit to either side.
    let middle = 0.1234565
    #expect(
      Authoring.sixDigits([middle.nextDown, middle, middle.nextUp])
        == Array(repeating: 0.123457, count: 3))
  }

  @Test("A contour closes around a circle, and ends at the edge of the grid")
  func contour() {
    let places = (0...40).map { Double($0) / 10 - 2 }
    func lines(_ function: (Double, Double) -> Double) -> [[(x: Double, y: Double)]] {
      Contour(
        x: places, y: places, values: places.map { y in places.map { x in function(x, y) } },
        level: 1.1
      ).lines
    }
    let circle = lines { x, y in x * x + y * y }
    #expect(circle.count == 1 && circle[0].count > 20)
    #expect(circle[0].first! == circle[0].last!)
    #expect(circle[0].allSatisfy { abs($0.x * $0.x + $0.y * $0.y - 1.1) < 0.01 })
    let line = lines { x, y in x + y }
    #expect(line.count == 1)
    #expect([line[0].first!, line[0].last!].allSatisfy { max($0.x, $0.y) == 2 })
    #expect(line[0].allSatisfy { abs($0.x + $0.y - 1.1) < 1e-12 })
    #expect(lines { _, _ in 0 }.isEmpty)
  }
}
