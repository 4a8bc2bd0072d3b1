import Curriculum

/// One thing that `gradus` can do.
package struct Command: Sendable {
  private let title: CommandTitle
  /// What stands behind the name in the usage line, before the options.
  private let arguments: [(name: String, help: String)]
  let options: [Arguments.Option]
  let run: @Sendable (Arguments) throws -> Int32

  package init(
    _ title: CommandTitle, arguments: [(name: String, help: String)] = [],
    options: [Arguments.Option] = [], run: @escaping @Sendable (Arguments) throws -> Int32
  ) {
    self.title = title
    self.arguments = arguments
    self.options = options
    self.run = run
  }

  package var name: String { title.name }

  /// Whether exercises may stand behind its name.
  var takesExercises: Bool { arguments.contains { $0.name.contains("exercise") } }

  var usage: String {
    // A name with signs of its own says itself whether it may be left out.
    let names = arguments.map { argument in
      argument.name.contains("<")
        ? argument.name
        : argument.name == exerciseArgument.name
          ? "[<\(argument.name)> ...]" : "<\(argument.name)>"
    }
    let options = options.map { option in
      option.value.map { "[\(option.names[0]) <\($0)>]" } ?? "[\(option.names[0])]"
    }
    return (["gradus", name] + names + options).joined(separator: " ")
  }

  package var help: String {
    var text = "OVERVIEW: \(title.overview)\n\nUSAGE: \(usage)\n"
    if !arguments.isEmpty {
      text +=
        "\nARGUMENTS:\n"
        + arguments.map { argument in
          helpRow(argument.name.contains("<") ? argument.name : "<\(argument.name)>", argument.help)
        }.joined()
    }
    let rows = (options + [helpOption]).map { option in
      helpRow(
        option.names.joined(separator: ", ") + (option.value.map { " <\($0)>" } ?? ""), option.help)
    }
    return text + "\nOPTIONS:\n" + rows.joined()
  }
}

let helpOption = Arguments.Option("-h", "--help", help: "Show help information.")

package let exerciseArgument = (
  name: "exercise",
  help: "An exercise's number, id, folder or a unique part of its name. (default: all)"
)

/// A row of the help, as Swift's argument parser lays it out.
func helpRow(_ name: String, _ help: String) -> String {
  let indent = 2
  let column = 26
  let words = help.split(separator: " ")
  var lines: [String] = [""]
  for word in words {
    let line = lines[lines.count - 1]
    if line.isEmpty {
      lines[lines.count - 1] = String(word)
    } else if line.count + 1 + word.count <= 80 - column {
      lines[lines.count - 1] += " " + word
    } else {
      lines.append(String(word))
    }
  }
  let margin = String(repeating: " ", count: column)
  let text = lines.joined(separator: "\n" + margin)
  let start = String(repeating: " ", count: indent) + name
  return start.count < column
    ? start + String(repeating: " ", count: column - start.count) + text + "\n"
    : start + "\n" + margin + text + "\n"
}

/// The exercises that the words name; all when there are none.
package func exercises(named words: [String]) throws(UsageError) -> [Exercise] {
  guard !words.isEmpty else { return Exercise.all }
  var chosen: Set<Exercise> = []
  for word in words { chosen.insert(try exercise(named: word)) }
  return Exercise.all.filter(chosen.contains)
}

/// The exercise that a path leads to, such as "Exercises/09-Initialisation/", which the Tab key makes.
private func exercise(atPath path: String) -> Exercise? {
  let parts = path.split(separator: "/").reversed()
  return parts.lazy.compactMap { part in
    Exercise.all.first { [$0.folder, $0.handout].contains(String(part)) }
  }.first
}

package func exercise(named word: String) throws(UsageError) -> Exercise {
  let exact = Exercise.all.filter {
    [$0.id, $0.name, $0.folder].contains(word) || $0.number == Int(word)
  }
  if let exercise = exact.first ?? exercise(atPath: word) { return exercise }
  let part = word.lowercased()
  let matches = Exercise.all.filter {
    $0.id.contains(part) || $0.title.lowercased().contains(part)
      || $0.name.lowercased().contains(part)
  }
  switch matches.count {
  case 1: return matches[0]
  case 0:
    throw UsageError(
      "There is no exercise '\(word)'" + suggestion(for: part, among: Exercise.all.map(\.id)))
  default:
    let list = matches.map(\.id).joined(separator: ", ")
    throw UsageError("The name '\(word)' fits several exercises: \(list)")
  }
}
