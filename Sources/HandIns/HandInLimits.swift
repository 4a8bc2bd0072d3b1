/// How much of a hand-in is looked at. Nobody's answers come near these numbers.
public struct HandInLimits: Sendable, Equatable {
  /// The bytes of an archive, packed, and of a tar archive also when its gzip is off.
  public var archiveBytes = 150_000_000
  /// The files and folders of a hand-in.
  public var items = 5_000
  /// The bytes of one file that is taken. Labs have limits of their own, `LabFiles`.
  public var fileBytes = 1_000_000
  /// The bytes of all the files that are taken.
  public var totalBytes = 20_000_000
  /// The files of one exercise.
  public var exerciseFiles = 50
  /// The bytes of all the files of one exercise.
  public var exerciseBytes = 1_000_000
  /// How many things that aren't taken are listed one by one.
  var listed = 200

  /// The limits that hold unless something else is said.
  public init() {}
}

/// Says why something in a hand-in can't be taken, in a few words.
struct HandInProblem: Error, Equatable, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// A number of bytes as people read it.
public func sizeText(_ bytes: Int) -> String {
  switch bytes {
  case 1: "1 byte"
  case ..<1000: "\(bytes) bytes"
  case ..<1_000_000: "\(oneDecimal(bytes, of: 1000)) kB"
  default: "\(oneDecimal(bytes, of: 1_000_000)) MB"
  }
}

/// Rounded up, so that nothing over a limit reads as the limit.
private func oneDecimal(_ bytes: Int, of unit: Int) -> String {
  let tenths = bytes / (unit / 10) + (bytes % (unit / 10) == 0 ? 0 : 1)
  return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
}
