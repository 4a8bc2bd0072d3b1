import Curriculum
import Foundation

/// What `gradus` says when it is asked nothing.
let overview: String = {
  let commands = Command.all.map { helpRow($0.name, $0.overview) }.joined()
  return """
    OVERVIEW: A test-driven exercise kit for the first weeks of a deep-learning course.

    USAGE: gradus <subcommand>

    OPTIONS:
    \(helpRow("--version", "Show the version."))\(helpRow("-h, --help", "Show help information."))
    SUBCOMMANDS:
    \(commands)\(helpRow("help", "Show help for a subcommand."))
      See 'gradus help <subcommand>' for detailed help.

    """
}()

/// Exit statuses as `docs/architecture.md` states them.
enum Status {
  static let cannotGrade: Int32 = 2
  static let usage: Int32 = 64
}

func complain(_ text: String) {
  FileHandle.standardError.write(Data((text + "\n").utf8))
}

func command(named name: String) throws(UsageError) -> Command {
  if let command = Command.all.first(where: { $0.name == name }) { return command }
  let kind = name.hasPrefix("-") ? "option" : "subcommand"
  let known = Command.all.map(\.name) + ["help", "--help", "--version"]
  throw UsageError("Unknown \(kind) '\(name)'" + suggestion(for: name, among: known))
}

func perform(_ words: [String]) -> Int32 {
  var usage = "gradus <subcommand>"
  var help = "gradus --help"
  do {
    switch words.first {
    case nil, "-h", "--help": print(overview, terminator: "")
    case "--version": print(kitVersion)
    case "help":
      let topic = words.dropFirst().first { $0 != "help" }
      try print(topic.map { try command(named: $0).help } ?? overview, terminator: "")
    case let name?:
      let command = try command(named: name)
      usage = command.usage
      help = "gradus help \(name)"
      let arguments = try Arguments(
        Array(words.dropFirst()), options: command.options + [helpOption])
      if arguments.has("-h") {
        print(command.help, terminator: "")
        return 0
      }
      return try command.run(arguments)
    }
    return 0
  } catch let error as UsageError {
    complain(
      "Error: \(error.message)\nUsage: \(usage)\n  See '\(help)' for more information.")
    return Status.usage
  } catch {
    complain("Error: \(sentence(error))")
    return Status.cannotGrade
  }
}

exit(perform(Array(CommandLine.arguments.dropFirst())))
