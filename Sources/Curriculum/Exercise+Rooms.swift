extension Exercise {
  /// Where its parts lie.
  package var rooms: Rooms { Rooms(exercise: self) }

  /// Where the parts of an exercise lie: paths from the kit's folder.
  package struct Rooms {
    fileprivate let exercise: Exercise

    /// The folder in which students write.
    package var stub: String { "Exercises/\(exercise.folder)" }

    /// The folder of the reference solution, with derivation and model answers.
    package var solution: String { "Solutions/\(exercise.folder)" }

    /// The folder of the suite.
    package var suite: String { "Tests/ExerciseTests/\(exercise.folder)" }

    /// The wrong answers that the suite must catch.
    package var mistakes: String { "Tests/PlantedMistakes/\(exercise.folder).diff" }

    /// The right answers that it must let pass.
    package var routes: String { "Tests/OtherRoutes/\(exercise.folder).diff" }

    /// The handout.
    package var handout: String { "docs/handouts/\(exercise.handout)" }

    /// The written questions.
    package var questions: String { "\(stub)/Answers.md" }

    /// Model answers and marking guide.
    package var modelAnswers: String { "\(solution)/Answers.md" }

    /// How the solution is derived.
    package var derivation: String { "\(solution)/Derivation.md" }
  }
}
