import Boundary
import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Authoring
@testable import Grading

/// The built kit that these tests belong to.
let kit = Result {
  Reaper.buryOrphans()
  return try BuiltKit(image: #dsohandle)
}

/// Whether this edition of the kit has solutions, from which sample answers are made.
let hasSolutions = (try? kit.get()).map { Stubs(kit: $0).haveSolutions } ?? false

/// What the built program `gradus` has left.
struct GradusRun {
  let status: Int32?
  let output: String
  let errors: String

  /// Runs `gradus`, with its standard error apart from its output.
  ///
  /// - Parameters:
  ///   - environment: variables beside our own, of which those that steer the program are left out.
  ///   - shell: what a shell does, where `$0` is the program and `$@` are the words.
  ///   - program: the path; that of the built kit when nil.
  init(
    _ words: [String], environment: [String: String] = [:], shell: String = #"exec "$0" "$@""#,
    program: String? = nil
  ) throws {
    let inherited = ProcessInfo.processInfo.environment.filter {
      !["GRADUS_", "NO_COLOR", "COLUMNS", "TERM"].contains(where: $0.key.hasPrefix)
    }
    let program = try program ?? kit.get().products + "/gradus"
    let result = try run(
      "/bin/sh", ["-c", "{ \(shell)\n} >&7 2>&9 7>&- 9>&-", program] + words,
      environment: inherited.merging(environment) { $1 }
        .merging([Builder.skipVariable: "1"]) { $1 }, seconds: 300, streams: [7, 9])
    status = result.ending?.status
    output = String(decoding: result.streams[7] ?? Data(), as: UTF8.self)
    errors = String(decoding: result.streams[9] ?? Data(), as: UTF8.self)
  }

  init(_ words: String...) throws { try self.init(words) }
}

extension Folder {
  /// Writes a script that can be run.
  ///
  /// Not by ourselves: what another test starts meanwhile would inherit a descriptor that writes to the
  /// script for a moment, and a file that is being written can't be run.
  @discardableResult
  func writeProgram(_ text: String, to name: String) throws -> String {
    let draft = try write(text, to: name + ".text")
    let place = "\(path)/\(name)"
    let copy = try run(
      "/bin/sh", ["-c", "cp \"$0\" \"$1\" && chmod 755 \"$1\"", draft, place], environment: [:],
      seconds: 60)
    guard copy.ending?.status == 0 else { throw Grader.Failure(description: copy.output) }
    return place
  }
}

extension Error {
  /// What a failure of the library says.
  var sentence: String? { (self as? Grader.Failure)?.description }
}
