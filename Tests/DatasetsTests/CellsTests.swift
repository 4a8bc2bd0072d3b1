import Foundation
import KitTesting
import LinearAlgebra
import Testing

@testable import Datasets

@Suite(
  "BloodMNIST is found, named and checked",
  .enabled(
    if: Tool.pythonWithLibraries != nil,
    "python3 with NumPy and Pillow makes the files (apt-get install python3-numpy python3-pil)"))
struct CellsTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  /// Makes an archive as MedMNIST's are: 40, 16 and 24 images of random colours, labels in a column.
  ///
  /// - Parameter change: lines that change `data` before it is written.
  private func make(_ change: String = "", as name: String = "bloodmnist.npz") throws {
    try Tool.python(
      """
      import os, sys, numpy as np
      name = sys.argv[1] + '/' + sys.argv[2]
      os.makedirs(os.path.dirname(name), exist_ok=True)
      random, data, write = np.random.default_rng(5), {}, np.savez_compressed
      for part, n in [('train', 40), ('val', 16), ('test', 24)]:
          data[part + '_images'] = random.integers(0, 256, (n, 28, 28, 3), np.uint8)
          data[part + '_labels'] = (np.arange(n, dtype=np.uint8) % 8)[:, None]
      data['train_images'][39, 27, 27] = [1, 2, 3]
      \(change)
      write(name, **data)
      """, folder.path, name)
  }

  private func complaint(_ change: String, as name: String = "bloodmnist.npz") throws -> String {
    try make(change, as: name)
    return folder.complaint {
      try #require(try BloodMNIST.find(in: folder.path)).load()
    }
  }

  @Test(
    "Three parts of images in colours, with labels from 0 to 7",
    arguments: ["", "write = np.savez"])
  func parts(change: String) throws {
    try make(change)
    let cells = try #require(try BloodMNIST.find(in: folder.path))
    #expect(cells.path == folder.path + "/bloodmnist.npz")
    let parts = try cells.load()
    #expect((parts.training.count, parts.validation.count, parts.test.count) == (40, 16, 24))
    #expect(parts.training.labels == (0..<40).map { $0 % 8 })
    #expect((parts.test.height, parts.test.width, parts.test.channels) == (28, 28, 3))
    // The channels of the last pixel of the last image stand side by side.
    #expect(parts.training.images.row(39).elements.suffix(3) == [1, 2, 3])
    let source = try ImageSource.find(.cells, data: folder.path, kit: root)
    #expect(source.path == cells.path && source.form == .archive && !source.isKits)
    try FileManager.default.moveItem(atPath: cells.path, toPath: folder.path + "/elsewhere.npz")
    let seen = source.seen(at: folder.path + "/elsewhere.npz")
    #expect(try seen.parts(.all).validation.count == 16)
  }

  @Test("It is known by what is in it, in folders that are called after it too")
  func found() throws {
    #expect(try BloodMNIST.find(in: folder.path) == nil)
    try make(as: "MedMNIST/my cells.npz")
    #expect(
      try BloodMNIST.find(in: folder.path)?.path == folder.path + "/MedMNIST/my cells.npz")
    // Another of MedMNIST's sets, seven classes, lies beside it.
    try make("data['train_labels'] %= 7", as: "dermamnist.npz")
    #expect(
      try BloodMNIST.find(in: folder.path)?.path == folder.path + "/MedMNIST/my cells.npz")
    let archive = folder.path + "/MedMNIST/my cells.npz"
    #expect(try BloodMNIST.find(in: archive)?.path == archive)
    // Whoever names an archive hears what it is, unless it is another of the kit's sets.
    #expect(
      folder.complaint { try BloodMNIST.find(in: folder.path + "/dermamnist.npz")?.load() as Any }
        == "train_labels in dermamnist.npz has labels of 7 kinds, from 0 to 6; BloodMNIST has 0 to 7"
    )
    #expect(try EMNISTLetters.find(in: folder.path + "/dermamnist.npz") != nil)
    #expect(try EMNISTLetters.find(in: archive) == nil)
    #expect(
      folder.complaint { try BloodMNIST.find(in: folder.path + "/none") as Any }
        == "there is no folder none")
  }

  @Test("What isn't BloodMNIST is named as what it is")
  func foreigners() throws {
    let file = "bloodmnist.npz"
    #expect(
      try complaint("data['train_labels'] %= 5")
        == "train_labels in \(file) has labels of 5 kinds, from 0 to 4; BloodMNIST has 0 to 7")
    #expect(
      try complaint(
        "n = 1080; data['train_images'] = np.zeros((n, 28, 28, 3), np.uint8); "
          + "data['train_labels'] = np.arange(n) % 5")
        == "train_labels in \(file) has labels of 5 kinds, from 0 to 4; BloodMNIST has 0 to 7: this is "
        + "RetinaMNIST"
    )
    #expect(
      try complaint("data['test_labels'][3] = 8")
        == "test_labels in \(file) has the label 8 at 3; cells have 0 to 7")
    #expect(
      try complaint("data['test_images'][:] = 0")
        == "test_images in \(file) has blank images: all pixels are 0")
    #expect(
      try complaint("for k in ['images', 'labels']: data['val_' + k] = data['val_' + k][:0]")
        == "val_images in \(file) has no images")
    #expect(
      try complaint("data['train_labels'] = np.eye(8, dtype=np.uint8)[np.arange(40) % 8]")
        == "train_labels in \(file) has the shape 40 × 8; labels have one dimension: are these one-hot "
        + "rows?")
    #expect(
      try complaint("data = {k: v[..., 0] if 'images' in k else v for k, v in data.items()}")
        == "\(file) has grey images; cells are in colours")
    #expect(
      try complaint(
        "data = {k: np.zeros((len(v), 64, 64, 3), np.uint8) if 'images' in k else v "
          + "for k, v in data.items()}")
        == "\(file) has images of 64 × 64 pixels: this is MedMNIST's large form. The one of 28 × 28 is "
        + "bloodmnist.npz")
    #expect(
      try complaint("data['val_images'] = data['val_images'][:, :14]")
        == "val_images in \(file) has the shape 16 × 14 × 28 × 3; images have number × 28 × 28 × 3")
    #expect(
      try complaint(
        "a, b = 'train_', 'test_'\n"
          + "for k in ['images', 'labels']: data[a + k], data[b + k] = data[b + k], data[a + k]")
        == "train_images in \(file) has 24 cells and test_images in \(file) 40: have they changed "
        + "places?")
    #expect(
      try complaint(
        "data['val_images'], data['val_labels'] = data['val_labels'], data['val_images']")
        == "val_labels in \(file) has the shape 16 × 28 × 28 × 3; labels have one dimension: are these "
        + "images?")
    #expect(
      try complaint("data.pop('val_images')")
        == "\(file) has no images of the validation part; it has test_images.npy, test_labels.npy, "
        + "train_images.npy, train_labels.npy, val_labels.npy")
    #expect(
      try complaint("data['train_labels'] = np.array(['a'] * 40)")
        == "train_labels in \(file) has elements of type <U1; only whole numbers, such as |u1, and "
        + "floating-point numbers of 4 or 8 bytes are read")
  }

  @Test("An archive that is cut off is never read; nor is a changed pixel")
  func damage() throws {
    try make("write = np.savez")
    let path = "bloodmnist.npz"
    let whole = try folder.read(path)
    for length in stride(from: 0, to: whole.count, by: whole.count / 40) {
      try folder.write(whole.prefix(length), to: path)
      #expect(throws: DatasetError.self, "\(length) bytes") {
        try #require(try BloodMNIST.find(in: folder.path)).load()
      }
    }
    var damaged = whole
    damaged[5_000] ^= 1
    try folder.write(damaged, to: path)
    #expect(
      folder.complaint { try BloodMNIST(path: folder.path + "/" + path).load() }
        == "train_images.npy in \(path) is damaged: its size or checksum isn't the directory's")
    try folder.write(Array("<!DOCTYPE html><html>".utf8), to: path)
    #expect(
      folder.complaint { try BloodMNIST(path: folder.path + "/" + path).load() }
        == "\(path) is no zip archive but a web page")
  }
}
