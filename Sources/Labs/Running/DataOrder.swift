import Datasets
import Foundation
import LinearAlgebra

/// Which images a run is made with: where they lie, and how many of them.
public struct DataOrder: Codable, Equatable, Sendable {
  /// Where the digits lie.
  public var source: DigitsSource
  /// At most so many images to learn from, the first ones.
  public var training: Int
  /// At most so many images to validate with, the first ones.
  public var validation: Int

  /// The digits in a place, as many as a form of a lab uses.
  public init(_ source: DigitsSource, for lab: any Lab, form: Form) {
    self.source = source
    (training, validation) = form == .short ? (6_000, 1_000) : (lab.fullTraining, 10_000)
  }

  /// Reads the images: pixels from 0 to 255, a row each.
  public func load() throws -> (training: LabelledRows, validation: LabelledRows, words: String) {
    let digits = try source.load()
    let training = LabelledRows(digits.training, first: training)
    let validation = LabelledRows(digits.test, first: validation)
    return (
      training, validation,
      "\(digits.description), of which \(training.labels.count) were learnt from and "
        + "\(validation.labels.count) of the others used for validation"
    )
  }
}

/// Images as rows, and their labels.
public struct LabelledRows: Sendable {
  public let inputs: Matrix
  public let labels: [Int]

  init(inputs: Matrix, labels: [Int]) {
    self.inputs = inputs
    self.labels = labels
  }

  init(_ images: LabelledImages, first count: Int) {
    let isWhole = images.count <= count
    inputs = isWhole ? images.images : images.images[rows: 0..<count]
    labels = isWhole ? images.labels : Array(images.labels.prefix(count))
  }
}
