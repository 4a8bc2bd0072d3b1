import Foundation
import KitTesting
import LinearAlgebra
import Testing

@testable import Datasets

@Suite(
  "NumPy's archives are read",
  .enabled(
    if: Tool.pythonWithLibraries != nil,
    "python3 with NumPy and Pillow makes the files (apt-get install python3-numpy python3-pil)"))
struct NumPyTests {
  private let folder: Folder

  /// Runs a script with NumPy in the test's folder, in which `x` has 3 images of 2 × 2 pixels.
  private func make(_ script: String) throws {
    try Tool.python(
      """
      import os, sys, numpy as np
      os.chdir(sys.argv[1])
      x = np.arange(12, dtype=np.uint8).reshape(3, 2, 2) * 20
      y = np.array([7, 0, 200])
      """ + "\n" + script, folder.path)
  }

  private func read(_ name: String = "a.npz") throws -> LabelledImages {
    try LabelledImages(archive: "\(folder.path)/\(name)", images: "x", labels: "y")
  }

  private let images: Matrix = [[0, 20, 40, 60], [80, 100, 120, 140], [160, 180, 200, 220]]

  init() throws { folder = try Folder() }

  @Test("Stored and deflated, with labels of every whole type")
  func types() throws {
    let functions = ["savez", "savez_compressed"]
    let types = ["uint8", "int64", ">i4", "uint16", "int32", "uint64", ">u8"]
    try make(
      """
      for function in \(functions):
          for kind in \(types):
              getattr(np, function)(f'{function} {kind[-3:]}.npz', x=x, y=y.astype(kind))
      """)
    for file in functions.flatMap({ name in types.map { "\(name) \($0.suffix(3)).npz" } }) {
      let data = try read(file)
      #expect(data.images == images, "\(file)")
      #expect(data.labels == [7, 0, 200], "\(file)")
      #expect((data.height, data.width, data.channels) == (2, 2, 1))
    }
  }

  @Test("Labels in a column, and images in colours, as MedMNIST has them")
  func colors() throws {
    try make("np.savez('a.npz', x=np.stack([x, x + 1, x + 2], axis=3), y=y.reshape(3, 1))")
    let data = try read()
    #expect(data.channels == 3)
    #expect(data.images.row(0) == [0, 1, 2, 20, 21, 22, 40, 41, 42, 60, 61, 62])
    #expect(data.labels == [7, 0, 200])
    try make("np.savez('a.npz', x=x.reshape(3, 2, 2, 1), y=y)")
    #expect(try read().images == images)
  }

  @Test("Arrays in Fortran's order, of any number of dimensions and bytes, come in C's")
  func fortran() throws {
    try make(
      """
      a = np.arange(120).reshape(2, 3, 4, 5)
      for kind in ['u1', '>i2', '<i8']:
          np.save(kind[-2:], np.asfortranarray(a.astype(kind)))
      """)
    for kind in ["u1", "i2", "i8"] {
      let array = try NumPyArray(folder.read("\(kind).npy"), file: "a")
      #expect(array.header.isFortran && array.shape == [2, 3, 4, 5])
      #expect(try array.integers() == Array(0..<120))
    }
  }

