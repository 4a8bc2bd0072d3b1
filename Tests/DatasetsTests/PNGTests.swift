import Foundation
import KitTesting
import LinearAlgebra
import Testing

@testable import Datasets

@Suite(
  "PNG images are read",
  .enabled(
    if: Tool.pythonWithLibraries != nil,
    "python3 with NumPy and Pillow makes the files (apt-get install python3-numpy python3-pil)"))
struct PNGTests {
  private let folder: Folder

  /// Runs a script in the test's folder. `write` writes an image itself, every row by one filter.
  private func make(_ script: String) throws {
    try Tool.python(
      """
      import os, struct, sys, zlib, numpy as np
      from PIL import Image
      os.chdir(sys.argv[1])
      g = np.random.default_rng(1)

      def chunk(name, data):
          return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))

      def paeth(a, b, c):
          return min((abs(b - c), 0, a), (abs(a - c), 1, b), (abs(a + b - 2 * c), 2, c))[2]

      def filtered(rows, step, kind):
          out = b''
          above = bytes(len(rows[0]))
          for row in rows:
              left = bytes(step) + row[:-step]
              corner = bytes(step) + above[:-step]
              guess = [lambda a, b, c: 0, lambda a, b, c: a, lambda a, b, c: b,
                       lambda a, b, c: (a + b) // 2, paeth][kind]
              out += bytes([kind]) + bytes(
                  (x - guess(a, b, c)) % 256 for x, a, b, c in zip(row, left, above, corner))
              above = row
          return out

      def png(width, height, depth, colour, packed, interlaced=0):
          header = struct.pack('>2I5B', width, height, depth, colour, 0, 0, interlaced)
          return (b'\\x89PNG\\r\\n\\x1a\\n' + chunk(b'IHDR', header) + chunk(b'IDAT', packed)
                  + chunk(b'IEND', b''))

      def write(name, pixels, kind):
          height, width = pixels.shape[:2]
          step = 1 if pixels.ndim == 2 else 3
          rows = [row.tobytes() for row in pixels]
          with open(name, 'wb') as file:
              file.write(png(width, height, 8, 0 if step == 1 else 2,
                             zlib.compress(filtered(rows, step, kind))))
      """ + "\n" + script, folder.path)
  }

  init() throws { folder = try Folder() }

  @Test("Pillow's images of every kind have the pixels that Pillow sees in them")
  func pillow() throws {
    try make(
      """
      noise = g.integers(0, 256, (7, 13, 3), dtype=np.uint8)
      smooth = np.fromfunction(lambda i, j, k: i * i + 9 * j + 40 * k, (7, 13, 3)).astype(np.uint8)

      def look(place):
          image = Image.open('a.png')
          open(f'{place}.grey', 'wb').write(image.convert('RGB').convert('L').tobytes())
          open(f'{place}.colours', 'wb').write(image.convert('RGB').tobytes())
          open(f'{place}.shape', 'wb').write(bytes([image.height, image.width]))
          os.rename('a.png', f'{place}.png')

      """
        + Self.images.enumerated().map { "\($1); look(\($0))" }.joined(separator: "\n"))
    for (place, script) in Self.images.enumerated() {
      let bytes = try folder.read("\(place).png")
      let gray = try PNGImage(bytes, file: script)
      #expect(try [UInt8(gray.height), UInt8(gray.width)] == folder.read("\(place).shape"))
      #expect(try gray.pixels == folder.read("\(place).grey"), "\(script)")
      #expect(gray.channels == 1)
      let colors = try PNGImage(bytes, file: script, as: .redGreenBlue)
      #expect(try colors.pixels == folder.read("\(place).colours"), "\(script)")
      #expect(colors.channels == 3)
    }
  }

  private static let images = [
    "Image.fromarray(noise[:, :, 0]).save('a.png')",
    "Image.fromarray(noise).save('a.png')",
    "Image.fromarray(smooth).save('a.png', optimize=True)",
    "Image.fromarray(noise).quantize(200).save('a.png')",
    "Image.fromarray(noise).quantize(16).save('a.png')",
    "Image.fromarray(noise).quantize(4).save('a.png')",
    "Image.fromarray(noise).quantize(2).save('a.png')",
    "Image.fromarray(noise[:, :, 0]).convert('1').save('a.png')",
    "Image.fromarray(noise[:1, :1]).save('a.png')",
    "write('a.png', noise[:, :, 0], 0)", "write('a.png', noise[:, :, 0], 1)",
    "write('a.png', smooth[:, :, 0], 2)", "write('a.png', noise[:, :, 0], 3)",
    "write('a.png', smooth[:, :, 0], 4)", "write('a.png', noise[:, :, 0], 4)",
    "write('a.png', noise, 1)", "write('a.png', smooth, 2)", "write('a.png', noise, 3)",
    "write('a.png', noise, 4)", "write('a.png', smooth, 4)",
  ]

  @Test("What isn't read is refused by name")
  func refused() throws {
    try make(
      "noise = g.integers(0, 256, (7, 7, 3), dtype=np.uint8)\n"
        + Self.others.enumerated().map { "\($1.script); os.rename('a.png', '\($0)')" }
        .joined(separator: "\n"))
    for (place, other) in Self.others.enumerated() {
      let bytes = try folder.read("\(place)")
      #expect(folder.complaint { try PNGImage(bytes, file: "a.png") } == other.sentence)
    }
  }

