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
  throw UsageError(
    "Unknown subcommand '\(name)'"
      + suggestion(for: name, among: Command.all.map(\.name) + ["help"]))
}

func perform(_ words: [String]) -> Int32 {
  var usage = "gradus <subcommand>"
  do {
    switch words.first {
    case nil, "-h", "--help": print(overview)
    case "--version": print(kitVersion)
    case "help":
      print(try words.dropFirst().first.map { try command(named: $0).help } ?? overview)
    case let name?:
      let command = try command(named: name)
      usage = command.usage
      let arguments = try Arguments(
        Array(words.dropFirst()), options: command.options + [helpOption])
      if arguments.has("-h") {
        print(command.help)
        return 0
      }
      return try command.run(arguments)
    }
    return 0
  } catch let error as UsageError {
    complain(
      "Error: \(error.message)\nUsage: \(usage)\n  See 'gradus --help' for more information.")
    return Status.usage
  } catch {
    complain("Error: \(error)")
    return Status.cannotGrade
  }
}

exit(perform(Array(CommandLine.arguments.dropFirst())))
