import Boundary
import Synchronization

/// What breaks a run of the suites off when nobody wants its verdict any more, such as one on a file that
/// has been saved again.
package final class Interruption: Sendable {
  /// Says that a run was broken off.
  package struct Interrupted: Error {}

  private let state = Mutex<(hasCome: Bool, program: StartedProgram?)>((false, nil))

  package init() {}

  /// Ends what runs, and whatever would be started next.
  package func interrupt() {
    state.withLock { state in
      state.hasCome = true
      state.program?.end()
    }
  }

  /// From now on it ends this program.
  func ends(_ program: StartedProgram) throws {
    state.withLock { $0.program = program }
    try requireNone()
  }

  func requireNone() throws {
    if state.withLock(\.hasCome) { throw Interrupted() }
  }
}
