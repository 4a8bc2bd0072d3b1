import Boundary
import Classroom
import Curriculum
import Foundation
import Grading
import KitTesting
import Testing
import Texts

@Suite(
  "A hostile class: no point gained, none lost by a neighbour, nothing left behind",
  .slow, .enabled(if: hasSolutions, "needs Solutions/"),
  .enabled(if: hasSandbox, "needs bubblewrap"))
struct HostileClassTests {
  private let folder: Folder
  private let output: Folder
  private let kit: BuiltKit

  init() throws {
    folder = try Folder()
    output = try Folder()
    kit = try BuiltKit(image: #dsohandle)
  }

  @Test("Every hand-in gets its expected grade")
  func grades() throws {
    let listener = try Listener()
    let target = output.path + "/written-by-an-answer"
    let hostile = HostileClass(
      template: try template(), kit: kit.root, target: target, port: listener.port
    ).all
    #expect(hostile.count >= 40)
    let template = try template()
    let honest = template.replacing("/*BODY*/", with: "return loss != .huber")
    for handIn in hostile {
      try folder.make(handIn.name)
      for (path, text) in handIn.files { try folder.write(text, to: "\(handIn.name)/\(path)") }
    }
    for name in ["000-honest", "zzz-honest"] {
      // Each a little different, so that each is judged for itself.
      try folder.write(
        "// \(name)\n" + honest, to: "\(name)/04-HuberRegression/HuberRegression.swift")
    }
    try links()
    let before = try snapshot()
    var settings = ClassRun.Settings(folder: folder.path, output: output.path + "/grades")
    settings.sandbox = .bubblewrap
    let reports = try ClassRun(grader: Grader(image: #dsohandle), settings: settings).run { _ in }

    #expect(reports.count == hostile.count + 4)
    for report in reports where report.student.hasSuffix("-honest") {
      #expect(report.report.score == 20, "\(report.student)")
    }
    for report in reports where report.student.hasPrefix("linked") {
      #expect(report.report.score == 0 && !report.ignored.isEmpty, "\(report.student)")
    }
    for handIn in hostile {
      let report = try #require(
        reports.first { $0.student == shown(handIn.name) }, "no report for \(handIn.name)")
      let huber = report.report.exercises[3]
      let messages = (huber.tests.flatMap(\.messages) + [huber.compilerMessage ?? ""])
        .joined(separator: "\n")
      let score = report.report.score
      #expect(
        handIn.orLess ? score <= handIn.score : score == handIn.score,
        "\(handIn.name) has \(score): \(messages.prefix(1500)) \(report.failure ?? "")")
      #expect(
        handIn.words.isEmpty || messages.contains(handIn.words),
        "\(handIn.name): \(messages.prefix(500))")
      #expect(report.failure == nil, "\(handIn.name)")
    }
    let noted = reports.filter { report in
      report.report.exercises[3].tests.contains { !$0.sandboxEvents.isEmpty }
    }
    #expect(noted.map(\.student) == ["network"])
    #expect(try snapshot() == before)
    #expect(!FileManager.default.fileExists(atPath: target))
    #expect(!listener.wasCalled)
    #expect(try leftovers() == [])
  }

  /// The solution of exercise 4 with a hole in it.
  private func template() throws -> String {
    let text = try String(
      contentsOfFile: "\(kit.root)/Solutions/04-HuberRegression/HuberRegression.swift",
      encoding: .utf8)
    let head = "public func hasClosedForm(for loss: RegressionLoss) throws -> Bool {"
    let start = try #require(text.range(of: head)).upperBound
    let end = try #require(text.range(of: "// solution:end", range: start..<text.endIndex))
    return text.replacingCharacters(in: start..<end.upperBound, with: "\n/*BODY*/\n")
  }

  /// Hand-ins that are links to what isn't theirs.
  private func links() throws {
    let solution = "\(kit.root)/Solutions/04-HuberRegression"
    let files = FileManager.default
    try folder.make("linked-file/04-HuberRegression")
    try files.createSymbolicLink(
      atPath: "\(folder.path)/linked-file/04-HuberRegression/HuberRegression.swift",
      withDestinationPath: solution + "/HuberRegression.swift")
    try folder.make("linked-folder")
    try files.createSymbolicLink(
      atPath: "\(folder.path)/linked-folder/04-HuberRegression", withDestinationPath: solution)
  }

  /// The files of the kit and of the class, and when they were changed.
  private func snapshot() throws -> [String: Date] {
    var result: [String: Date] = [:]
    for root in [
      folder.path, "\(kit.root)/Exercises", "\(kit.root)/Solutions", "\(kit.root)/Tests",
    ] {
      for path in try FileManager.default.subpathsOfDirectory(atPath: root) {
        let attributes = try? FileManager.default.attributesOfItem(atPath: "\(root)/\(path)")
        result["\(root)/\(path)"] = attributes?[.modificationDate] as? Date
      }
    }
    return result
  }

  /// Processes of workers that are still there after a moment.
  private func leftovers() throws -> [String] {
    var left: [String] = []
    // Only Linux tells what runs by files.
    for _ in 0..<30 where FileManager.default.fileExists(atPath: "/proc/self") {
      left = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { process in
        let line = FileManager.default.contents(atPath: "/proc/\(process)/cmdline") ?? Data()
        let words = String(decoding: line, as: UTF8.self)
        return words.contains("gradus-worker") && words.contains(output.path)
      }
      if left.isEmpty { break }
      usleep(100_000)
    }
    return left
  }
}

/// Listens on this machine, and knows whether somebody called.
private final class Listener {
  private let descriptor: Int32
  let port: Int

  init() throws {
    let listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    descriptor = listening
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listening, $0, length) == 0 && listen(listening, 8) == 0
          && getsockname(listening, $0, &length) == 0
      }
    }
    port = Int(UInt16(bigEndian: address.sin_port))
    try #require(isBound)
  }

  /// Whether a connection waits to be accepted.
  var wasCalled: Bool {
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, 0) > 0
  }

  deinit { close(descriptor) }
}
