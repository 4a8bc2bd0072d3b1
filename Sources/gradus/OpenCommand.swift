import Boundary
import Commands
import Curriculum
import Foundation
import Grading
import Pages

extension Command {
  static let open = Command(
    .open,
    arguments: [("<exercise>", "An exercise's number, id or a unique part of its name.")],
    options: [
      .init(
        "--output", value: "folder",
        help: "Where the page goes, and those that it leads to. (default: .build/pages)"),
      .init("--no-browser", help: "Write the page and say where it is."),
    ]
  ) { arguments in
    guard let word = arguments.positional.first else { throw UsageError("Name an exercise") }
    if arguments.positional.count > 1 {
      throw UsageError("Unexpected argument '\(arguments.positional[1])'")
    }
    let exercise = try exercises(named: [word])[0]
    let kit = try BuiltKit(image: #dsohandle)
    let folder = arguments.value(of: "--output") ?? "\(kit.root)/.build/pages"
    let page = try LinkedPages(root: kit.root, folder: folder.resolved)
      .write(exercise.rooms.handout)
    print("\(exercise): \(page)")
    if arguments.has("--no-browser") { return 0 }
    if !Browser.open(page) { print("Nothing here shows pages by itself: open it in a browser.") }
    return 0
  }
}
