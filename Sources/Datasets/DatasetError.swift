/// Says what is wrong with a file of data.
public struct DatasetError: Error, Equatable, CustomStringConvertible {
  /// A sentence that names the file and what was found in it.
  public let description: String

  init(_ description: String) { self.description = description }
}