  private static let others: [(script: String, sentence: String)] = [
    (
      "Image.fromarray(noise).convert('RGBA').save('a.png')",
      "a.png has an alpha channel (colour type 6); save it without"
    ),
    (
      "Image.fromarray(noise[:, :, 0]).convert('LA').save('a.png')",
      "a.png has an alpha channel (colour type 4); save it without"
    ),
    (
      "Image.fromarray(noise[:, :, 0].astype(np.uint16) * 256).save('a.png')",
      "a.png has 16 bits a sample; 8 are read, fewer of grey and palettes"
    ),
    (
      "Image.fromarray(noise).quantize(9).save('a.png', transparency=0)",
      "a.png has transparent pixels (its chunk tRNS); those aren't read"
    ),
    (
      "Image.fromarray(noise).save('a.png', format='JPEG')",
      "a.png is no PNG image but a JPEG image"
    ),
    (
      "open('a.png', 'wb').write(png(7, 7, 8, 0, zlib.compress(bytes(56)), 1))",
      "a.png is interlaced (method 1); save it without"
    ),
    (
      "open('a.png', 'wb').write(png(7, 7, 8, 0, zlib.compress(bytes([5] * 56))))",
      "a.png is damaged: row 0 has filter 5, there are 0 to 4"
    ),
    (
      "open('a.png', 'wb').write(png(7, 7, 8, 3, zlib.compress(bytes(56))))",
      "a.png uses colour 0 of a palette (PLTE) of 0"
    ),
    (
      "open('a.png', 'wb').write(png(7, 7, 8, 0, zlib.compress(bytes(55))))",
      "a.png is cut off: 7 rows of 8 bytes are 56, it has 55"
    ),
    (
      "open('a.png', 'wb').write(png(7, 7, 8, 0, zlib.compress(bytes(100_000_000))))",
      "a.png is too long: 7 rows of 8 bytes are 56, it has more"
    ),
    (
      "open('a.png', 'wb').write(png(2**31 - 1, 2**31 - 1, 8, 2, zlib.compress(bytes(9))))",
      "a.png announces 2147483647 × 2147483647 pixels; sides of 1 to 4096 are read"
    ),
    (
      "open('a.png', 'wb').write(png(0, 7, 8, 0, zlib.compress(b'')))",
      "a.png announces 7 × 0 pixels; sides of 1 to 4096 are read"
    ),
  ]

  @Test("An image that is cut off or changed, anywhere, is never read")
  func damaged() throws {
    try make("Image.fromarray(g.integers(0, 256, (4, 4), dtype=np.uint8)).save('a.png')")
    let whole = try folder.read("a.png")
    for length in whole.indices {
      #expect(throws: DatasetError.self, "\(length) bytes") {
        try PNGImage(Array(whole.prefix(length)), file: "a.png")
      }
    }
    let image = try PNGImage(whole, file: "a.png")
    for place in whole.indices {
      var damaged = whole
      damaged[place] ^= 0x55
      // After a chunk's length has changed, another chunk may begin by chance; the pixels don't change.
      if let other = try? PNGImage(damaged, file: "a.png") {
        #expect(other == image, "byte \(place)")
      }
    }
  }

  @Test("Folders become images with labels, in the order of classes and names")
  func folders() throws {
    try make(
      """
      for label, name, value in [(1, '0001', 30), (0, '0001', 20), (0, '0000', 10), (2, '0000', 40)]:
          os.makedirs(f'train/{label}', exist_ok=True)
          Image.fromarray(np.full((2, 3), value, np.uint8)).save(f'train/{label}/{name}.png')
      open('train/.DS_Store', 'w').close()
      open('train/2/.hidden', 'w').close()
      """)
    let path = folder.path + "/train"
    let data = try LabelledImages(folder: path, classes: 3)
    #expect(data.labels == [0, 0, 1, 2])
    #expect(data.images.column(5) == [10, 20, 30, 40])
    #expect((data.height, data.width, data.channels) == (2, 3, 1))
    let colors = try LabelledImages(folder: path, classes: 3, colors: .redGreenBlue)
    #expect(colors.channels == 3)
    #expect(colors.images.shape == (4, 18))

    func complaint(_ classes: Int = 3) -> String {
      folder.complaint { try LabelledImages(folder: path, classes: classes) }
    }
    #expect(complaint(4) == "there is no folder train/3")
    #expect(complaint(2) == "train/2 is none of the folders 0 to 1, which hold the images")
    try folder.write([], to: "train/1/0002.png")
    #expect(complaint() == "train/1/0002.png is empty: it has 0 bytes")
    try folder.write("notes".utf8, to: "train/1/0002.png")
    #expect(
      complaint() == "train/1/0002.png is no PNG image: it begins with [110, 111, 116, 101]")
    try make("Image.fromarray(np.zeros((3, 2), np.uint8)).save('train/1/0002.png')")
    #expect(complaint() == "train/1/0002.png has 3 × 2 pixels, train/0/0000.png has 2 × 3")
    try FileManager.default.removeItem(atPath: path + "/1/0001.png")
    try FileManager.default.removeItem(atPath: path + "/1/0002.png")
    #expect(complaint() == "the folder train/1 has no images")
  }
}
