import Foundation
import Testing

@testable import Classroom
@testable import Similarity

@Suite("Sources side by side")
struct SimilarPageTests {
  private func pair(_ left: String, _ right: String, stub: String = "") -> [SourcePair.Row] {
    SourcePair(Data(left.utf8), Data(right.utf8), stub: Data(stub.utf8)).rows
  }

  @Test("Lines that are the same, or are but for their names, stand beside each other")
  func rows() {
    #expect(
      pair("let a = 1\nvar b = a\nreturn a", "  let a = 1\nprint(1)\nvar c = d\nreturn a + 1") == [
        .init(left: "let a = 1", right: "  let a = 1", sign: .same),
        .init(left: nil, right: "print(1)", sign: .alone),
        .init(left: "var b = a", right: "var c = d", sign: .alike),
        .init(left: "return a", right: nil, sign: .alone),
        .init(left: nil, right: "return a + 1", sign: .alone),
      ])
    #expect(pair("", "") == [.init(left: "", right: "", sign: .same)])
  }

  @Test("Long pieces of the stub are one remark, short ones stay")
  func stub() {
    let stub = "// one\n// two\n\n// three\nfunc f() {\n}\n"
    let rows = pair("\(stub)let x = 2\n}", "let y = 3\n}", stub: stub)
    #expect(
      rows == [
        .init(left: "// … 6 lines of the stub", right: nil, sign: .alone),
        .init(left: "let x = 2", right: "let y = 3", sign: .alike),
        .init(left: "}", right: "}", sign: .same),
      ])
  }

  @Test("Endless sources are cut, and whatever stands in them is only text")
  func strange() throws {
    let long = source + String(repeating: "x = <b>&</b>\n", count: 5000)
    #expect(pair(long, long).count == SourcePair.limit)
    let comparison = SourceComparison(
      sources: [
        "<i>A</i>": ["huber-regression": Data(long.utf8)],
        "B": ["huber-regression": Data(long.utf8)],
      ])
    let html = String(decoding: try #require(SimilarPage(comparison).data()), as: UTF8.self)
    #expect(PageProbe(html: html).problems == [])
    #expect(html.contains("<h2 id=\"cluster-1\">Huber regression: <bdi>&lt;i&gt;A"))
    #expect(SimilarPage(SourceComparison(sources: [:])).data() == nil)
  }

  private let source = """
    func update(_ w: [Double], _ x: [Double], _ y: Double) -> [Double] {
      guard w.count == x.count, !x.isEmpty else { return [] }
      var sum = 0.0
      for index in w.indices { sum += w[index] * x[index] }
      if sum * y > 0 { return w }
      return zip(w, x).map { $0 + y * $1 }
    }
    """

  @Test("The class's page links to each pair, and names origins and what could not be read")
  func classPage() throws {
    let text = Data(source.utf8)
    let comparison = SourceComparison(
      sources: ["A": ["perceptron": text], "B": ["perceptron": text + Data(" // mine".utf8)]],
      origins: [
        .init(name: "the reference", isAnswer: true, sources: ["perceptron": Data("let a".utf8)])
      ],
      missing: ["C", "D"])
    let html = ClassPage([], comparison: comparison).similarSources
    #expect(html.contains("<a href=\"./similar.html#cluster-1\">side by side</a>"))
    #expect(html.contains("2 hand-ins aren’t on this machine") && html.contains("<bdi>D</bdi>"))
    let copied = SourceComparison(
      sources: ["A": ["perceptron": text]],
      origins: [.init(name: "the reference", isAnswer: true, sources: ["perceptron": text])])
    let named = ClassPage([], comparison: copied).similarSources
    #expect(named.contains("None of the sources that were compared"))
    #expect(named.contains("like the reference") && named.contains("<bdi>A</bdi> (100 %)"))
    #expect(ClassPage([]).similarSources.contains("No sources were compared."))
  }
}
