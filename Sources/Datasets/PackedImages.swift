/// Images with labels as they lie in files, which may have to be turned or numbered anew.
struct PackedImages {
  /// Image by image, row by row, the channels of a pixel side by side.
  var pixels: [UInt8]
  /// A number for each image.
  var labels: [Int]
  let height: Int
  let width: Int
  /// 1 for grey, 3 for red, green and blue.
  let channels: Int
  /// What the images are called in errors.
  let name: String
  /// What their labels are called.
  let labelName: String

  var count: Int { labels.count }
  private var size: Int { height * width * channels }

  /// The images in a range.
  subscript(range: Range<Int>) -> PackedImages {
    PackedImages(
      pixels: Array(pixels[range.lowerBound * size..<range.upperBound * size]),
      labels: Array(labels[range]), height: height, width: width, channels: channels, name: name,
      labelName: labelName)
  }

  /// Rows and columns changed, for images of one channel.
  var transposed: PackedImages {
    var turned = [UInt8](repeating: 0, count: pixels.count)
    for start in stride(from: 0, to: pixels.count, by: size) {
      for row in 0..<height {
        for column in 0..<width {
          turned[start + column * height + row] = pixels[start + row * width + column]
        }
      }
    }
    return PackedImages(
      pixels: turned, labels: labels, height: width, width: height, channels: channels, name: name,
      labelName: labelName)
  }

  /// The numbers of their pixels on average.
  var mean: Double {
    Double(pixels.reduce(0) { $0 + Int($1) }) / Double(max(1, pixels.count))
  }

  /// Whether all pixels are the same.
  var areBlank: Bool { pixels.allSatisfy { $0 == pixels[0] } }

  /// What is learnt from.
  var unnamed: LabelledImages {
    LabelledImages(
      pixels: pixels, labels: labels, height: height, width: width, channels: channels)
  }
}

extension ImageParts {
  init(training: PackedImages, validation: PackedImages, test: PackedImages) {
    self.init(
      training: training.unnamed, validation: validation.unnamed, test: test.unnamed)
  }
}
