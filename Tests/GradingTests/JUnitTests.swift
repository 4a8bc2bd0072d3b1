import Boundary
import Foundation
import Testing

@testable import Grading

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("The report as JUnit XML")
struct JUnitTests {
  private func elements(_ report: Report) throws -> [XMLElement] {
    let reader = XMLReader()
    let parser = XMLParser(data: report.junit())
    parser.delegate = reader
    let isWellFormed = parser.parse()
    try #require(isWellFormed, "\(String(describing: parser.parserError))")
    return reader.elements
  }

  @Test("There is a suite for every exercise, and a case for every test")
  func structure() throws {
    let elements = try elements(.sample())
    #expect(elements.first?.name == "testsuites")
    #expect(
      elements.filter { $0.name == "testsuite" }.map { $0["name"] } == [
        "1 · Softmax Jacobian", "4 · Huber regression", "5 · Optimizers",
        "12 · Backpropagation by hand",
      ])
    #expect(elements.filter { $0.name == "testcase" }.count == 7)
    let test = try #require(elements.first { $0["name"]?.contains("large residual") == true })
    #expect(test["classname"] == "huber-regression")
    #expect(test["time"] == "0.250")
  }

  @Test("The counts tell failures, errors and skipped tests apart")
  func counts() throws {
    let elements = try elements(.sample())
    func counts(_ element: XMLElement?) -> [String?] {
      ["tests", "failures", "errors", "skipped", "time"].map { element?[$0] }
    }
    #expect(counts(elements.first) == ["7", "1", "2", "2", "1.750"])
    let suite = elements.first { $0["name"] == "4 · Huber regression" }
    #expect(counts(suite) == ["4", "1", "1", "1", "1.000"])
  }

  @Test("A failure has its first line as message and all of it as text")
  func failure() throws {
    let failure = try #require(elements(.sample()).first { $0.name == "failure" })
    #expect(failure["message"] == "loss(residual: 3.0, delta: 1.0) is 3.0, expected 2.5")
    #expect(
      failure.text == "loss(residual: 3.0, delta: 1.0) is 3.0, expected 2.5\n  off by 0.5")
  }

  @Test(
    "Each status is what other tools make of it",
    arguments: [
      (TestStatus.passed, nil), (.failed, "failure"), (.notImplemented, "skipped"),
      (.crashed, "error"), (.timedOut, "error"), (.outOfMemory, "error"),
      (.didNotCompile, "error"), (.lost, "error"),
    ])
  func outcomes(status: TestStatus, element: String?) throws {
    let elements = try elements(report(TestReport("a", status)))
    let inside = elements.filter { !["testsuites", "testsuite", "testcase"].contains($0.name) }
    #expect(inside.map(\.name) == (element.map { [$0] } ?? []))
    if element == "error" { #expect(inside.first?["type"] == status.rawValue) }
  }

  @Test("Signs that mean something to XML come through, and what it can't carry is left out")
  func strangeText() throws {
    let wild = "a < b && c > \"d\" ]]> 'e' <![CDATA[\u{0}\u{1B}[31m\u{B}\r\t\u{FFFE}½ <\u{338} 👩‍🏫"
    let tame = "a < b && c > \"d\" ]]> 'e' <![CDATA[[31m\t½ <\u{338} 👩‍🏫"
    let elements = try elements(
      report(TestReport(wild, .failed, messages: [wild + "\nmore"], output: wild)))
    let flat = tame.replacing("\t", with: " ")  // XML turns a tab in an attribute into a space.
    #expect(elements.first { $0.name == "testcase" }?["name"] == flat)
    #expect(elements.first { $0.name == "failure" }?["message"] == flat)
    #expect(elements.first { $0.name == "failure" }?.text == tame + "\nmore")
    #expect(elements.first { $0.name == "system-out" }?.text == tame)
  }

  private func report(_ test: TestReport) -> Report {
    Report(
      answers: "Exercises", seed: 0, toolchain: "", isComplete: true,
      exercises: [ExerciseReport(4, "Huber regression", .partial, 0, of: 20, [test])])
  }
}

/// An element that a parser has met, with the text that stands directly in it.
private struct XMLElement {
  let name: String
  let attributes: [String: String]
  var text = ""

  subscript(attribute: String) -> String? { attributes[attribute] }
}

/// Notes all elements in the order in which they begin.
private final class XMLReader: NSObject, XMLParserDelegate {
  private(set) var elements: [XMLElement] = []
  private var open: [Int] = []

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    open.append(elements.count)
    elements.append(XMLElement(name: name, attributes: attributes))
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
  }

  func parser(_ parser: XMLParser, foundCharacters text: String) {
    if let last = open.last { elements[last].text += text }
  }
}
