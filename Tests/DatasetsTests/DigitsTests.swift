import Fingerprints
import Foundation
import KitTesting
import LinearAlgebra
import Testing

@testable import Datasets

/// The kit's digits, read once for all tests.
private let kits = Result {
  try ImageSource(form: .idx, path: "\(root)/\(ImageSource.kitFolder)", isKits: true).digits()
}

/// Every tenth image.
private func tenth(of data: LabelledImages) -> LabelledImages {
  data[Array(stride(from: 0, to: data.count, by: 10))]
}

@Suite("The digits to use are found, named and checked")
struct DigitsTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func find() throws -> ImageSource { try .find(.digits, data: folder.path, kit: root) }

  private func complaint() -> String { folder.complaint { try find().digits() } }

  /// Writes digits as IDX files into a folder of the test's.
  private func write(
    _ training: LabelledImages, _ test: LabelledImages, into inside: String = "",
    changing change: (UInt8) -> UInt8 = { $0 }
  ) throws {
    for (part, data) in [("train", training), ("t10k", test)] {
      let shape = [data.count, data.height, data.width]
      try folder.write(
        IDXFile.file(of: shape, data.pixels.map(change)),
        to: "\(inside)\(part)-images-idx3-ubyte")
      try folder.write(
        IDXFile.file(of: [data.count], data.labels.map { UInt8($0) }),
        to: "\(inside)\(part)-labels-idx1-ubyte")
    }
  }

  @Test("The kit's own are there: 6,000 and 1,000, each digit in MNIST's proportion", .slow)
  func kitsDigits() throws {
    let digits = try kits.get()
    #expect(digits.identity == .kits)
    #expect(digits.training.images.shape == (6000, 784))
    #expect(digits.test.images.shape == (1000, 784))
    #expect(digits.description == "the kit's part of MNIST: 6000 + 1000 digits")
    // 6,742 and 5,421 of MNIST's 60,000 training digits are 1 and 5.
    #expect(digits.training.labels.count { $0 == 1 } == 674)
    #expect(digits.training.labels.count { $0 == 5 } == 542)
    #expect(digits.training.images.elements.max() == 255)
    let inspection = try find().inspect()
    #expect(inspection.isRight)
    #expect(
      inspection.findings.map(\.shape) == ["6000 × 28 × 28", "6000", "1000 × 28 × 28", "1000"])
  }

  @Test("They take at most 1.5 MB, and their source and licence lie beside them")
  func size() throws {
    let path = "\(root)/\(ImageSource.kitFolder)"
    let files = try names(in: path)
    let sizes = try files.filter { $0.hasSuffix(".gz") }.map {
      try bytes(ofFile: "\(path)/\($0)").count
    }
    #expect(sizes.count == 4 && sizes.reduce(0, +) < 1_500_000)
    #expect(files.contains("README.md") && files.contains("LICENSE.md"))
  }

  @Test("What is in the folder of data comes first, in its folder mnist too; then the kit's")
  func order() throws {
    #expect(
      try find()
        == ImageSource(form: .idx, path: "\(root)/\(ImageSource.kitFolder)", isKits: true))
    let few = try kits.get()
    try write(few.training[0..<1_500], few.test, into: "MNIST/raw/")
    #expect(try find() == ImageSource(form: .idx, path: folder.path + "/MNIST/raw", isKits: false))
    #expect(try find().digits().identity == .other)
    try folder.write([], to: "mnist.npz")
    #expect(
      try find() == ImageSource(form: .archive, path: folder.path + "/mnist.npz", isKits: false))
    #expect(
      try ImageSource.all(.digits, data: folder.path, kit: root).map(\.form) == [
        .archive, .idx, .idx,
      ])
    #expect(
      try ImageSource.find(.digits, data: folder.path + "/mnist.npz", kit: root).path
        == folder.path + "/mnist.npz")
  }

  @Test("A place goes to another process, and may have another path there")
  func travels() throws {
    #expect(try ImageSource.find(.digits, data: ".", kit: ".").path.hasPrefix("/"))
    let source = try find()
    let data = try JSONEncoder().encode(source)
    #expect(try JSONDecoder().decode(ImageSource.self, from: data) == source)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/view", withDestinationPath: source.path)
    #expect(try source.seen(at: folder.path + "/view").digits().identity == .kits)
  }

  @Test("A folder of data that isn't there is an error, as is a file that is no archive")
  func noFolder() throws {
    #expect(
      folder.complaint { try ImageSource.find(.digits, data: folder.path + "/none", kit: root) }
        == "there is no folder of data at none")
    try folder.write([0], to: "file")
    #expect(
      folder.complaint { try ImageSource.find(.digits, data: folder.path + "/file", kit: root) }
        == "file is a file; name the folder that it lies in, or an .npz archive")
  }

  @Test("MNIST in part is an error, and no reason for taking the small set")
  func incomplete() throws {
    try folder.write(
      IDXFile.file(of: [1, 28, 28], [UInt8](repeating: 0, count: 784)),
      to: "train-images-idx3-ubyte")
    #expect(
      complaint() == "there is no file train-labels-idx1-ubyte, nor train-labels-idx1-ubyte.gz")
    let inspection = try find().inspect()
    #expect(!inspection.isRight)
    #expect(inspection.findings[0].verdict != .right)
  }

  @Test(
    "Links to files that aren't there are MNIST in ruins; capitals are no reason to pass over it")
  func capitals() throws {
    for file in MNISTFile.allCases {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder.path)/\(file.rawValue)", withDestinationPath: "elsewhere")
    }
    #expect(complaint() == "train-images-idx3-ubyte is a link to elsewhere, which isn't there")
    for file in MNISTFile.allCases {
      try FileManager.default.removeItem(atPath: "\(folder.path)/\(file.rawValue)")
    }
    let few = try kits.get()
    try write(few.training[0..<20], few.test[0..<10])
    for file in MNISTFile.allCases {
      try FileManager.default.moveItem(
        atPath: "\(folder.path)/\(file.rawValue)",
        toPath: "\(folder.path)/\(file.rawValue.uppercased())")
    }
    #expect(try find().digits().training.count == 20)
    try folder.write([0], to: "other/MNIST.NPZ")
    #expect(
      try ImageSource.find(.digits, data: folder.path + "/other", kit: root).form == .archive)
  }

  @Test("Other data under MNIST's names is named as what it is", .slow)
  func foreigners() throws {
    let few = try kits.get().test
    func expect(
      _ sentence: String, _ training: LabelledImages, _ test: LabelledImages? = nil,
      changing change: (UInt8) -> UInt8 = { $0 }, at location: SourceLocation = #_sourceLocation
    ) throws {
      try write(training, test ?? few, changing: change)
      #expect(complaint() == sentence, sourceLocation: location)
    }
    func labeled(_ label: (Int) -> Int) -> LabelledImages {
      LabelledImages(
        pixels: few.pixels, labels: few.labels.map(label), height: 28,
        width: 28, channels: 1)
    }
    try expect(
      "train-images-idx3-ubyte has digits 1 that lie on their sides: rows and columns have changed "
        + "places, as in EMNIST's files", few.transposed)
    try expect(
      "train-labels-idx1-ubyte has the label 14 at 0; digits are 0 to 9. Are these EMNIST's letters?",
      labeled { $0 == few.labels[0] ? 14 : $0 })
    try expect(
      "train-images-idx3-ubyte is dark on light: its mean pixel is \(255 - Int(few.images.mean() + 1)) "
        + "of 255. MNIST is light on dark, 33", few, changing: { 255 - $0 })
    try expect(
      "train-images-idx3-ubyte has images of 14 × 56; digits have 28 × 28 pixels",
      LabelledImages(
        pixels: few.pixels, labels: few.labels, height: 14, width: 56,
        channels: 1))
    try expect(
      "train-images-idx3-ubyte has no images",
      LabelledImages(pixels: [], labels: [], height: 28, width: 28, channels: 1))
    try expect(
      "train-images-idx3-ubyte has blank images: all pixels are 0", few, changing: { $0 & 0 })
    try expect(
      "train-images-idx3-ubyte has 300 digits and t10k-images-idx3-ubyte 1000: have they changed places?",
      few[0..<300])
    try expect(
      "train-images-idx3-ubyte and t10k-images-idx3-ubyte have the same 1000 digits", few)
    // Images for labels.
    try write(few, few)
    let (images, labels) = (
      try folder.read("t10k-images-idx3-ubyte"), try folder.read("t10k-labels-idx1-ubyte")
    )
    try folder.write(images, to: "t10k-labels-idx1-ubyte")
    try folder.write(labels, to: "t10k-images-idx3-ubyte")
    #expect(
      complaint()
        == "t10k-images-idx3-ubyte holds labels (1000) and t10k-labels-idx1-ubyte holds images "
        + "(1000 × 28 × 28): they have changed places")
  }

  @Test(
    "The same digits as NumPy's archive and as folders of PNG images are the same digits",
    .enabled(
      if: Tool.pythonWithLibraries != nil,
      "python3 with NumPy and Pillow makes the files (apt-get install python3-numpy python3-pil)"))
  func forms() throws {
    try Tool.python(
      """
      import gzip, os, sys, numpy as np
      from PIL import Image
      os.chdir(sys.argv[2])
      def read(name, skip):
          return np.frombuffer(gzip.open(f'{sys.argv[1]}/{name}.gz').read(), np.uint8)[skip:]
      arrays = {}
      for part, name in [('train', 'train'), ('test', 't10k')]:
          x = read(f'{name}-images-idx3-ubyte', 16).reshape(-1, 28, 28)[::10]
          y = read(f'{name}-labels-idx1-ubyte', 8)[::10]
          arrays |= {f'x_{part}': x, f'y_{part}': y.astype(np.int64)}
          for label in range(10):
              os.makedirs(f'png/{part}/{label}')
              for place, image in enumerate(x[y == label]):
                  Image.fromarray(image).save(f'png/{part}/{label}/{place:04}.png')
      os.mkdir('npz')
      np.savez('npz/mnist.npz', **arrays)
      """, "\(root)/\(ImageSource.kitFolder)", folder.path)
    let known = (training: try tenth(of: kits.get().training), test: try tenth(of: kits.get().test))
    for (inside, form) in [("npz", ImageSource.Form.archive), ("png", .folders)] {
      let source = try ImageSource.find(.digits, data: "\(folder.path)/\(inside)", kit: root)
      #expect(source.form == form)
      let digits = try source.digits()
      #expect(digits.training.fingerprint == known.training.fingerprint)
      #expect(digits.test.fingerprint == known.test.fingerprint)
      #expect(digits.identity == .other)
      let inspection = source.inspect()
      #expect(inspection.findings.map(\.shape) == ["600 × 28 × 28", "100 × 28 × 28"])
      #expect(!inspection.isRight)
    }
    let png = try ImageSource.find(.digits, data: folder.path + "/png", kit: root)
    try FileManager.default.removeItem(atPath: folder.path + "/png/test/7")
    #expect(folder.complaint { try png.digits() } == "there is no folder png/test/7")
  }

  @Test("A changed pixel, a changed label and two labels that have changed places are noticed")
  func fingerprint() throws {
    let few = try kits.get().test
    var pixels = few.pixels
    func fingerprint(_ labels: [Int]) -> UInt64 {
      LabelledImages(pixels: pixels, labels: labels, height: 28, width: 28, channels: 1).fingerprint
    }
    #expect(fingerprint(few.labels) == few.fingerprint)
    var labels = few.labels
    labels.swapAt(0, 1)
    #expect(labels != few.labels && fingerprint(labels) != few.fingerprint)
    pixels[1000] ^= 1
    #expect(fingerprint(few.labels) != few.fingerprint)
  }

  @Test(
    "MNIST itself is what it should be",
    .enabled(if: DataFolder.isNamed, "set GRADUS_DATA to the folder that has MNIST"))
  func mnist() throws {
    let source = try ImageSource.find(.digits, data: nil, kit: root)
    let mnist = try source.digits()
    #expect(!source.isKits && mnist.identity == .mnist)
    #expect(mnist.training.images.shape == (60_000, 784))
    #expect(mnist.test.images.shape == (10_000, 784))
    // The mean pixel, 33.3184 of 255, as NumPy has it too; of 1 to 9, the numbers that are published.
    #expect(abs(mnist.training.images.mean() - 33.318421) < 1e-6)
    #expect(mnist.training.labels.count { $0 == 1 } == 6742)
    #expect(mnist.test.labels.count { $0 == 5 } == 892)
    #expect(source.inspect().isRight)
  }
}
