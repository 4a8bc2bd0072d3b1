import Boundary
import Commands
import Foundation
import Grading

extension Command {
  static let play = Command(
    .play,
    arguments: [(name: "[<file>]", help: "A file of Swift statements, such as try.swift.")],
    options: [
      .init(
        "--answers", value: "folder",
        help: "The folder of answers that the file may use. (default: Exercises)")
    ]
  ) { arguments in
    guard let file = arguments.positional.first else {
      print(
        """
        There is no prompt to type at: Swift's own is its debugger, which doesn't start everywhere.
        Write statements into a file instead, and run it as often as you like:

          echo 'import LinearAlgebra; print(Vector([1, 2]) * 3)' > try.swift
          swift run gradus play try.swift
        """)
      return Status.usage
    }
    guard arguments.positional.count == 1 else {
      throw UsageError("Unexpected argument '\(arguments.positional[1])'")
    }
    let kit = try BuiltKit(image: #dsohandle)
    let answers = arguments.value(of: "--answers") ?? "Exercises"
    guard let folder = place(ofAnswers: answers, root: kit.root)?.resolved else {
      throw CommandError("There is no folder '\(answers)'")
    }
    let playground = Playground(kit: kit, answers: folder)
    let library: String
    do { library = try playground.library(of: file) } catch let failure as AnswerFailure {
      complain(failure.description)
      if let words = plainWords(failure.description, of: file) { complain("\n\(words)") }
      return 1
    }
    fflush(nil)
    let words = [playground.program, Playground.word, library]
    setenv("SWIFT_BACKTRACE", "enable=yes,threads=crashed,registers=none,images=none,limit=16", 0)
    execv(words[0], words.map { strdup($0) } + [nil])
    throw CommandError("\(words[0]) can't be started: \(String(cString: strerror(errno)))")
  }
}

/// What the first error of a file means, for whoever is new to Swift; nil where nobody has written it down.
private func plainWords(_ complaints: String, of file: String) -> String? {
  var error = CompilerMessages(complaints).errors[0]
  let lines = (try? String(contentsOfFile: file, encoding: .utf8))?.components(separatedBy: "\n")
  if let lines, lines.indices.contains(error.line - 1) { error.source = lines[error.line - 1] }
  return CompilerSentences.sentence(for: error).map { "In plain words: \($0)" }
}
