import Boundary
import Curriculum
import Datasets
import LinearAlgebra
import Synchronization

/// What figures are made of: the solutions, and the digits that every kit has.
final class FigureMaterial: Sendable {
  private let kit: BuiltKit
  private let folder: String
  private let compiler: AnswerCompiler
  private let workers: Workers
  private let loaded = Mutex<Digits?>(nil)

  /// - Parameter answers: the folder of the answers that are asked, from the kit's folder.
  init(kit: BuiltKit, answers: String) {
    self.kit = kit
    folder = "\(kit.root)/\(answers)"
    compiler = AnswerCompiler(kit: kit)
    workers = Workers(program: kit.worker)
  }

  /// The answer to an exercise, in a worker of its own.
  func answer(to exercise: Exercise) -> AnswerSource {
    var limits = Limits.standard
    // A figure may train for a moment.
    (limits.processorSeconds, limits.seconds) = (120, 600)
    return AnswerSource(
      Session(workers: workers, limits: limits) { [compiler, folder] in
        try compiler.library(for: exercise, in: "\(folder)/\(exercise.folder)")
      })
  }

  /// The kit's own digits, also where there are more.
  func digits() throws -> Digits {
    try loaded.withLock { loaded in
      if let loaded { return loaded }
      let place = "\(kit.root)/\(ImageSource.kitFolder)"
      let digits = try ImageSource.find(.digits, data: place, kit: kit.root).digits()
      loaded = digits
      return digits
    }
  }
}

extension LabelledImages {
  /// Some of the images, a row each, with pixels from 0 to 1, and their labels.
  func scaled(_ places: [Int]) -> (inputs: Matrix, labels: [Int]) {
    (images.gather(rows: places) / 255, places.map { labels[$0] })
  }
}
