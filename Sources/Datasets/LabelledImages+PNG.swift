import Foundation

extension LabelledImages {
  /// What becomes of colours when images are read.
  public enum Colors: Sendable {
    /// Each pixel becomes one number. Of red, green and blue it is the luma of ITU-R BT.601,
    /// `0.299 R + 0.587 G + 0.114 B`, rounded.
    case gray
    /// Each pixel becomes three numbers: red, green and blue, equal ones where the image is grey.
    case redGreenBlue
  }

  /// Reads folders of PNG images, one for each class, called `0`, `1` and so on. The images come in the
  /// order of their classes and names.
  ///
  ///     try LabelledImages(folder: "mnist/train", classes: 10)     // mnist/train/0/0000.png …
  ///
  /// - Parameters:
  ///   - path: the folder that holds those of the classes.
  ///   - classes: how many classes there are; each must have an image.
  ///   - colors: what becomes of colours.
  /// - Throws: `DatasetError` when a folder is missing, when something else lies there, or when an image
  ///   is damaged, of another kind or of another size than the first.
  public init(folder path: String, classes: Int, colors: Colors = .gray) throws {
    let folders = try names(in: path)
    if let other = folders.first(where: { name in !(0..<classes).contains { "\($0)" == name } }) {
      throw DatasetError(
        "\(path)/\(other) is none of the folders 0 to \(classes - 1), which hold the images")
    }
    var pixels: [UInt8] = []
    var labels: [Int] = []
    var first: (file: String, image: PNGImage)?
    for label in 0..<classes {
      let folder = "\(path)/\(label)"
      let files = try names(in: folder)
      guard !files.isEmpty else { throw DatasetError("the folder \(folder) has no images") }
      for name in files {
        let file = "\(folder)/\(name)"
        let image = try PNGImage(bytes(ofFile: file, limit: 1 << 24), file: file, as: colors)
        let model = first ?? (file, image)
        first = model
        guard (image.height, image.width) == (model.image.height, model.image.width) else {
          throw DatasetError(
            "\(file) has \(image.height) × \(image.width) pixels, "
              + "\(model.file) has \(model.image.height) × \(model.image.width)")
        }
        pixels += image.pixels
        labels.append(label)
        guard pixels.count <= elementLimit else {
          throw DatasetError("\(path) has images of more than \(elementLimit) numbers together")
        }
      }
    }
    guard let model = first?.image else { throw DatasetError("\(path) has no images") }
    self.init(
      pixels: pixels, labels: labels, height: model.height, width: model.width,
      channels: model.channels)
  }
}
