import Foundation
import KitTesting
import LinearAlgebra
import Testing

@testable import Datasets

/// Letters that the kit draws, as a part of a set.
private func drawn(_ count: Int, seed: UInt64) -> LabelledImages {
  GeneratedLetters.images(count, seed: seed)
}

@Suite("EMNIST's letters are found, named and checked")
struct LettersTests {
  private let folder: Folder
  private let training = drawn(26 * 12, seed: 21)
  private let test = drawn(26 * 3, seed: 22)

  init() throws { folder = try Folder() }

  private func load(in inside: String = "") throws -> ImageParts {
    try #require(try EMNISTLetters.find(in: folder.path + inside)).load()
  }

  private func complaint() -> String { folder.complaint { try load() } }

  /// Writes letters as NIST does: transposed, with labels from 1, unless these are others.
  private func write(
    _ training: LabelledImages, _ test: LabelledImages, prefix: String = "emnist-letters-",
    isTransposed: Bool = true, label: (Int) -> Int = { $0 + 1 }
  ) throws {
    for (part, upright) in [("train", training), ("test", test)] {
      let data = isTransposed ? upright.transposed : upright
      try folder.write(
        IDXFile.file(of: [data.count, data.height, data.width], data.pixels),
        to: "\(prefix)\(part)-images-idx3-ubyte")
      try folder.write(
        IDXFile.file(of: [data.count], data.labels.map { UInt8(label($0)) }),
        to: "\(prefix)\(part)-labels-idx1-ubyte")
    }
  }

  @Test("NIST's files come upright, with labels from 0; the last of the training part validate")
  func nists() throws {
    try write(training, test)
    let parts = try load()
    // As many as there are in the test part.
    #expect(parts.training.count == 26 * 9 && parts.validation.count == 26 * 3)
    #expect(parts.training.labels + parts.validation.labels == training.labels)
    #expect(parts.training.images.row(7) == training.images.row(7))
    #expect(parts.validation.images.row(5) == training.images.row(26 * 9 + 5))
    #expect(parts.test.fingerprint == test.fingerprint)
    #expect((parts.test.height, parts.test.width, parts.test.channels) == (28, 28, 1))
  }

