import Foundation
import KitTesting
import LinearAlgebra
import Testing

@testable import Datasets

@Suite("How letters stand is told by what they look like")
struct LetterPoseTests {
  private func packed(_ images: LabelledImages, label: (Int) -> Int = { $0 }) -> PackedImages {
    PackedImages(
      pixels: images.images.elements.map { UInt8($0) }, labels: images.labels.map(label),
      height: 28, width: 28, channels: 1, name: "letters", labelName: "labels")
  }

  /// The columns of each image in the opposite order.
  private func mirrored(_ images: PackedImages) -> PackedImages {
    var images = images
    for row in 0..<images.count * 28 {
      images.pixels[28 * row..<28 * row + 28].reverse()
    }
    return images
  }

  private func expectPoses(_ letters: PackedImages) {
    let correlations = LetterPose.correlations(of: letters)
    #expect(correlations[0] > 0.45 && correlations[1] < 0.2, "\(correlations)")
    #expect(LetterPose(of: letters) == .upright)
    #expect(LetterPose(of: letters.transposed) == .transposed)
    #expect(LetterPose(of: mirrored(letters)) == .turned("mirrored, left and right"))
    #expect(LetterPose(of: mirrored(letters.transposed)) == .turned("turned by 90°"))
    #expect(
      LetterPose(of: mirrored(letters.transposed).transposed)
        == .turned("mirrored, upside down"))
    // Other labels than their own, though all images of a class have the same.
    var others = letters
    others.labels = letters.labels.map { ($0 + 9) % 26 }
    #expect(LetterPose(of: others) == .unknown)
  }

  @Test("Drawn letters, many and few", .slow)
  func drawn() {
    for (count, seed) in [(26 * 40, 31), (26 * 4, 32), (26 * 4, 33), (52, 34)] {
      expectPoses(packed(GeneratedLetters.images(count, seed: UInt64(seed))))
    }
  }

  @Test(
    "Letters printed in another hand than the kit's: Pillow's own font, large and small, moved about",
    .enabled(
      if: Tool.hasFont, "python3 with NumPy and Pillow 10.1 draws them (pip install numpy pillow)"))
  func printed() throws {
    let folder = try Folder()
    try Tool.python(
      """
      import os, sys, numpy as np
      from PIL import Image, ImageDraw, ImageFont
      os.chdir(sys.argv[1])
      random = np.random.default_rng(1)
      images, labels = [], []
      for label in range(26):
          for letter in (chr(65 + label), chr(97 + label)):
              for size in (18, 21, 24):
                  font = ImageFont.load_default(size)
                  image = Image.new('L', (28, 28))
                  place = 14 + random.normal(size=2)
                  ImageDraw.Draw(image).text(place, letter, 255, font, anchor='mm')
                  image = image.rotate(random.normal() * 8, Image.BILINEAR)
                  images.append(np.asarray(image))
                  labels.append(label)
      np.savez('letters.npz', x=np.array(images), y=labels)
      """, folder.path)
    expectPoses(
      packed(try LabelledImages(archive: folder.path + "/letters.npz", images: "x", labels: "y")))
  }

  @Test("Digits, and images without anything, are no letters")
  func others() throws {
    let digits = try ImageSource(
      form: .idx, path: "\(root)/\(ImageSource.kitFolder)", isKits: true
    ).digits().test
    #expect(LetterPose(of: packed(digits)) == .unknown)
    #expect(LetterPose(of: packed(digits, label: { $0 + 13 })) == .unknown)
    let empty = PackedImages(
      pixels: [UInt8](repeating: 7, count: 784 * 26), labels: Array(0..<26), height: 28, width: 28,
      channels: 1, name: "nothing", labelName: "no labels")
    #expect(LetterPose(of: empty) == .unknown)
  }
}
