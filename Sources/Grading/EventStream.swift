import Foundation

/// What Swift Testing's event stream says of a run.
///
/// Format: https://github.com/swiftlang/swift-testing/blob/main/Documentation/ABI/JSON.md
struct EventStream {
  /// What became of one test, a function with all its cases.
  struct Outcome {
    var name: String
    var place: (file: String, line: Int)
    var issues: [String] = []
    var hasBegun = false
    var isCancelled = false
    var hasEnded = false
    var seconds = 0.0
    fileprivate var start = 0.0
  }

  var tests: [String: Outcome] = [:]
  private(set) var hasStarted = false
  var hasEnded = false
  private(set) var toolchain = ""

  init(_ data: Data) {
    let decoder = JSONDecoder()
    for line in data.split(separator: UInt8(ascii: "\n")) {
      // A line may be cut off by a crash; what it would have said is then lost, never a pass.
      guard let record = try? decoder.decode(Record.self, from: Data(line)) else { continue }
      switch record.kind {
      case "test": note(test: record.payload)
      case "event": note(event: record.payload)
      default: break
      }
    }
  }

  private mutating func note(test: Payload) {
    guard test.kind == "function", let id = test.id else { return }
    tests[id] = Outcome(
      name: test.displayName ?? test.name ?? id,
      place: (test.sourceLocation?.fileID ?? "", test.sourceLocation?.line ?? 0))
  }

  private mutating func note(event: Payload) {
    let messages = event.messages ?? []
    let details = messages.filter { $0.symbol == "details" }.map(\.text)
    switch event.kind {
    case "runStarted":
      hasStarted = true
      toolchain = details.compactMap { $0.split(separator: ": ").last }.joined(separator: ", ")
    case "runEnded": hasEnded = true
    default: break
    }
    guard let id = event.testID, var test = tests[id] else { return }
    let now = event.instant?.absolute ?? 0
    switch event.kind {
    case "testStarted":
      test.hasBegun = true
      test.start = now
    case "testCancelled", "testCaseCancelled": test.isCancelled = true
    case "issueRecorded" where event.issue?.isFailure ?? true:
      // An issue of `expect` stands in the details; one of `#expect` may have none.
      let sentences = details.isEmpty ? messages.map(\.text) : details
      test.issues.append(sentences.joined(separator: "\n"))
    case "testEnded":
      test.hasEnded = true
      test.seconds = now - test.start
    default: break
    }
    tests[id] = test
  }

  private struct Record: Decodable {
    let kind: String
    let payload: Payload
  }

  /// Both kinds of records in one; what the other kind has is missing.
  private struct Payload: Decodable {
    let kind: String
    let id: String?
    let name: String?
    let displayName: String?
    let sourceLocation: Place?
    let testID: String?
    let issue: Issue?
    let messages: [Message]?
    let instant: Instant?
  }

  private struct Place: Decodable {
    let fileID: String
    let line: Int
  }

  private struct Issue: Decodable { let isFailure: Bool? }

  private struct Message: Decodable {
    let symbol: String
    let text: String
  }

  private struct Instant: Decodable { let absolute: Double }
}
