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
    let found = self.frame.withUnsafeBytes { try? NumberWalk(through: $0) }
    if let found { (runs, words) = (found.runs, found.words) }
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

/// A walk through the values of a frame, which notes its numbers and texts.
private struct NumberWalk {
  private(set) var runs: [WireNumbers.Run] = []
  private(set) var words = ""
  private var part = 0

  init(through bytes: UnsafeRawBufferPointer) throws {
    let reader = Reader(bytes, userInfo: [:])
    try reader.checkAll()
    let frame = Reader.Place(offset: 0, form: .tagged)
    guard try reader.content(at: frame).tag == .list else { return }
    let list = try reader.list(at: frame)
    var place = list.first
    for part in 0..<list.count {
      self.part = part
      try visit(place, bytes, reader)
      place = try reader.next(after: place)
    }
  }

  private mutating func visit(
    _ place: Reader.Place, _ bytes: UnsafeRawBufferPointer, _ reader: Reader
  ) throws {
    let content = try reader.content(at: place)
    switch content.tag {
    case .null, .no, .yes, .unsigned, .float: break
    case .integer, .integers: note(integers: true, content.start..<content.end)
    case .double, .doubles: note(integers: false, content.start..<content.end)
    case .bytes:
      let range = content.start..<content.end
      note(integers: false, range.dropFirst(Self.header(of: bytes[range])))
    case .string: words += try reader.string(at: place) + " "
    case .list:
      let list = try reader.list(at: place)
      var place = list.first
      for _ in 0..<list.count {
        try visit(place, bytes, reader)
        place = try reader.next(after: place)
      }
    case .map:
      let map = try reader.map(at: place)
      var offset = map.first
      for _ in 0..<map.count {
        let entry = try reader.entry(at: offset)
        try visit(Reader.Place(offset: entry.value, form: .tagged), bytes, reader)
        offset = entry.end
      }
    }
  }

  /// A matrix begins with its rows and columns: how many bytes come before its elements. A vector has none, and
  /// what isn't made of numbers has nothing else.
  private static func header(of bytes: Slice<UnsafeRawBufferPointer>) -> Int {
    guard bytes.count.isMultiple(of: 8) else { return bytes.count }
    guard bytes.count >= 16 else { return 0 }
    let bytes = UnsafeRawBufferPointer(rebasing: bytes)
    let rows = bytes.loadUnaligned(fromByteOffset: 0, as: Int64.self)
    let columns = bytes.loadUnaligned(fromByteOffset: 8, as: Int64.self)
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    return !overflow && rows >= 0 && columns >= 0 && count == (bytes.count - 16) / 8 ? 16 : 0
  }

  private mutating func note(integers: Bool, _ range: Range<Int>) {
    guard range.count >= 8 else { return }
    runs.append(
      .init(part: part, areIntegers: integers, count: range.count / 8, offset: range.lowerBound))
  }
}
