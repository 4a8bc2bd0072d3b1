import Foundation
import Testing

@testable import Classroom

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

  private func matches(
    _ sources: [String: String], stub: String = "", reference: String = "struct R {}"
  ) -> [SimilarSources.Match] {
    SimilarSources(
      sources: sources.mapValues { ["e": Data($0.utf8)] }, stubs: ["e": Data(stub.utf8)],
      references: ["e": Data(reference.utf8)]
    ).matches
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
  func different() { #expect(matches(others) == []) }

  @Test("A copy with other names and comments is found, and isn't the same file")
  func renamed() throws {
    let copy = way(3, name: "copied", note: "// mine").replacing("x", with: "values")
    let found = matches(others.merging(["Copy": copy]) { $1 })
    #expect(found.map(\.students) == [["Copy", "S3"]])
    #expect(try #require(found.first).share == 1)
    #expect(found.first?.isIdentical == false)
  }

  @Test("A copy with a few lines changed is found, with its share")
  func changed() throws {
    let long = way(3) + way(13, name: "g") + way(23, name: "h")
    let copy = long.replacing("return s\n}\nfunc g", with: "print(s, [s])\nreturn s\n}\nfunc g")
    #expect(copy != long)
    let found = matches(others.merging(["A": long, "B": copy]) { $1 })
    let pair = try #require(found.first { $0.students == ["A", "B"] })
    let (a, b) = (prints(long), prints(copy))
    #expect(a != b && !pair.isIdentical)
    #expect(pair.own == a.intersection(b).count)
    #expect(pair.share == Double(pair.own) / Double(min(a.count, b.count)))
  }

  private func prints(_ text: String) -> Set<UInt64> {
    Winnowing.fingerprints(of: SourceTokens(Data(text.utf8)).values)
  }

  @Test("Three with the same file are one group")
  func group() {
    let found = matches(others.merging(["A": way(9), "B": way(9), "C": way(9)]) { $1 })
    #expect(found.map(\.students) == [["A", "B", "C"]])
    #expect(found.first?.isIdentical == true)
  }

  @Test("The stub and the reference are nobody's copy, and what the stub says doesn't count")
  func known() {
    let stub = way(20, name: "stub") + way(21, name: "more")
    let reference = stub + way(30)
    #expect(matches(["A": stub, "B": stub, "C": stub], stub: stub) == [])
    #expect(matches(["A": reference, "B": reference], stub: stub, reference: reference) == [])
    #expect(matches(["A": stub + "let a = 1", "B": stub + "let b = 2"], stub: stub) == [])
  }

  @Test("Strange bytes, emptiness and endless files do no harm")
  func strange() {
    let found = SimilarSources(
      sources: [
        "A": ["e": Data((0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 131) })],
        "B": ["e": Data()],
        "C": ["e": Data(repeating: 0x22, count: 500_000)], "D": [:],
      ], stubs: [:], references: [:])
    #expect(found.matches.isEmpty)
  }
}
