import Commands
import Foundation

extension Command {
  static let staff = [classCommand, replay, verify, stubs, figures, new, export]
}

let program = Program(Command.staff, listsStaff: true) { title, _ in
  throw UsageError("'\(title.name)' is a command of the program gradus")
}
exit(program.perform(Array(CommandLine.arguments.dropFirst())))
