import Boundary
import Commands
import Foundation
import Grading

/// `gradus-staff`, the program for the course's staff, which isn't built until it is asked for.
struct StaffProgram {
  private let kit = Result { try BuiltKit(image: #dsohandle) }

  /// Whether this edition of the kit has it.
  var isHere: Bool {
    guard let kit = try? kit.get() else { return false }
    return isBuilt(kit)
      || FileManager.default.fileExists(atPath: kit.root + "/Sources/gradus-staff")
  }

  private func isBuilt(_ kit: BuiltKit) -> Bool {
    FileManager.default.isExecutableFile(atPath: kit.staff)
  }

  /// Goes on as that program, with the same words; it is built before if the kit has changed.
  func become(_ title: CommandTitle, _ words: [String]) throws -> Int32 {
    let kit = try kit.get()
    guard isHere else { throw UsageError("'\(title.name)' is in the teachers' edition of the kit") }
    let skipsBuild = words.contains(skipBuildOption.names[0]) && isBuilt(kit)
    if !skipsBuild { try build(.staff, of: kit) }
    fflush(nil)
    let arguments = ([kit.staff] + words).map { strdup($0) } + [nil]
    execv(kit.staff, arguments)
    throw CommandError("\(kit.staff) can't be started: \(String(cString: strerror(errno)))")
  }
}
