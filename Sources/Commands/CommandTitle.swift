/// A command's name, and what it does in one line: what the overview lists.
package struct CommandTitle: Sendable {
  package let name: String
  let overview: String

  package init(_ name: String, _ overview: String) {
    self.name = name
    self.overview = overview
  }
}

/// Every command stands here, whichever of the two programs carries it out, so that each of them can
/// list all.
extension CommandTitle {
  package static let open = Self(
    "open", "Show an exercise's handout, with its formulas, in a browser.")
  package static let grade = Self("grade", "Run the suites on answers and score them.")
  package static let watch = Self(
    "watch", "Judge an exercise each time you save, on one screen.")
  package static let hint = Self("hint", "Show the handout's next hint.")
  package static let next = Self("next", "Name the exercise to go on with, and why.")
  package static let progress = Self("progress", "Show your points over the days.")
  package static let reset = Self(
    "reset", "Put a stub back, and keep what was there before.")
  package static let submit = Self(
    "submit", "Grade your answers and pack them into one archive to hand in.")
  package static let data = Self("data", "Show which data sets are there, or fetch MNIST.")

  package static let play = Self(
    "play", "Run a file of your own with arrays, charts, digits and your answers.")

  package static let lab = Self(
    "lab", "Run the labs, experiments on your own answers, and show their reports.")

  package static let classTitle = Self(
    "class", "Grade a class of hand-ins, or merge what several machines graded.")
  package static let replay = Self(
    "replay", "Judge a hand-in again as its report says, and show what each test saw.")
  package static let verify = Self(
    "verify", "Prove that the kit judges stubs, solutions and mistakes rightly.")
  package static let stubs = Self("stubs", "Write the stubs of Exercises/, cut out of Solutions/.")
  package static let figures = Self(
    "figures", "Draw the handouts' figures from Solutions/.")
  package static let new = Self("new", "Make the skeleton of an exercise, with all its folders.")
  package static let export = Self(
    "export", "Write the student edition: the kit without solutions.")

  /// What `gradus` does itself.
  static let students = [
    grade, watch, hint, next, progress, reset, open, submit, data, play, lab,
  ]

  /// What `gradus-staff` does, which the student edition lacks.
  static let staff = [classTitle, replay, verify, stubs, figures, new, export]
}
