import Curriculum
import Foundation
import Texts

/// A program that carries out commands.
package struct Program {
  private let commands: [Command]
  private let listsStaff: Bool
  private let handOver: (CommandTitle, [String]) throws -> Int32

  /// Creates a program.
  ///
  /// - Parameters:
  ///   - commands: those that it carries out itself.
  ///   - listsStaff: whether the overview names the commands for course staff.
  ///   - handOver: is given all words where the command is another program's.
  package init(
    _ commands: [Command], listsStaff: Bool,
    handOver: @escaping (CommandTitle, [String]) throws -> Int32
  ) {
    self.commands = commands
    self.listsStaff = listsStaff
    self.handOver = handOver
  }

  /// Does what the words say, and returns the exit status.
  package func perform(_ words: [String]) -> Int32 {
    var usage = "gradus <subcommand>"
    var help = "gradus --help"
    do {
      switch words.first {
      case nil, "-h", "--help": print(overview, terminator: "")
      case "--version": print(kitVersion)
      case completionOption: print(try completionScript(words.dropFirst()), terminator: "")
      case "help":
        guard let topic = words.dropFirst().first(where: { $0 != "help" }) else {
          print(overview, terminator: "")
          break
        }
        switch try place(of: topic) {
        case .here(let command): print(command.help, terminator: "")
        case .elsewhere(let title): return try handOver(title, words)
        }
      case let name?:
        switch try place(of: name) {
        case .elsewhere(let title): return try handOver(title, words)
        case .here(let command):
          usage = command.usage
          help = "gradus help \(name)"
          let arguments = try Arguments(
            Array(words.dropFirst()), options: command.options + [helpOption])
          guard arguments.has("-h") else { return try command.run(arguments) }
          print(command.help, terminator: "")
        }
      }
      return 0
    } catch let error as UsageError {
      complain(
        "Error: \(error.message)\nUsage: \(usage)\n  See '\(help)' for more information.")
      return Status.usage
    } catch {
      // The names of hand-ins may stand in it.
      complain("Error: \(shownLines(sentence(error)))")
      return Status.cannotGrade
    }
  }

  /// What `gradus` says when it is asked nothing.
  var overview: String {
    """
    OVERVIEW: A test-driven exercise kit for the first weeks of a deep-learning course.

    USAGE: gradus <subcommand>

    OPTIONS:
    \(helpRow("--version", "Show the version."))\(helpRow("-h, --help", "Show help information."))\
    \(helpRow("\(completionOption) <shell>", completionHelp))
    SUBCOMMANDS:
    \(rows(CommandTitle.students))\(helpRow("help", "Show help for a subcommand."))\(forStaff)
      See 'gradus help <subcommand>' for detailed help.

    """
  }

  private func completionScript(_ words: ArraySlice<String>) throws(UsageError) -> String {
    let known = CompletionScript.Shell.allCases.map(\.rawValue)
    guard let word = words.first, let shell = CompletionScript.Shell(rawValue: word) else {
      throw UsageError("Name a shell: \(known.joined(separator: ", "))")
    }
    let titles = CommandTitle.students + (listsStaff ? CommandTitle.staff : [])
    return CompletionScript(titles: titles, commands: commands).text(for: shell)
  }

  private var forStaff: String {
    listsStaff ? "\nSUBCOMMANDS FOR COURSE STAFF:\n" + rows(CommandTitle.staff) : ""
  }

  private func rows(_ titles: [CommandTitle]) -> String {
    titles.map { helpRow($0.name, $0.overview) }.joined()
  }

  private enum Place {
    case here(Command)
    case elsewhere(CommandTitle)
  }

  private func place(of name: String) throws(UsageError) -> Place {
    if let command = commands.first(where: { $0.name == name }) { return .here(command) }
    let titles = CommandTitle.students + CommandTitle.staff
    if let title = titles.first(where: { $0.name == name }) { return .elsewhere(title) }
    let kind = name.hasPrefix("-") ? "option" : "subcommand"
    let known = (listsStaff ? titles : CommandTitle.students).map(\.name)
    throw UsageError(
      "Unknown \(kind) '\(name)'"
        + suggestion(for: name, among: known + ["help", "--help", "--version"]))
  }
}

private let completionOption = "--generate-completion-script"
private let completionHelp = "Print what lets a shell's Tab key know all this: bash, zsh or fish."

/// Exit statuses as `docs/architecture.md` states them.
package enum Status {
  package static let cannotGrade: Int32 = 2
  package static let usage: Int32 = 64
}

package func complain(_ text: String) {
  FileHandle.standardError.write(Data((text + "\n").utf8))
}
