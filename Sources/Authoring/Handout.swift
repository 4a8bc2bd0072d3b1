import Boundary
import Curriculum
import Foundation

/// What can be proved of an exercise's texts: that the handout has hints, and that their numbers are right.
struct Handout {
  /// A text of the exercise, and the blocks in it that are marked `worked`.
  struct Text {
    /// Where it is, from the kit's folder.
    let path: String
    /// Its worked blocks.
    let blocks: [WorkedBlock]
  }

  /// How many hints are folded into it.
  let hints: Int

  /// The handout itself, then the proofs, the model answers and the questions as far as they are there.
  let texts: [Text]

  init(of exercise: Exercise, in kit: BuiltKit) throws {
    func read(_ path: String) throws -> String {
      try String(contentsOfFile: "\(kit.root)/\(path)", encoding: .utf8)
    }
    let handout = exercise.rooms.handout
    let text = try read(handout)
    hints = text.components(separatedBy: "\n").count { $0.contains("<details>") }
    let others = ["Solutions", "Exercises"].map { "\($0)/\(exercise.folder)" }
    let paths = ["\(others[0])/Derivation.md"] + others.map { "\($0)/Answers.md" }
    texts =
      [Text(path: handout, blocks: WorkedBlock.all(in: text))]
      + paths.compactMap { path in
        (try? read(path)).map { Text(path: path, blocks: WorkedBlock.all(in: $0)) }
      }
  }
}
