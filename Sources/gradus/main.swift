import Commands
import Foundation

extension Command {
  static let students = [
    grade, watch, hint, next, progress, reset, open, submit, data, play, lab,
  ]
}

let staff = StaffProgram()
let program = Program(Command.students, listsStaff: staff.isHere) { title, words in
  try staff.become(title, words)
}
exit(program.perform(Array(CommandLine.arguments.dropFirst())))
