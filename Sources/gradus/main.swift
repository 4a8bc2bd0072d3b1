import Commands
import Foundation

extension Command {
  static let students = [open, grade, submit, data, lab]
}

let staff = StaffProgram()
let program = Program(Command.students, listsStaff: staff.isHere) { title, words in
  try staff.become(title, words)
}
exit(program.perform(Array(CommandLine.arguments.dropFirst())))
