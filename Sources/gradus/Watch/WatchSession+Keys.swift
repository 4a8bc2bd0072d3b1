import Commands
import Curriculum
import Foundation
import Grading

extension WatchSession {
  /// Does what the keys say that were pressed; false when it is to end.
  func readKeys() throws -> Bool {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(STDIN_FILENO, &bytes, bytes.count)
    // The terminal is gone.
    if count <= 0 { return false }
    // What begins with an escape is an arrow or the like.
    if bytes[0] == 0x1B {
      screen.view = .verdict
      return true
    }
    for byte in bytes.prefix(count) {
      if case .question = screen.view {
        answer(isYes: byte == UInt8(ascii: "y"))
        continue
      }
      screen.notice = nil
      switch byte {
      case UInt8(ascii: "q"), 3, 4: return false
      case UInt8(ascii: "h"): showHint()
      case UInt8(ascii: "n"): goOn()
      case UInt8(ascii: "l"): list()
      case UInt8(ascii: "d"): toggleDetails()
      case UInt8(ascii: " "):
        if case .details(let page) = screen.view { screen.view = .details(page: page + 1) }
      case UInt8(ascii: "r"):
        screen.view = .question(
          "Put the stub of \(screen.exercise) back? Your code is kept in "
            + "\(DeskFolder.name)/replaced. y for yes, any other key for no.")
      default: screen.view = .verdict
      }
    }
    return true
  }

  private func toggleDetails() {
    if case .details = screen.view {
      screen.view = .verdict
    } else {
      screen.view = .details(page: 0)
    }
  }

  private func showHint() {
    do {
      let hints = try Hints(for: screen.exercise, ofKit: grader.kit.root)
      guard let topic = screen.next?.function.flatMap(hints.topic) ?? hints.topics.first,
        !topic.hints.isEmpty
      else { return }
      screen.view = .hint(try NextHint(screen.exercise, topic, SeenHints(desk)).lines)
    } catch {
      screen.notice = "\(error)"
    }
  }

  /// To the next exercise of the course.
  private func goOn() {
    look(at: NextExercise.after(screen.exercise, points: Progress(desk).latest))
  }

  /// The exercises with the points that were noted last.
  private func list() {
    let points = Progress(desk).latest
    let width = Exercise.all.map(\.description.count).max() ?? 0
    let rows = Exercise.all.map { exercise in
      let name = exercise.number < 10 ? " \(exercise)" : "\(exercise)"
      let score = (points[exercise.id].map(String.init) ?? "–") + " / \(exercise.points)"
      return (exercise == screen.exercise ? "> " : "  ")
        + name.padding(toLength: width + 2, withPad: " ", startingAt: 0) + score
    }
    screen.view = .list(rows)
  }

  private func answer(isYes: Bool) {
    screen.view = .verdict
    guard isYes else { return }
    let store = StubStore(root: grader.kit.root, files: files)
    do {
      screen.notice =
        store.isHere
        ? try resetSentence(screen.exercise, store)
        : "Here stubs are cut out of the solutions: swift run gradus stubs \(screen.exercise.number)"
    } catch {
      screen.notice = "\(error)"
    }
  }
}