  @Test("They are known by what is in them, not by their name; MNIST's digits aren't letters")
  func names() throws {
    try write(training, test, prefix: "")
    #expect(try load().test.fingerprint == test.fingerprint)
    try write(training, test, prefix: "", label: { $0 % 10 })
    #expect(try EMNISTLetters.find(in: folder.path) == nil)
    try write(training, test, prefix: "EMNIST/raw/emnist-letters-")
    let found = try #require(try EMNISTLetters.find(in: folder.path))
    #expect(found.form == .idx && found.path == folder.path + "/EMNIST/raw")
    let source = try ImageSource.find(.letters, data: folder.path, kit: root)
    #expect(source.path == found.path && source.form == .idx && !source.isKits)
    let sizes = PartSizes(training: 26, validation: 26, test: 26)
    #expect(try source.seen(at: folder.path + "/EMNIST/raw").parts(sizes).test.count == 78)
    // Of several of EMNIST's sets, the letters.
    try write(training, test, prefix: "EMNIST/raw/emnist-balanced-", label: { $0 + 21 })
    #expect(try EMNISTLetters.find(in: folder.path) == found)
    #expect(
      folder.complaint { try EMNISTLetters.find(in: folder.path + "/none") as Any }
        == "there is no folder none")
  }

  @Test(
    "All that a course may make of them is the same letters",
    .enabled(
      if: Tool.pythonWithLibraries != nil,
      "python3 with NumPy and Pillow makes the files (apt-get install python3-numpy python3-pil)"))
  func prepared() throws {
    try write(training, test, prefix: "upright-", isTransposed: false, label: { $0 })
    try Tool.python(
      """
      import gzip, os, sys, numpy as np
      os.chdir(sys.argv[1])
      def read(part, kind, skip):
          return np.frombuffer(open(f'upright-{part}-{kind}-ubyte', 'rb').read(), np.uint8)[skip:]
      x, y = read('train', 'images-idx3', 16).reshape(-1, 28, 28), read('train', 'labels-idx1', 8)
      p, q = read('test', 'images-idx3', 16).reshape(-1, 28, 28), read('test', 'labels-idx1', 8)
      n = len(y) - len(q)
      for name in os.listdir('.'):
          os.remove(name)
      def save(name, image, label, keys='train_X train_y dev_X dev_y test_X test_y', write=np.savez):
          os.mkdir(name)
          arrays = [image(x[:n]), label(y[:n]), image(x[n:]), label(y[n:]), image(p), label(q)]
          write(f'{name}/letters of a course.npz', **dict(zip(keys.split(), arrays)))
      flat = lambda x: x.reshape(-1, 784)
      same = lambda y: y
      save('bytes', flat, same)
      save('floats', lambda x: flat(x).astype('f4') / np.float32(255), lambda y: y.astype('i8'))
      save('doubles', lambda x: flat(x) / 255, lambda y: y.astype('i4') + 1, write=np.savez_compressed)
      save('large', lambda x: x.astype('>f8'), lambda y: y.astype('>i2') + 1,
           'x_train y_train x_val y_val x_test y_test')
      save('turned', lambda x: x.transpose(0, 2, 1)[..., None], lambda y: y[:, None] + 1,
           'train_images train_labels val_images val_labels test_images test_labels')
      save('fortran', lambda x: np.asfortranarray(flat(x)), same,
           'X_train y_train X_valid y_valid X_test y_test', np.savez_compressed)
      save('whole', lambda x: x.astype('i8'), same)
      def save_parts(name, dev, test):
          os.mkdir(name)
          np.savez(f'{name}/a.npz', train_X=flat(x[:n]), train_y=y[:n] + 1, dev_X=flat(x[n:][dev]),
                   dev_y=y[n:][dev] + 1, test_X=flat(test), test_y=q + 1)
      save_parts('lacking', y[n:] < 25, p)
      save_parts('mixed', y[n:] < 26, p.transpose(0, 2, 1))
      os.mkdir('nist')
      for part, a, b in [('train', x, y), ('test', p, q)]:
          head = bytes([0, 0, 8, 3]) + b''.join(int(k).to_bytes(4, 'big') for k in a.shape)
          with gzip.open(f'nist/emnist-letters-{part}-images-idx3-ubyte.gz', 'wb') as file:
              file.write(head + a.transpose(0, 2, 1).tobytes())
          with gzip.open(f'nist/emnist-letters-{part}-labels-idx1-ubyte.gz', 'wb') as file:
              file.write(bytes([0, 0, 8, 1]) + len(b).to_bytes(4, 'big') + (b + 1).tobytes())
      """, folder.path)
    let forms = [
      "nist", "bytes", "floats", "doubles", "large", "turned", "fortran", "whole",
    ]
    for form in forms {
      let parts = try load(in: "/" + form)
      #expect(parts.training.labels + parts.validation.labels == training.labels, "\(form)")
      #expect(parts.training.images.row(3) == training.images.row(3), "\(form)")
      #expect(parts.validation.images.row(77) == training.images.row(26 * 12 - 1), "\(form)")
      #expect(parts.test.fingerprint == test.fingerprint, "\(form)")
    }
    // A part without a Z is numbered as the others are.
    let validation = try load(in: "/lacking").validation
    let last = training[26 * 9..<26 * 12].labels.filter { $0 < 25 }
    #expect(validation.labels == last)
    #expect(
      folder.complaint { try load(in: "/mixed") }
        == "test_X in mixed/a.npz has letters that have rows and columns changed; those of train_X in "
        + "mixed/a.npz don't")
  }

  @Test("What isn't NIST's letters is named as what it is", .slow)
  func foreigners() throws {
    func expect(
      _ sentence: String, isTransposed: Bool = true, at location: SourceLocation = #_sourceLocation,
      label: (Int) -> Int = { $0 + 1 }
    ) throws {
      try write(training, test, isTransposed: isTransposed, label: label)
      #expect(complaint() == sentence, sourceLocation: location)
    }
    let (images, labels) = (
      "emnist-letters-train-images-idx3-ubyte", "emnist-letters-train-labels-idx1-ubyte"
    )
    try expect(
      "\(images) has letters that stand upright. In NIST's files rows and columns have changed "
        + "places: somebody has put these right, or made them", isTransposed: false)
    try expect(
      "\(labels) has labels from 0 to 46: these are EMNIST's balanced or merged set: digits and "
        + "letters, 47 classes. Letters have those of 26 classes", label: { $0 == 25 ? 46 : $0 })
    try expect(
      "\(labels) has labels from 0 to 61: these are EMNIST's set by class: digits, large and small "
        + "letters, 62 classes. Letters have those of 26 classes", label: { $0 == 25 ? 61 : $0 })
    try expect(
      "\(labels) has labels from 0 to 9: these are digits, as in MNIST and in EMNIST's sets of "
        + "digits. Letters have those of 26 classes", label: { $0 % 10 })
    try expect(
      "\(labels) has labels from 0 to 25; NIST's files count letters from 1 to 26", label: { $0 })
    try expect(
      "\(images) has images that don't look like the letters of their labels",
      label: { ($0 + 9) % 26 + 1 })
    // Each part for itself.
    try write(training, test.transposed)
    let others = images.replacing("train", with: "test")
    #expect(complaint().hasPrefix("\(others) has letters that stand upright. In NIST's files rows"))
    try write(training, test[0..<0])
    #expect(complaint() == "\(labels.replacing("train", with: "test")) has no labels")
    try write(test, training)
    #expect(
      complaint()
        == "\(images) has 78 letters and \(images.replacing("train", with: "test")) 312: have they "
        + "changed places?")
    try write(training, test, prefix: "emnist-balanced-", label: { $0 + 21 })
    try FileManager.default.removeItem(atPath: folder.path + "/" + labels)
    #expect(complaint() == "there is no file \(labels), nor \(labels).gz")
  }

  @Test("Damaged files, and images in the place of labels, are named")
  func damage() throws {
    try write(training, test)
    let name = "emnist-letters-train-images-idx3-ubyte"
    let (images, labels) = (
      try folder.read(name), try folder.read("emnist-letters-train-labels-idx1-ubyte")
    )
    try folder.write(images.dropLast(3), to: name)
    #expect(
      complaint() == "\(name) is cut off: 312 × 28 × 28 take 244608 bytes, it has 244605")
    try folder.write(labels, to: name)
    try folder.write(images, to: "emnist-letters-train-labels-idx1-ubyte")
    #expect(
      complaint()
        == "\(name) holds labels (312) and emnist-letters-train-labels-idx1-ubyte holds images "
        + "(312 × 28 × 28): they have changed places")
    try folder.write(IDXFile.file(of: [312, 14, 56], training.pixels), to: name)
    try folder.write(labels, to: "emnist-letters-train-labels-idx1-ubyte")
    #expect(complaint() == "\(name) has images of 14 × 56; letters have 28 × 28 pixels")
  }

  @Test(
    "An archive that isn't the letters is named, or passed over where nothing says that it is",
    .enabled(
      if: Tool.pythonWithLibraries != nil,
      "python3 with NumPy and Pillow makes the files (apt-get install python3-numpy python3-pil)"))
  func archives() throws {
    func make(_ change: String) throws -> String {
      try Tool.python(
        """
        import os, sys, numpy as np
        os.chdir(sys.argv[1])
        x, y = np.zeros((60, 784), np.uint8), np.arange(60) % 26
        data = dict(train_X=x, train_y=y, dev_X=x[:30], dev_y=y[:30], test_X=x[:30], test_y=y[:30])
        \(change)
        np.savez('emnist-letters.npz', **data)
        """, folder.path)
      return complaint()
    }
    let file = "emnist-letters.npz"
    #expect(
      try make("")
        == "train_X in \(file) has blank images: all pixels are 0")
    #expect(
      try make("data['train_X'] = np.random.default_rng(0).integers(0, 99, (60, 784), np.uint8)")
        == "train_X in \(file) has images that don't look like the letters of their labels")
    #expect(
      try make("data['dev_X'], data['dev_y'] = x[:0], y[:0]")
        == "dev_X in \(file) has no images")
    #expect(
      try make("data.pop('dev_y')")
        == "\(file) has no labels of the validation part; it has dev_X.npy, test_X.npy, test_y.npy, "
        + "train_X.npy, train_y.npy")
    #expect(
      try make("data['train_X'], data['train_y'] = y, x")
        == "train_y in \(file) has the shape 60 × 784; labels have one dimension: are these images?"
    )
    #expect(
      try make("data['dev_X'] = x[:29]")
        == "dev_X in \(file) has 29 images, but there are 30 labels")
    #expect(
      try make("data['test_X'] = x[:30] - 0.5")
        == "test_X in \(file) has the number -0.5 at 0; pixels go from 0 to 1 or from 0 to 255")
    #expect(
      try make("data['test_X'] = np.full((30, 784), np.nan)")
        == "test_X in \(file) has the number nan at 0; pixels go from 0 to 1 or from 0 to 255")
    #expect(
      try make("data['train_X'] = x[:, :700]")
        == "train_X in \(file) has the shape 60 × 700; images have number × 28 × 28")
    #expect(
      try make("data['train_X'] = 255 - x").hasPrefix("train_X in \(file) is dark on light"))
    #expect(
      try make("data['train_y'] = y % 4").hasPrefix("train_y in \(file) has labels from 0 to 3. "))
    #expect(
      try make("data['test_y'] = y[:30] + 1")
        == "test_y in \(file) has the label 26 at 25; those of train_y in \(file) go from 0 to 25")
    try FileManager.default.moveItem(
      atPath: "\(folder.path)/\(file)", toPath: folder.path + "/other.npz")
    // Labels of 26 classes and images of 784 numbers: they could be letters.
    #expect(try EMNISTLetters.find(in: folder.path)?.path == folder.path + "/other.npz")
    try Tool.python(
      """
      import sys, numpy as np
      x, y = np.zeros((60, 784), np.uint8), np.arange(60) % 4
      np.savez(sys.argv[1] + '/other.npz', train_X=x, train_y=y, val_X=x, val_y=y, test_X=x, test_y=y)
      """, folder.path)
    #expect(try EMNISTLetters.find(in: folder.path) == nil)
  }
}
