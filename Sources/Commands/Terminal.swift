import Foundation
import Grading

extension TerminalStyle {
  /// The style of the terminal on standard output; plain where it is none.
  package static var current: TerminalStyle {
    let environment = ProcessInfo.processInfo.environment
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let noColor = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
    return TerminalStyle(width: width(environment), hasColor: isTerminal && !noColor)
  }

  /// How many rows the terminal on standard output has.
  package static var rows: Int {
    var size = winsize()
    let isKnown = ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0 && size.ws_row > 0
    return isKnown ? Int(size.ws_row) : 24
  }

  private static func width(_ environment: [String: String]) -> Int {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    return environment["COLUMNS"].flatMap { Int($0) } ?? 80
  }
}

/// A failure that is explained by its sentence alone.
package struct CommandError: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}

/// The sentence for an error that nobody has foreseen.
func sentence(_ error: any Error) -> String {
  guard error is CocoaError else { return "\(error)" }
  let path = (error as NSError).userInfo[NSFilePathErrorKey] as? String
  return [path, reason(error)].compactMap { $0 }.joined(separator: ": ")
}
