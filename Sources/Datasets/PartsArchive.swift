/// A NumPy archive with images in three parts and their labels, as courses and MedMNIST hand them out.
///
/// Arrays are known by the words in their names, whatever stands between them: `train`; `dev`, `val`
/// or `valid`; `test`; and `X` or `images`, `y` or `labels`. So `dev_X` and `val_images` are both the
/// images of the second part.
struct PartsArchive {
  enum Part: String, CaseIterable {
    case training, validation, test

    /// How the names of its arrays begin or end.
    fileprivate var words: [String] {
      switch self {
      case .training: ["training", "train"]
      case .validation: ["validation", "valid", "val", "dev"]
      case .test: ["testing", "test"]
      }
    }
  }

  /// Where it lies.
  let path: String
  private let archive: ZipFile

  /// Reads which arrays there are.
  ///
  /// - Throws: `DatasetError` if the file is missing, damaged or no archive.
  init(path: String) throws {
    self.path = path
    archive = try ZipFile(path: path)
  }

  /// What an archive of three parts lacks, such as "no labels of the validation part"; nil if nothing.
  var lack: String? {
    for part in Part.allCases {
      if name(of: part, Self.imageWords) == nil { return "no images of the \(part) part" }
      if name(of: part, Self.labelWords) == nil { return "no labels of the \(part) part" }
    }
    return nil
  }

  /// The shape of the images of a part, by the first bytes of their array.
  func imageShape(_ part: Part) throws -> [Int] {
    let name = try wanted(part, Self.imageWords)
    return try NumPyArray.Header(archive.beginning(of: name, 1 << 17), file: place(name)).shape
  }

  /// The labels of a part, from an array of n or n × 1 whole numbers.
  func labels(_ part: Part) throws -> [Int] {
    let name = try wanted(part, Self.labelWords)
    let array = try NumPyArray(archive.contents(of: name), file: place(name))
    let shape = array.shape
    guard shape.count == 1 || shape.count == 2 && shape[1] == 1 else {
      throw DatasetError(
        "\(place(name)) has the shape \(shapeText(shape)); labels have one dimension"
          + (shape.count == 2 && shape[0] > 1 && shape[1] <= 100
            ? ": are these one-hot rows?"
            : shape.count >= 2 ? ": are these images?" : ""))
    }
    return try array.integers()
  }

  /// The images of a part with their labels.
  ///
  /// - Parameter shape: height, width and channels; each image may be flattened.
  /// - Throws: `DatasetError` if the images have another shape, or there aren't as many labels.
  func images(_ part: Part, _ shape: (height: Int, width: Int, channels: Int)) throws
    -> PackedImages
  {
    let (name, labels) = (try wanted(part, Self.imageWords), try labels(part))
    let labelName = try wanted(part, Self.labelWords)
    let array = try NumPyArray(archive.contents(of: name), file: place(name))
    let size = [shape.height, shape.width, shape.channels]
    let wanted = [[size.reduce(1, *)], size] + (shape.channels == 1 ? [Array(size[..<2])] : [])
    guard wanted.contains(Array(array.shape.dropFirst())) else {
      throw DatasetError(
        "\(place(name)) has the shape \(shapeText(array.shape)); images have number × "
          + shapeText(shape.channels == 1 ? Array(size[..<2]) : size)
          + (array.shape.count == 1 ? ": these are labels" : ""))
    }
    guard array.shape[0] > 0 else { throw DatasetError("\(place(name)) has no images") }
    guard array.shape[0] == labels.count else {
      throw DatasetError(
        "\(place(name)) has \(array.shape[0]) images, but there are \(labels.count) labels")
    }
    return PackedImages(
      pixels: try array.pixels(), labels: labels, height: shape.height, width: shape.width,
      channels: shape.channels, name: place(name), labelName: place(labelName))
  }

  // MARK: Names

  private static let imageWords = ["x", "image", "images", "data", "inputs"]
  private static let labelWords = ["y", "label", "labels", "target", "targets"]

  private func place(_ name: String) -> String { "\(name.replacing(".npy", with: "")) in \(path)" }

  private func wanted(_ part: Part, _ words: [String]) throws -> String {
    guard let name = name(of: part, words) else {
      throw DatasetError(
        "\(path) has \(lack ?? "no such array"); it has \(archive.names.joined(separator: ", "))")
    }
    return name
  }

  /// The array whose name has a word of the part's and one of these, and nothing else.
  private func name(of part: Part, _ words: [String]) -> String? {
    archive.names.first { name in
      guard name.hasSuffix(".npy") else { return false }
      let letters = name.dropLast(4).lowercased().filter(\.isLetter)
      return part.words.contains { word in
        words.contains { letters == word + $0 || letters == $0 + word }
      }
    }
  }
}
