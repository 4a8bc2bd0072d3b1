#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// The numbers of a frame, where they stand: what its values are made of, whatever their types.
///
/// The frame must be one list, as requests and replies are. What has no sign, such as the state of a generator,
/// isn't among them.
public struct WireNumbers {
  /// Numbers that stand side by side: a number alone, a vector, the elements of a matrix.
  public struct Run: Equatable, Sendable {
    /// Which value of the frame's list they belong to, from 0.
    public let part: Int
    /// Whether they are whole numbers.
    public let areIntegers: Bool
    /// How many there are.
    public let count: Int
    let offset: Int
  }

  /// The runs, in their order.
  public private(set) var runs: [Run] = []

  /// The texts, in their order: an operation's name, and which of a few possibilities are chosen.
  public private(set) var words = ""

  /// The frame.
  public private(set) var frame: Data

  /// Finds the numbers of a frame; none, if it isn't well-formed.
  public init(of frame: Data) {
    self.frame = Data(frame)
    var (runs, words): ([Run], String) = ([], "")
    let isWhole = self.frame.withUnsafeBytes { bytes in
      var walk = Walk(bytes: bytes)
      guard bytes.count > 9, bytes[0] == Tag.list.rawValue else { return false }
      walk.offset = 9
      for part in 0..<(walk.length(at: 5) ?? 0) {
        walk.part = part
        guard walk.step(depth: 1) else { return false }
      }
      (runs, words) = (walk.runs, walk.words)
      return walk.offset == bytes.count
    }
    if isWhole { (self.runs, self.words) = (runs, words) }
  }

  /// The real numbers of a run.
  public func doubles(_ run: Run) -> [Double] { load(run) }

  /// The whole numbers of a run.
  public func integers(_ run: Run) -> [Int64] { load(run) }

  /// Puts other real numbers in the place of a run.
  public mutating func replace(_ run: Run, with numbers: [Double]) { store(numbers, run) }

  /// Puts other whole numbers in the place of a run.
  public mutating func replace(_ run: Run, with numbers: [Int64]) { store(numbers, run) }

  private func load<Number: BitwiseCopyable>(_ run: Run) -> [Number] {
    frame.withUnsafeBytes { bytes in
      (0..<run.count).map {
        bytes.loadUnaligned(fromByteOffset: run.offset + 8 * $0, as: Number.self)
      }
    }
  }

  private mutating func store<Number: BitwiseCopyable>(_ numbers: [Number], _ run: Run) {
    precondition(numbers.count == run.count, "as many numbers as there were")
    frame.withUnsafeMutableBytes { bytes in
      for (index, number) in numbers.enumerated() {
        bytes.storeBytes(of: number, toByteOffset: run.offset + 8 * index, as: Number.self)
      }
    }
  }

  /// Whether two frames say the same but for rounding.
  ///
  /// - Parameter tolerance: How far a number may be off, as a fraction of the largest of its run.
  public func agrees(with other: WireNumbers, within tolerance: Double) -> Bool {
    frame.count == other.frame.count && runs == other.runs && rest == other.rest
      && firstDifference(from: other, beyond: tolerance) == nil
  }

  /// Where two frames of one form differ first.
  ///
  /// - Returns: The number's place among all of the frame, and both numbers; `nil` if there is no such place.
  public func firstDifference(
    from other: WireNumbers, beyond tolerance: Double
  ) -> (place: Int, this: Double, other: Double)? {
    guard runs == other.runs else { return nil }
    var place = 0
    for run in runs {
      let (ours, theirs) =
        run.areIntegers
        ? (integers(run).map(Double.init), other.integers(run).map(Double.init))
        : (doubles(run), other.doubles(run))
      let size = (ours + theirs).lazy.filter(\.isFinite).map(\.magnitude).max() ?? 0
      let limit = run.areIntegers ? 0 : tolerance * size
      for (a, b) in zip(ours, theirs) {
        let isSame = a == b || (a.isNaN && b.isNaN) || (a - b).magnitude <= limit
        if !isSame { return (place, a, b) }
        place += 1
      }
    }
    return nil
  }

  /// All that isn't numbers.
  private var rest: Data {
    var rest = Data()
    var begin = frame.startIndex
    for run in runs {
      rest.append(frame[begin..<run.offset])
      begin = run.offset + 8 * run.count
    }
    rest.append(frame[begin...])
    return rest
  }
}

/// A walk through the values of a frame.
private struct Walk {
  let bytes: UnsafeRawBufferPointer
  var offset = 0
  var part = 0
  var runs: [WireNumbers.Run] = []
  var words = ""

  init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  func length(at offset: Int) -> Int? {
    guard offset + 4 <= bytes.count else { return nil }
    return Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// Passes over the value at the offset and notes its numbers.
  ///
  /// - Returns: Whether it is well-formed.
  mutating func step(depth: Int) -> Bool {
    guard offset < bytes.count, depth < WireLimit.depth, let tag = Tag(rawValue: bytes[offset])
    else { return false }
    let start = offset + 1
    switch tag {
    case .null, .no, .yes: offset = start
    case .unsigned: offset = start + 8
    case .integer: return note(integers: true, at: start, bytes: 8)
    case .double: return note(integers: false, at: start, bytes: 8)
    case .float: offset = start + 4
    case .string:
      guard let length = length(at: start), start + 4 + length <= bytes.count else { return false }
      words += String(decoding: bytes[(start + 4)..<(start + 4 + length)], as: UTF8.self) + " "
      offset = start + 4 + length
    case .bytes:
      guard let length = length(at: start), start + 4 + length <= bytes.count else { return false }
      let header = length.isMultiple(of: 8) ? headerOfMatrix(at: start + 4, length) : length
      return note(integers: false, at: start + 4 + header, bytes: length - header)
    case .doubles, .integers:
      return note(integers: tag == .integers, at: start + 4, bytes: length(at: start) ?? -1)
    case .list:
      guard let count = length(at: start + 4) else { return false }
      offset = start + 8
      for _ in 0..<count { guard step(depth: depth + 1) else { return false } }
    case .map:
      guard start + 6 <= bytes.count else { return false }
      let count = bytes.loadUnaligned(fromByteOffset: start + 4, as: UInt16.self)
      offset = start + 6
      for _ in 0..<count {
        guard offset + 2 <= bytes.count else { return false }
        offset += 2 + Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
        guard step(depth: depth + 1) else { return false }
      }
    }
    return offset <= bytes.count
  }

  /// A matrix begins with its rows and columns: how many bytes come before its elements. A vector has none.
  private func headerOfMatrix(at start: Int, _ length: Int) -> Int {
    guard length >= 16 else { return 0 }
    let rows = bytes.loadUnaligned(fromByteOffset: start, as: Int64.self)
    let columns = bytes.loadUnaligned(fromByteOffset: start + 8, as: Int64.self)
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    return !overflow && rows >= 0 && columns >= 0 && count == (length - 16) / 8 ? 16 : 0
  }

  private mutating func note(integers: Bool, at start: Int, bytes count: Int) -> Bool {
    guard count >= 0, start + count <= bytes.count else { return false }
    if count >= 8 {
      runs.append(.init(part: part, areIntegers: integers, count: count / 8, offset: start))
    }
    offset = start + count
    return true
  }
}
