import Answers
import Curriculum
import Fingerprints
import Synchronization

/// The exercises that nobody has begun. Their tests need neither compiler nor worker, and all of an
/// exercise's tests together are one line of `swift test`.
final class Unstarted: Sendable {
  private let exercises: Set<Exercise>
  private let speakers = Mutex<[Exercise: Int]>([:])

  /// Compares the answers with the kit's stubs, to the last byte.
  init(in answers: AnswersUnderTest, of kit: BuiltKit) {
    let table = StubTable(ofKit: kit.root)
    exercises = Set(
      Exercise.all.filter { table.isStub($0, in: "\(answers.folder)/\($0.folder)") })
  }

  func contains(_ exercise: Exercise) -> Bool { exercises.contains(exercise) }

  /// Notes that a part of an exercise is going to run: the first one speaks for all.
  func expect(_ part: Int, of exercise: Exercise) {
    speakers.withLock { $0[exercise] = min(part, $0[exercise] ?? part) }
  }

  /// Whether it is this part that says that the exercise isn't started.
  func speaks(_ part: Int, of exercise: Exercise) -> Bool {
    speakers.withLock { $0[exercise] == part }
  }
}
