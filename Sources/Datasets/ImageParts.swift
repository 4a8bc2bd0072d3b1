/// A set of images in three parts: to learn from, to decide by, and to be judged by once.
public struct ImageParts: Sendable {
  public let training, validation, test: LabelledImages
}
