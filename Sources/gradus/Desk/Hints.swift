import Curriculum
import Foundation
import Pages

/// The hints that are folded into an exercise's handout.
struct Hints {
  /// The hints for one task or several.
  struct Topic: Equatable {
    /// The numbers of the tasks.
    var tasks: [Int]
    /// What the handout calls it, without the numbers.
    var title: String
    /// From a question to nearly the answer.
    var hints: [Hint] = []
  }

  struct Hint: Equatable {
    /// Such as "A direction".
    var label: String
    var text: String
  }

  private(set) var topics: [Topic] = []
  /// The functions and classes of each task, as the handout's list has them.
  private(set) var names: [Int: [String]] = [:]

  /// - Parameter handout: The text of the page.
  init(handout: String) {
    var section = ""
    var task = 0
    for line in handout.components(separatedBy: "\n") {
      if line.hasPrefix("## ") {
        section = String(line.dropFirst(3))
      } else if section == "The tasks" {
        if let match = line.firstMatch(of: /^(\d+)\.\s/), let number = Int(match.1) {
          task = number
        }
        if line.isEmpty, !names.isEmpty { task = 0 }
        let found = line.matches(of: /`([A-Za-z]\w*)`/).map { String($0.1) }
        if task > 0 { names[task, default: []] += found }
      } else if section == "Hints" {
        read(line)
      }
    }
    for index in topics.indices {
      for hint in topics[index].hints.indices {
        topics[index].hints[hint].text = topics[index].hints[hint].text
          .trimmingCharacters(in: .newlines)
      }
    }
  }

  /// The hints of an exercise of a kit.
  init(for exercise: Exercise, ofKit root: String) throws {
    let path = "\(root)/\(exercise.rooms.handout)"
    self.init(handout: try String(contentsOfFile: path, encoding: .utf8))
  }

  /// A line below "Hints": "### 5. Cost", "<details><summary>5 and 6 · ridgeObjective</summary>",
  /// "<details><summary>A question</summary>", or text.
  private mutating func read(_ line: String) {
    let summary = line.firstMatch(of: /<summary>(.*)<\/summary>/)?.1
    let heading = line.hasPrefix("### ") ? line.dropFirst(4) : summary
    if let heading, let match = heading.wholeMatch(of: /(\d[\d, and]*)\s*[.·]\s+(.*)/) {
      let numbers = match.1.matches(of: /\d+/).compactMap { Int($0.0) }
      topics.append(Topic(tasks: numbers, title: String(match.2)))
    } else if let summary, !topics.isEmpty {
      topics[topics.count - 1].hints.append(Hint(label: String(summary), text: ""))
    } else if !line.contains("details>"), let last = topics.last, !last.hints.isEmpty {
      topics[topics.count - 1].hints[last.hints.count - 1].text += line + "\n"
    }
  }

  /// The topic for a function, a class, a task's number or the beginning of a title.
  func topic(named word: String) -> Topic? {
    let word = word.lowercased()
    if let number = Int(word) { return topics.first { $0.tasks.contains(number) } }
    // "`Linear` and its `make…`": the function that makes an object stands with its class.
    let words = [word, word.hasPrefix("make") ? String(word.dropFirst(4)) : word]
    let tasks = words.flatMap { word in
      names.filter { $0.value.contains { $0.lowercased() == word } }.keys.sorted()
    }
    return tasks.lazy.compactMap { task in topics.first { $0.tasks.contains(task) } }.first
      ?? topics.first { $0.title.lowercased().hasPrefix(word) }
  }
}

/// Which hints have been seen, in the student's own file.
struct SeenHints {
  private static let file = "hints.txt"
  private let desk: DeskFolder

  init(_ desk: DeskFolder) { self.desk = desk }

  /// How many hints of a topic have been seen.
  func count(_ exercise: Exercise, _ topic: Hints.Topic) -> Int {
    desk.lines(of: Self.file).last { $0.hasPrefix(key(exercise, topic)) }
      .flatMap { $0.split(separator: " ").last.flatMap { Int($0) } } ?? 0
  }

  func note(_ count: Int, _ exercise: Exercise, _ topic: Hints.Topic) throws {
    let others = desk.lines(of: Self.file).filter { !$0.hasPrefix(key(exercise, topic)) }
    try desk.write(others + [key(exercise, topic) + "\(count)"], to: Self.file)
  }

  private func key(_ exercise: Exercise, _ topic: Hints.Topic) -> String {
    "\(exercise.id) \(topic.tasks[0]) "
  }
}

/// The next hint that somebody hasn't seen.
struct NextHint {
  let exercise: Exercise
  let topic: Hints.Topic
  /// Its number, from 1; all of them have been seen before where that is so.
  let number: Int
  let wereAllSeen: Bool

  /// Chooses it, and notes that it has been seen; after the last one they begin again.
  init(_ exercise: Exercise, _ topic: Hints.Topic, _ seen: SeenHints) throws {
    (self.exercise, self.topic) = (exercise, topic)
    let count = seen.count(exercise, topic)
    wereAllSeen = count >= topic.hints.count
    number = wereAllSeen ? 1 : count + 1
    try seen.note(number, exercise, topic)
  }

  var lines: [String] {
    let hint = topic.hints[number - 1]
    let more = topic.hints.count - number
    let next =
      more > 0
      ? "The next one is \(label(topic.hints[number].label))."
      : "That was the last hint for this task."
    return [
      "\(exercise) · \(topic.title)", "\(hint.label) (\(number) of \(topic.hints.count))", "",
    ]
      + Formula.plainText(in: hint.text).components(separatedBy: "\n") + ["", next]
  }

  private func label(_ text: String) -> String { text.prefix(1).lowercased() + text.dropFirst() }
}
