extension ImageSource {
  /// What these images are, for reports: "EMNIST letters (IDX files)", "cells drawn by the kit".
  public var title: String {
    form == .drawn ? "\(set) drawn by the kit" : "\(set.published) (\(form.rawValue))"
  }

  /// Reads a set of three parts, or draws it.
  ///
  /// - Parameter sizes: How many images are drawn. Of a set that is read, all are there.
  /// - Throws: `DatasetError` when a file is missing, damaged or of another kind.
  /// - Precondition: These aren't digits, which have two parts and other forms.
  public func parts(_ sizes: PartSizes) throws -> ImageParts {
    precondition(set != .digits)
    guard form == .drawn else {
      guard let found = try set.reader?.find(in: path) else {
        throw DatasetError("\(set.published) isn't in \(path) any more")
      }
      return try found.load()
    }
    let draw = set == .letters ? GeneratedLetters.images : GeneratedCells.images
    // The same for everyone; no part has the seed of another.
    return ImageParts(
      training: draw(sizes.training, 1), validation: draw(sizes.validation, 2),
      test: draw(sizes.test, 3))
  }
}
