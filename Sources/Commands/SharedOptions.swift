import Boundary
import Foundation
import Grading

/// Where the digits lie with which labs were run.
package let dataOption = Arguments.Option(
  "--data", value: "folder",
  help: "The folder of data, for labs. (default: GRADUS_DATA, or ~/.cache/gradus)")

/// What keeps answers apart from the machine.
package let sandboxOption = Arguments.Option(
  "--sandbox", value: "kind",
  help: "What keeps answers apart from the machine: bubblewrap, none, or auto, which is "
    + "bubblewrap where it works. (default: none)")

/// What `--sandbox` asks for.
package func sandboxWish(
  _ arguments: Arguments, default standard: Sandbox.Wish = .none
) throws(UsageError) -> Sandbox.Wish {
  guard let word = arguments.value(of: "--sandbox") else { return standard }
  guard let wish = Sandbox.Wish(rawValue: word) else {
    let known = Sandbox.Wish.allCases.map(\.rawValue)
    throw UsageError(
      "The value '\(word)' is invalid for '--sandbox': expected \(known.joined(separator: ", "))"
        + suggestion(for: word, among: known))
  }
  return wish
}

package let skipBuildOption = Arguments.Option(
  "--skip-build", help: "Take the suites as they were built last, even if the kit has changed.")

/// Builds the suites when the kit has changed, and shows whoever waits how far that is.
package func buildIfNeeded(_ grader: Grader, _ arguments: Arguments) throws {
  if arguments.has(skipBuildOption.names[0]) { return }
  try build(.suites, of: grader.kit)
}

/// Builds a part of the kit when it has changed, and shows whoever waits how far that is.
package func build(_ part: Builder.Part, of kit: BuiltKit) throws {
  let title =
    switch part {
    case .suites: "Building the suites"
    case .staff: "Building the program for course staff"
    }
  let progress = StepProgress(title, speaksInPipes: true)
  defer { progress.end() }
  try Builder(kit: kit, part: part).build { progress.show($0) }
}
