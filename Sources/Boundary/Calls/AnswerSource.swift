import Curriculum

/// Where the calls of a suite go: to a worker, or for debugging to a library in this process.
///
/// Each exercise's answer is a property; it stands in `Generated`.
public struct AnswerSource: Sendable {
  private enum Place {
    case worker(Session)
    case thisProcess(Kept)
  }

  private let place: Place

  /// The answer at the other end of a session.
  public init(_ session: Session) { place = .worker(session) }

  /// An answer in this process, where breakpoints work and a crash ends the whole run.
  ///
  /// The program must be linked with `--export-dynamic`.
  init(loading library: String) throws {
    place = .thisProcess(Kept(value: try AnswerLibrary.load(library)))
  }

  /// The answer as one to an exercise: what the session's other end does, or what was loaded here.
  func resolve<Answer>(_ remote: (Session) -> Answer) -> Answer {
    switch place {
    case .worker(let session): return remote(session)
    case .thisProcess(let kept):
      guard let answer = kept.value as? Answer else {
        fatalError("the loaded answer is not a \(Answer.self): does the suite name its exercise?")
      }
      return answer
    }
  }
}
