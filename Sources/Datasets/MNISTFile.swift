/// One of the four files that MNIST consists of.
///
/// - Source of the checksums: those of the files at https://ossci-datasets.s3.amazonaws.com/mnist/ and
///   its mirrors, unpacked; the same stand in many programs that load them. Of the unpacked bytes,
///   because the same file may be packed in several ways.
enum MNISTFile: String, CaseIterable, Sendable {
  case trainingImages = "train-images-idx3-ubyte"
  case trainingLabels = "train-labels-idx1-ubyte"
  case testImages = "t10k-images-idx3-ubyte"
  case testLabels = "t10k-labels-idx1-ubyte"

  /// The SHA-256 of MNIST's file.
  var checksum: String {
    switch self {
    case .trainingImages: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"
    case .trainingLabels: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"
    case .testImages: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"
    case .testLabels: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"
    }
  }

  /// The SHA-256 of the kit's file of that name, which has fewer digits.
  var checksumOfKits: String {
    switch self {
    case .trainingImages: "6994f45acc01780051bc13d9efc2dbaade33e415fa944fdb886487a92893eabc"
    case .trainingLabels: "23f3e8d67d9798823cdf086b6be9c4f3b63b5ae198c4d34d9e906e4da4e1fc2c"
    case .testImages: "8434c3733e6eb57b668eb2bf9fa2c24c7232575a579d8bedfe3bb2dd3948c42a"
    case .testLabels: "ac901491e330829aeac51167113611f1af8d9e9f6b6d201791ea17e4222d0972"
    }
  }

  /// The bytes of MNIST's file, unpacked.
  var size: Int {
    switch self {
    case .trainingImages: 16 + 60_000 * 784
    case .trainingLabels: 8 + 60_000
    case .testImages: 16 + 10_000 * 784
    case .testLabels: 8 + 10_000
    }
  }

  /// The names under which the file is found: also as some archives have it, and compressed.
  private var names: [String] {
    let dotted = rawValue.replacing("-idx", with: ".idx")
    return [rawValue, rawValue + ".gz", dotted, dotted + ".gz"]
  }

  /// Where the file lies in a folder; nil if it doesn't.
  func path(in folder: String) -> String? {
    let there = (try? Datasets.names(in: folder)) ?? []
    return names.lazy.compactMap { name in there.first { $0.lowercased() == name } }.first
      .map { "\(folder)/\($0)" }
  }
}
