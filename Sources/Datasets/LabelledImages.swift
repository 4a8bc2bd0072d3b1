import Foundation
import LinearAlgebra

/// Images in rows, each with the number of its class.
public struct LabelledImages: Sendable {
  /// n × (height · width): an image a row, its pixels row by row, each from 0 to 255.
  public let images: Matrix
  /// n integers from 0.
  public let labels: [Int]
  /// The height of an image, in pixels.
  public let height: Int
  /// The width of an image, in pixels.
  public let width: Int

  /// The number of images.
  public var count: Int { labels.count }

  /// Reads a file of images and a file of labels in the IDX format, plain or compressed by gzip.
  ///
  /// - Throws: `DatasetError` when a file is missing, damaged or of another kind, or when there are
  ///   more images than labels or fewer.
  public init(images imagePath: String, labels labelPath: String) throws {
    let images = try IDXFile(path: imagePath)
    let labels = try IDXFile(path: labelPath)
    guard images.dimensions.count == 3 else {
      throw DatasetError(
        "\(imagePath) has \(images.dimensions.count) dimensions; images have 3: "
          + "number, height, width")
    }
    guard labels.dimensions.count == 1 else {
      throw DatasetError("\(labelPath) has \(labels.dimensions.count) dimensions; labels have 1")
    }
    guard images.dimensions[0] == labels.dimensions[0] else {
      throw DatasetError(
        "\(imagePath) has \(images.dimensions[0]) images, "
          + "but \(labelPath) has \(labels.dimensions[0]) labels")
    }
    height = images.dimensions[1]
    width = images.dimensions[2]
    self.labels = labels.elements.map(Int.init)
    self.images = Matrix(
      rows: images.dimensions[0], columns: height * width,
      elements: images.elements.map(Double.init))
  }
}

/// The 70,000 handwritten digits of MNIST.
///
/// - Source: Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, "Gradient-based learning applied to
///   document recognition", Proceedings of the IEEE 86 (1998).
public struct MNIST: Sendable {
  /// 60,000 digits to learn from.
  public let training: LabelledImages
  /// 10,000 digits to be judged by.
  public let test: LabelledImages

  /// Reads the four files of the distribution from a folder; each may be compressed by gzip.
  public init(folder: String) throws {
    func read(_ part: String) throws -> LabelledImages {
      try LabelledImages(
        images: "\(folder)/\(part)-images-idx3-ubyte", labels: "\(folder)/\(part)-labels-idx1-ubyte"
      )
    }
    training = try read("train")
    test = try read("t10k")
  }
}

/// The folder that the environment variable `GRADUS_DATA` names, nil where it isn't set.
public var dataFolder: String? {
  ProcessInfo.processInfo.environment["GRADUS_DATA"].flatMap { $0.isEmpty ? nil : $0 }
}
