import Foundation

/// BloodMNIST, microscopic images of blood cells of eight kinds: where its archive lies.
///
/// - Source: J. Yang et al., "MedMNIST v2", Scientific Data 10 (2023).
struct BloodMNIST: PartsReader, Equatable {
  /// The archive: all that a reader must see.
  let path: String

  var form: ImageSource.Form { .archive }

  /// The cells in a folder of data, or in a folder of it that is called after them, or in an archive that is
  /// named itself; nil where there are none.
  ///
  /// An archive is known by what is in it: three parts, images of 28 × 28 pixels in colours, labels
  /// from 0 to 7. What bears the set's name is found too if it is something else, and `load` says what.
  ///
  /// - Throws: `DatasetError` if there is no such folder.
  static func find(in folder: String) throws -> BloodMNIST? {
    let archives =
      isArchive(folder)
      ? [folder]
      : try archives(
        in: foldersOfData(in: folder, called: ["bloodmnist", "medmnist", "cells"]))
    let sources = archives.map(BloodMNIST.init)
    return sources.first(where: \.hasCells) ?? sources.first(where: \.isCalledAfterThem)
      ?? (isArchive(folder) && ImageSet.inArchive(folder) == nil ? sources.first : nil)
  }

  private var isCalledAfterThem: Bool {
    let place = URL(filePath: path)
    return place.lastPathComponent.lowercased().contains("bloodmnist")
      || isCalled(place.deletingLastPathComponent().path, ["bloodmnist", "cells"])
  }

  var hasCells: Bool {
    guard let archive = try? PartsArchive(path: path), archive.lack == nil,
      let shape = try? archive.imageShape(.training),
      [[28, 28, 3], [28 * 28 * 3]].contains(Array(shape.dropFirst())),
      let labels = try? archive.labels(.training)
    else { return false }
    return Set(labels) == Set(0..<8)
  }

  /// Reads the cells: red, green and blue from 0 to 255, labels from 0 to 7.
  ///
  /// - Throws: `DatasetError` when something is missing, damaged or of another kind, when parts have
  ///   changed places, or when this is another of MedMNIST's sets.
  func load() throws -> ImageParts {
    let archive = try PartsArchive(path: path)
    if archive.lack == nil { try check(try archive.imageShape(.training)) }
    let parts = try PartsArchive.Part.allCases.map { try archive.images($0, (28, 28, 3)) }
    let (training, validation, test) = (parts[0], parts[1], parts[2])
    let kinds = Set(training.labels)
    guard kinds == Set(0..<8) else {
      let other = Self.others.first { $0.classes == kinds.count && $0.count == training.count }
      let (least, most) = (kinds.min() ?? 0, kinds.max() ?? 0)
      throw DatasetError(
        "\(training.labelName) has labels of \(kinds.count) kinds, from \(least) to \(most); "
          + "BloodMNIST has 0 to 7" + (other.map { ": this is \($0.name)" } ?? ""))
    }
    for part in [validation, test] {
      if let place = part.labels.firstIndex(where: { !kinds.contains($0) }) {
        throw DatasetError(
          "\(part.labelName) has the label \(part.labels[place]) at \(place); cells have 0 to 7")
      }
    }
    for part in parts where part.areBlank {
      throw DatasetError("\(part.name) has blank images: all pixels are \(part.pixels[0])")
    }
    for other in [validation, test] where training.count <= other.count {
      throw DatasetError(
        "\(training.name) has \(training.count) cells and \(other.name) \(other.count): have they "
          + "changed places?")
    }
    return ImageParts(training: training, validation: validation, test: test)
  }

  private func check(_ shape: [Int]) throws {
    let isSquare = shape.count >= 3 && shape[1] == shape[2]
    if isSquare, shape.count == 4, [64, 128, 224].contains(shape[1]) {
      throw DatasetError(
        "\(path) has images of \(shape[1]) × \(shape[2]) pixels: this is MedMNIST's large form. The "
          + "one of 28 × 28 is bloodmnist.npz")
    }
    if isSquare, shape[1] == 28, shape.count == 3 || shape[3] == 1 {
      throw DatasetError("\(path) has grey images; cells are in colours")
    }
  }

  /// MedMNIST's other sets of coloured images, by their classes and training images.
  private static let others = [
    (name: "PathMNIST", classes: 9, count: 89_996), (name: "DermaMNIST", classes: 7, count: 7_007),
    (name: "RetinaMNIST", classes: 5, count: 1_080),
  ]
}
