/// How many images of each part are used, at most.
public struct PartSizes: Codable, Hashable, Sendable {
  /// To learn from.
  public var training: Int
  /// To decide by.
  public var validation: Int
  /// To be judged by once; digits have no such part.
  public var test: Int

  /// Sizes of three parts, or of two.
  public init(training: Int, validation: Int, test: Int = 0) {
    (self.training, self.validation, self.test) = (training, validation, test)
  }

  /// All images that there are.
  public static let all = PartSizes(training: .max, validation: .max, test: .max)
}
