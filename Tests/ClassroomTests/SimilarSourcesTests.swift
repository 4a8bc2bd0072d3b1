import Foundation
import LinearAlgebra
import Testing

@testable import Classroom
@testable import Similarity

@Suite("Nearly the same sources")
struct SimilarSourcesTests {
  /// A function that goes its own way, as the number says.
  private func way(_ number: Int, name: String = "f", note: String = "") -> String {
    var state = UInt64(number + 1)
    let steps = (0..<14).map { (step: Int) -> String in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return switch (state >> 40) % 5 {
      case 0: "for a in x where a > \(step) { s += a * \(number) }"
      case 1: "if s < \(step) { s = -s } else { s /= 2 }"
      case 2: "while s > 100 { s -= x[0] }"
      case 3: "guard s != \(step), !x.isEmpty else { return s }"
      default: "s = x.map { $0 + \(step) }.reduce(s, +)"
      }
    }
    return "func \(name)(_ x: [Double]) -> Double {\nvar s = 0.0 \(note)\n"
      + steps.joined(separator: "\n") + "\nreturn s\n}\n"
  }

  /// A longer function of its own, in which no two lines in a row are like those of another number.
  private func function(_ number: Int, name: String = "f") -> String {
    var generator = SeededGenerator(seed: UInt64(number))
    let signs = ["+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>"]
    let steps = (0..<8).map { _ in
      let terms = (0..<9).map { _ in " \(signs[Int(generator.next() % 10)]) a" }
      return "  s = s\(terms.joined())\n"
    }
    return "func \(name)(_ a: Int) -> Int {\n  var s = a\n" + steps.joined() + "  return s\n}\n"
  }

  private func similar(
    _ sources: [String: String], stub: String = "", origins: [SimilarSources.Origin] = []
  ) -> SimilarSources {
    SimilarSources(
      sources: sources.mapValues { ["e": Data($0.utf8)] }, stubs: ["e": Data(stub.utf8)],
      origins: origins)
  }

  private func clusters(_ sources: [String: String], stub: String = "") -> [SimilarSources.Cluster]
  {
    similar(sources, stub: stub).clusters
  }

  private func origin(_ name: String, _ text: String, isAnswer: Bool = true)
    -> SimilarSources.Origin
  {
    .init(name: name, isAnswer: isAnswer, sources: ["e": Data(text.utf8)])
  }

  private var others: [String: String] {
    Dictionary(uniqueKeysWithValues: (1...8).map { ("S\($0)", way($0)) })
  }

