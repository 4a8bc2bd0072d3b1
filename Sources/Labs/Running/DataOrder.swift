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

  /// The digits in a place, as many as a form of the labs uses.
  public init(_ source: DigitsSource, form: Form) {
    self.source = source
    (training, validation) = form == .short ? (6_000, 1_000) : (20_000, 10_000)
  }

  /// Reads the images.
  public func load() throws -> LoadedDigits {
    let digits = try source.load()
    let training = LabelledRows(digits.training, first: training)
    let validation = LabelledRows(digits.test, first: validation)
    // Folders have another order of the images, so that the first ones aren't the same.
    let order = source.form == .folders ? ", in the order of their folders" : ""
    return LoadedDigits(
      training: training, validation: validation,
      words:
        "\(digits.description)\(order), of which \(training.labels.count) were learnt from and "
        + "\(validation.labels.count) of the others used for validation")
  }
}

/// The digits that a lab uses.
public struct LoadedDigits: Sendable {
  /// To learn from.
  public let training: LabelledRows
  /// To validate with.
  public let validation: LabelledRows
  /// Which digits these are, and how many.
  public let words: String
}

/// Images as rows, and their labels.
public struct LabelledRows: Sendable {
  /// Pixels from 0 to 255, an image a row, or what a lab makes of them.
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