  @Test("Pixels of every type are the same bytes")
  func pixels() throws {
    let types = ["|u1", "<i4", ">i8", "<u2", "<f4", ">f4", "<f8", ">f8"]
    try make(
      """
      for place, kind in enumerate(\(types)):
          np.save(f'{place}', x.astype(kind))
      np.save('8', x.astype('f4') / np.float32(255))
      np.save('9', x / 255)
      np.save('10', (x > 100).astype('u1'))
      np.save('11', (x > 100).astype('>f8'))
      np.save('12', x / 220 * 1.00001)
      """)
    let rounded = try NumPyArray(folder.read("12.npy"), file: "a")
    #expect(try rounded.pixels() == (0..<12).map { UInt8((255 * Double($0) / 11).rounded()) })
    for place in 0..<10 {
      let array = try NumPyArray(folder.read("\(place).npy"), file: "a")
      #expect(try array.pixels() == (0..<12).map { UInt8(20 * $0) }, "\(place)")
    }
    for place in 10..<12 {
      let array = try NumPyArray(folder.read("\(place).npy"), file: "a")
      #expect(try array.pixels() == (0..<12).map { $0 > 5 ? 255 : 0 }, "\(place)")
    }
    try make("np.save('a', x.astype(int) - 1); np.save('b', x * 2.0)")
    #expect(
      folder.complaint { try NumPyArray(folder.read("a.npy"), file: "a").pixels() }
        == "a has the number -1.0 at 0; pixels go from 0 to 1 or from 0 to 255")
    #expect(
      folder.complaint { try NumPyArray(folder.read("b.npy"), file: "b").pixels() }
        == "b has the number 280.0 at 7; pixels go from 0 to 1 or from 0 to 255")
  }

  @Test(
    "An archive that zip has made is read too",
    .enabled(if: Tool.hasZip, "zip makes the files (apt-get install zip)"),
    arguments: ["-0", "-9"])
  func zip(level: String) throws {
    try make("np.save('x.npy', x); np.save('y.npy', y)")
    let path = folder.path
    try Tool.run([
      "zip", "-q", "-j", level, "\(path)/a.npz", "\(path)/x.npy", "\(path)/y.npy",
    ])
    #expect(try read().images == images)
  }

  @Test("Large sizes, long headers and comments are no damage; MNIST's pixels may have any type")
  func unusual() throws {
    try make(
      """
      import io, zipfile
      def npy(a, pad=0):
          file = io.BytesIO()
          np.lib.format.write_array(file, a, version=(1, 0))
          data = file.getvalue()
          length = int.from_bytes(data[8:10], 'little')
          text = data[10:10 + length].rstrip(b'\\n') + b' ' * pad + b'\\n'
          return data[:8] + len(text).to_bytes(2, 'little') + text + data[10 + length:]
      def save(name, pad=0, a=x, comment=b''):
          with zipfile.ZipFile(name, 'w') as file:
              for key, array in [('x.npy', a), ('y.npy', y)]:
                  with file.open(key, 'w', force_zip64=True) as entry: entry.write(npy(array, pad))
              file.comment = comment
      save('zip64.npz')
      save('long.npz', pad=30_000)
      save('comment.npz', comment=b'a PK\\5\\6 in the midst of thirty-odd bytes of a comment')
      for kind in ['>i4', '<i8', '<f4', '>f8']: save(kind[1:] + '.npz', a=x.astype(kind))
      save('shares.npz', a=x / 255)
      zipfile.ZIP64_LIMIT = zipfile.ZIP_FILECOUNT_LIMIT = 1
      save('directory.npz')
      data = bytearray(open('directory.npz', 'rb').read())
      # What is too large for the last record stands in the one of zip64 alone.
      data[-14:-2] = b'\\xff' * 12
      open('directory.npz', 'wb').write(data)
      """)
    let names = ["zip64", "long", "comment", "i4", "i8", "f4", "f8", "shares", "directory"]
    for name in names {
      #expect(
        folder.complaint { try read(name + ".npz").images == images } == "no error, but true",
        "\(name)")
    }
  }

  @Test("An archive that is cut off, anywhere, is never read; nor is one with a changed byte")
  func cutOff() throws {
    try make("np.savez_compressed('a.npz', x=x, y=y)")
    let whole = try folder.read("a.npz")
    // Every place in the slow proofs; else every ninth, which takes a second less.
    let step = runsFullTests ? 1 : 9
    for length in stride(from: 0, to: whole.count, by: step) {
      try folder.write(whole.prefix(length), to: "b.npz")
      #expect(throws: DatasetError.self, "\(length) bytes") { try read("b.npz") }
    }
    for place in stride(from: 0, to: whole.count, by: step) {
      var damaged = whole
      damaged[place] ^= 0x55
      try folder.write(damaged, to: "b.npz")
      // Dates and the like may change; what is read must not.
      if let data = try? read("b.npz") {
        #expect(data.images == images && data.labels == [7, 0, 200], "byte \(place)")
      }
    }
  }

  @Test("Other arrays are refused with a sentence")
  func refused() throws {
    try make(
      Self.others.enumerated().map { "\($1.script); os.rename('a.npz', '\($0)')" }
        .joined(separator: "\n"))
    for (place, other) in Self.others.enumerated() {
      try folder.write(folder.read("\(place)"), to: "a.npz")
      #expect(folder.complaint { try read() } == other.sentence)
    }
  }

  private static let others: [(script: String, sentence: String)] = [
    (
      "np.savez('a.npz', x=x / 127.5, y=y)",
      "x in a.npz has fractions from 0 to 1.7254901960784315; pixels go from 0 to 1 or from 0 to 255"
    ),
    (
      "np.savez('a.npz', x=x.astype('f2'), y=y)",
      "x in a.npz has elements of type <f2; only whole numbers, such as |u1, and floating-point "
        + "numbers of 4 or 8 bytes are read"
    ),
    (
      "np.savez('a.npz', x=y, y=x)",
      "x in a.npz holds labels (3) and y in a.npz holds images (3 × 2 × 2): they have changed places"
    ),
    ("np.savez('a.npz', x=x, y=y[:2])", "x in a.npz has 3 images, but y in a.npz has 2 labels"),
    (
      "np.savez('a.npz', x=x.reshape(3, 4), y=y)",
      "x in a.npz has the shape 3 × 4; images have number × height × width"
    ),
    (
      "np.savez('a.npz', x=x, y=y / 2)",
      "y in a.npz has elements of type <f8; whole numbers are wanted"
    ),
    ("np.savez('a.npz', x=x, y=-y)", "y in a.npz has the label -7 at 0; labels count from 0"),
    ("np.savez('a.npz', x_train=x, y=y)", "a.npz has no x.npy; it has x_train.npy, y.npy"),
    (
      "np.save('b.npy', x); os.rename('b.npy', 'a.npz')",
      "a.npz is no zip archive but a NumPy array"
    ),
    (
      "np.savez('a.npz', x=np.array(['a']), y=y)",
      "x in a.npz has elements of type <U1; only whole numbers, such as |u1, and floating-point "
        + "numbers of 4 or 8 bytes are read"
    ),
  ]

  @Test("A shape of 10¹⁸ elements, and zeros that a thousandth of their bytes hold, do no harm")
  func bombs() throws {
    try make(
      """
      import io, zipfile
      header = b"{'descr': '|u1', 'fortran_order': False, 'shape': (1000000000, 1000000000, 1), }"
      start = b'\\x93NUMPY\\x01\\x00' + bytes([len(header), 0]) + header
      with zipfile.ZipFile('a.npz', 'w', zipfile.ZIP_DEFLATED) as file:
          file.writestr('x.npy', start)
          file.writestr('y.npy', bytes(100_000_000))
      data = bytearray(open('a.npz', 'rb').read())
      place = data.rindex(b'PK\\x01\\x02')
      for name, size in [('a.npz', 1000), ('b.npz', 4_000_000_000)]:
          data[place + 24:place + 28] = size.to_bytes(4, 'little')
          open(name, 'wb').write(data)
      """)
    #expect(
      folder.complaint { try read() }
        == "x in a.npz announces (1000000000, 1000000000, 1) elements; at most 134217728 are read")
    let archive = try ZipFile(folder.read("a.npz"), file: "a.npz")
    #expect(
      folder.complaint { try archive.contents(of: "y.npy") }
        == "y.npy in a.npz unpacks to more than 1000 bytes")
    let larger = try ZipFile(folder.read("b.npz"), file: "b.npz")
    #expect(
      folder.complaint { try larger.contents(of: "y.npy") }
        == "y.npy in b.npz announces 4000000000 bytes; at most 1073741824 are read")
  }
}
