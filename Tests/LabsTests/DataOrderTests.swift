import Boundary
import Datasets
import Foundation
import KitTesting
import LabRuns
import Testing

@testable import Labs

/// A lab that needs a set, and nothing else of a lab.
private struct Needy: Lab {
  let title: LabTitle
  let settings: [Setting] = []
  let fixed = ""

  init(_ set: ImageSet) {
    title = LabTitle(99, "Needy", "Needy", tasks: [], on: .perceptron, set: set)
  }

  func plan(_ settings: Settings) -> [PlannedRun] { [] }
  func operations(of answers: LabAnswers) throws -> [NeededOperation] { [] }
  func exhibits(of results: LabResults) -> [Exhibit] { [] }
  func perform(
    _ order: RunOrder, with answers: LabAnswers, from state: RunState,
    report: (RunUpdate) throws -> Void
  ) throws -> RunState { state }
}

@Suite("The images that labs learn from")
struct DataOrderTests {
  @Test("Letters and cells have three parts, which are others, and the same for everyone", .slow)
  func drawn() throws {
    let sizes: [ImageSet: [Int]] = [.letters: [5_200, 1_300, 1_300], .cells: [4_000, 600, 1_200]]
    for (set, counts) in sizes {
      let order = DataOrder(try kits(set), form: .short, of: Needy(set))
      let images = try order.load()
      let parts = [images.training, images.validation, images.test]
      #expect(parts.map(\.labels.count) == counts && parts.map(\.inputs.rows) == counts)
      #expect(images.training.labels.max() == set.classNames.count - 1)
      #expect(Set(images.training.labels).count == set.classNames.count)
      let first = parts.map { Array($0.inputs.row(0).elements) }
      #expect(Set(first).count == 3)
      #expect(try order.load().test.inputs == images.test.inputs)
      #expect(
        images.words
          == "\(set) drawn by the kit: \(counts[0]) were learnt from, \(counts[1]) used for "
          + "validation and \(counts[2]) for the test")
    }
  }

  @Test("What is drawn is never more than the short form has; of digits the forms differ")
  func forms() throws {
    let drawn = DataOrder(try kits(.letters), form: .full, of: Needy(.letters))
    #expect(drawn.sizes == Needy(.letters).shortForm)
    #expect(Needy(.letters).fullForm == .all)
    let digits = Needy(.digits)
    #expect(
      DataOrder(try kits(.digits), form: .full, of: digits).sizes
        == PartSizes(training: 20_000, validation: 10_000))
    #expect(
      try DataOrder(kits(.digits), form: .short, of: digits).load().words
        == "the kit's part of MNIST: 6000 + 1000 digits, of which 6000 were learnt from and 1000 of "
        + "the others used for validation")
  }

  @Test("Classes have names")
  func names() {
    #expect(ImageSet.digits.classNames == (0...9).map { "\($0)" })
    #expect(ImageSet.letters.classNames.joined() == "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    #expect(ImageSet.cells.classNames.count == 8)
    #expect(ImageSet.cells.classNames[3] == "Immature granulocyte")
  }
}
