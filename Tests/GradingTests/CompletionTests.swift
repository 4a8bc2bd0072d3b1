import Boundary
import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Grading

private func find(_ shell: String) -> String? {
  ["/bin/", "/usr/bin/", "/opt/homebrew/bin/"].map { $0 + shell }
    .first(where: FileManager.default.isExecutableFile)
}

/// The scripts that the built program prints, in the shells themselves.
@Suite("The Tab key knows commands, options and exercises")
struct CompletionTests {
  /// What a shell prints that has read the script from the file `$1`.
  private func ask(_ shell: String, _ commands: String) throws -> [String] {
    let folder = try Folder()
    let script = try GradusRun("--generate-completion-script", shell)
    #expect((script.status, script.errors) == (0, ""))
    let file = try folder.write(script.output, to: "script")
    let options = ["bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]][shell] ?? []
    let result = try run(
      try #require(find(shell)), options + ["-c", commands.replacing("SCRIPT", with: "'\(file)'")],
      environment: ["HOME": folder.path, "TERM": "dumb", "PATH": "/usr/bin:/bin"], seconds: 120)
    #expect(result.ending?.status == 0, "\(result.output)")
    return result.output.split(separator: "\n").map(String.init)
  }

  @Test("In bash", .enabled(if: find("bash") != nil, "bash isn't there"))
  func bash() throws {
    func complete(_ words: String...) throws -> [String] {
      let list = words.map { "'\($0)'" }.joined(separator: " ")
      return try ask(
        "bash",
        "source SCRIPT; COMP_WORDS=(gradus \(list)); COMP_CWORD=\(words.count); _gradus; "
          + #"printf '%s\n' "${COMPREPLY[@]}""#)
    }
    #expect(try complete("wa") == ["watch"])
    #expect(Set(try complete("")).isSuperset(of: ["grade", "hint", "next", "help", "--version"]))
    #expect(try complete("grade", "--j") == ["--json", "--junit"])
    #expect(try complete("hint", "soft") == ["softmax-jacobian", "softmax-regression"])
    #expect(try complete("grade", "--answers", "") == [])
  }

  @Test("In zsh", .enabled(if: find("zsh") != nil, "zsh isn't there"))
  func zsh() throws {
    // Whoever completes calls `compadd` and `_describe`; here both print.
    let names = try ask(
      "zsh",
      "compdef() { }; source SCRIPT; compadd() { shift; print -l -- $@ }; _files() { print files }; "
        + "_describe() { print -l -- ${(P)2} }; words=(gradus wa); CURRENT=2; _gradus; "
        + "words=(gradus hint soft); CURRENT=3; _gradus; "
        + "words=(gradus grade --answers x); CURRENT=4; _gradus")
    #expect(names.contains("watch:Judge an exercise each time you save, on one screen."))
    #expect(names.contains("softmax-jacobian") && names.last == "files")
  }

  @Test("In fish", .enabled(if: find("fish") != nil, "fish isn't there"))
  func fish() throws {
    let names = try ask(
      "fish",
      "source SCRIPT; complete -C 'gradus wa'; complete -C 'gradus hint softmax-j'; "
        + "complete -C 'gradus grade --js'")
    let first = names.map { $0.split(separator: "\t").first.map(String.init) ?? "" }
    #expect(first.contains("watch") && first.contains("softmax-jacobian"))
    #expect(first.contains { $0.hasPrefix("--json") })
  }

  @Test("Another shell is refused, with those that there are")
  func unknown() throws {
    let run = try GradusRun("--generate-completion-script", "csh")
    #expect(run.status == 64 && run.errors.contains("Name a shell: bash, zsh, fish"))
  }
}