  @Test("Names, numbers, comments and layout make no difference to the tokens")
  func tokens() {
    func tokens(_ text: String) -> [UInt64] { SourceTokens(Data(text.utf8)).values }
    let first = tokens("let total = 0.5 + x1 // a sum\nreturn \"a \\\" b\"")
    #expect(
      first == tokens("/* a /* b */ c */ let  s=17+y\n\n  return \"\"\"\nlong \"one\"\n\"\"\""))
    #expect(first != tokens("var total = 0.5 + x1\nreturn \"a\""))
    #expect(first != tokens("let total = 0.5 - x1\nreturn \"a\""))
    #expect(tokens("0..<n").count == 5)
    #expect(tokens("").isEmpty && tokens("// only a comment").isEmpty)
    #expect(tokens("/* never closed") == [] && tokens("\"never closed").count == 1)
  }

  @Test("Of each window one fingerprint is kept, and a long enough copy is always found")
  func winnowing() {
    let tokens = (0..<200).map { (number: Int) in UInt64(number * number * 31 % 97) }
    let hashes = Winnowing.hashes(of: tokens)
    let kept = Winnowing.fingerprints(of: tokens)
    for start in 0...(hashes.count - Winnowing.window) {
      let window = hashes[start..<(start + Winnowing.window)]
      #expect(window.min().map(kept.contains) == true)
    }
    let least = Winnowing.length + Winnowing.window - 1
    var copy: [UInt64] = [900, 901, 902]
    copy += tokens[40..<(40 + least)]
    copy += [903, 904]
    #expect(!Winnowing.fingerprints(of: copy).isDisjoint(with: kept))
    #expect(Winnowing.fingerprints(of: Array(tokens.prefix(Winnowing.length - 1))).isEmpty)
  }

  @Test("A hash depends on its own tokens only")
  func rolling() {
    let tokens = (0..<60).map { UInt64($0 % 11) }
    let hashes = Winnowing.hashes(of: tokens)
    for start in hashes.indices {
      #expect(
        Winnowing.hashes(of: Array(tokens[start..<(start + Winnowing.length)])) == [hashes[start]])
    }
  }

  @Test("Who goes another way isn't alike")
  func different() { #expect(clusters(others) == []) }

  @Test("A copy with other names and comments is found, and isn't the same file")
  func renamed() throws {
    let copy = way(3, name: "copied", note: "// mine").replacing("x", with: "values")
    let found = clusters(others.merging(["Copy": copy]) { $1 })
    #expect(found.map(\.students) == [["Copy", "S3"]])
    #expect(found.first?.shares == 1...1)
    #expect(found.first?.isIdentical == false)
  }

  @Test("A copy with a few lines changed is found, with its share")
  func changed() throws {
    let long = (3..<9).map { function($0) }.joined()
    let copy = long.replacing(
      "  return s\n}\n", with: "  print(s, [s])\n  return s\n}\n", maxReplacements: 1)
    #expect(copy != long)
    let found = clusters(others.merging(["A": long, "B": copy]) { $1 })
    let pair = try #require(found.first { $0.students == ["A", "B"] })
    let (a, b) = (prints(long), prints(copy))
    #expect(a != b && !pair.isIdentical)
    #expect(pair.own == a.intersection(b).count && pair.unusual * 2 > pair.own)
    let share = Double(pair.own) / Double(min(a.count, b.count))
    #expect(pair.shares == share...share)
  }

  private func prints(_ text: String) -> Set<UInt64> {
    Winnowing.fingerprints(of: SourceTokens(Data(text.utf8)).values)
  }

  /// A long answer, and copies of it in which another function each has been written anew.
  private func copies(_ count: Int, newFunctions: Int = 0) -> [String: String] {
    let functions = (0..<12).map { function(40 + $0, name: "f\($0)") }
    return Dictionary(
      uniqueKeysWithValues: (0..<count).map { number in
        var copy = functions
        for place in 0..<newFunctions {
          let index = (number + place) % copy.count
          copy[index] = function(100 + 7 * number + place, name: "new")
        }
        // A few lines more or less make no other answer of it.
        copy.append(String(repeating: "print(s)\n", count: number % 3))
        return ("Copy\(number)", copy.joined())
      })
  }

  @Test(
    "Copies don't hide each other, and make one cluster",
    arguments: [(3, 8, 0), (9, 19, 0), (3, 8, 1), (9, 19, 1), (200, 300, 0)])
  func manyCopies(number: Int, size: Int, newFunctions: Int) throws {
    let others = (0..<(size - number)).map { rest in
      ("S\(rest)", (0..<12).map { function(1000 + 20 * rest + $0) }.joined())
    }
    let found = clusters(
      copies(number, newFunctions: newFunctions).merging(others) { $1 })
    #expect(found.map(\.students.count) == [number])
    let cluster = try #require(found.first)
    #expect(cluster.students.allSatisfy { $0.hasPrefix("Copy") })
    #expect((cluster.shares.lowerBound >= 0.95) == (newFunctions == 0))
    // What more than half the class has isn't unusual.
    #expect((cluster.unusual * 2 > cluster.own) == (number * 2 <= size))
  }

  @Test("A few lines that are in many longer answers are no copy")
  func fewLines() {
    let short = function(50)
    #expect(
      clusters(["A": short, "B": short + function(51) + function(52), "C": function(53)]) == [])
  }

  @Test("Three with the same file are one cluster")
  func group() {
    let found = clusters(others.merging(["A": way(9), "B": way(9), "C": way(9)]) { $1 })
    #expect(found.map(\.students) == [["A", "B", "C"]])
    #expect(found.first?.isIdentical == true)
  }

  @Test("The stub is nobody's copy, and what it says doesn't count")
  func stub() {
    let stub = way(20, name: "stub") + way(21, name: "more")
    #expect(clusters(["A": stub, "B": stub, "C": stub], stub: stub) == [])
    #expect(clusters(["A": stub + "let a = 1", "B": stub + "let b = 2"], stub: stub) == [])
  }

  @Test("Copies of the reference are named as that, and aren't taken for each other's")
  func reference() {
    let reference = function(30) + function(31)
    let found = similar(
      ["A": reference, "B": reference.replacing("func f", with: "func g"), "C": function(32)],
      origins: [origin("the reference solution", reference)])
    #expect(found.clusters == [])
    #expect(
      found.likenesses == [
        .init(
          exercise: "e", origin: "the reference solution",
          students: [.init(student: "A", share: 1), .init(student: "B", share: 1)])
      ])
  }

  @Test("A function taken from a suite is named, whatever else stands in either of them")
  func model() throws {
    let suite = (0..<20).map { function(60 + $0, name: "model\($0)") }.joined()
    let found = similar(
      [
        "A": function(65, name: "mine") + function(80) + function(81),
        "B": function(82) + function(83),
      ],
      origins: [origin("a model of the suites", suite, isAnswer: false)])
    let likeness = try #require(found.likenesses.first)
    #expect(found.likenesses.count == 1 && likeness.students.map(\.student) == ["A"])
    #expect((0.2..<0.5).contains(likeness.students[0].share))
  }

  @Test("Strange bytes, emptiness and endless files do no harm")
  func strange() {
    let found = SimilarSources(
      sources: [
        "A": ["e": Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 131) })],
        "B": ["e": Data()],
        "C": ["e": Data(repeating: 0x22, count: 500_000)], "D": [:],
      ], stubs: [:])
    #expect(found.clusters.isEmpty && found.likenesses.isEmpty)
  }
}
