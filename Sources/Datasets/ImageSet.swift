/// A set of images that labs learn from.
public enum ImageSet: String, Codable, CaseIterable, Sendable {
  /// Ten digits, in grey.
  case digits
  /// The 26 letters, large and small ones together, in grey.
  case letters
  /// Blood cells of eight kinds, in colours.
  case cells

  /// The published set.
  public var published: String {
    switch self {
    case .digits: "MNIST"
    case .letters: "EMNIST letters"
    case .cells: "BloodMNIST"
    }
  }

  /// How many images the published set has, part by part; digits have two parts.
  ///
  /// - Source: the papers that `EMNISTLetters` and `BloodMNIST` name.
  public var publishedCounts: [Int] {
    switch self {
    case .digits: [60_000, 10_000]
    case .letters: [104_000, 20_800, 20_800]
    case .cells: [11_959, 1_712, 3_421]
    }
  }

  /// The files in which it is handed out, in words.
  public var files: String {
    switch self {
    case .digits: "train-images-idx3-ubyte and three more"
    case .letters:
      "emnist-letters-train-images-idx3-ubyte and three more, or a NumPy archive"
    case .cells: "bloodmnist.npz"
    }
  }

  /// The names of the classes, in the order of their labels.
  public var classNames: [String] {
    switch self {
    case .digits: (0..<10).map(String.init)
    case .letters: "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map(String.init)
    case .cells: CellKind.all.map(\.name)
    }
  }

  /// The set that one of NumPy's archives holds, by its arrays and their labels; nil where it is none of them,
  /// or can't be read.
  static func inArchive(_ path: String) -> ImageSet? {
    if BloodMNIST(path: path).hasCells { return .cells }
    if EMNISTLetters(form: .archive, path: path, prefix: "").haveLabelsOfLetters { return .letters }
    let names = (try? ZipFile(path: path))?.names ?? []
    return ["x_train.npy", "y_train.npy", "x_test.npy"].allSatisfy(names.contains) ? .digits : nil
  }

  /// What reads the published set from a folder of data. Digits are read by `ImageSource` itself.
  var reader: (any PartsReader.Type)? {
    switch self {
    case .digits: nil
    case .letters: EMNISTLetters.self
    case .cells: BloodMNIST.self
    }
  }
}

/// Reads a published set that has three parts.
protocol PartsReader: Sendable {
  /// The form in which the set was found.
  var form: ImageSource.Form { get }
  /// The folder that has the files, or the archive itself: all that a reader must see.
  var path: String { get }

  /// Finds the set in a folder of data; nil where it isn't there.
  ///
  /// - Throws: `DatasetError` where it is there in part or in ruins.
  static func find(in folder: String) throws -> Self?

  /// Reads all of it.
  func load() throws -> ImageParts
}
