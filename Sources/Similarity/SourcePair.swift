import Foundation

/// Two sources with their lines beside each other.
public struct SourcePair: Sendable {
  /// What two lines are to each other.
  public enum Sign: String, Sendable {
    case same = "="
    /// The same but for names, values and layout.
    case alike = "≈"
    /// There is no line beside it.
    case alone = " "
  }

  /// A line on one side or on both.
  public struct Row: Equatable, Sendable {
    /// The line of the first source; nil where it has none here.
    public let left: String?
    /// The line of the second source; nil where it has none here.
    public let right: String?
    /// Whether the two are the same, alike, or one of them is alone.
    public let sign: Sign
  }

  /// More lines than this aren't compared.
  static let limit = 600

  /// From the top: the first 600 lines of both, without long runs of what was handed out.
  public let rows: [Row]

  /// Lays two sources side by side.
  ///
  /// - Parameter stub: what was handed out; where it goes on for several lines, a remark stands for them.
  public init(_ left: Data, _ right: Data, stub: Data?) {
    let given = Set(Self.lines(stub ?? Data()).map(Self.trimmed).filter { !$0.isEmpty })
    let (left, right) = (
      Self.own(Self.lines(left), given).prefix(Self.limit),
      Self.own(Self.lines(right), given).prefix(Self.limit)
    )
    rows = Self.rows(Array(left), Array(right))
  }

  private static func lines(_ source: Data) -> [Substring] {
    String(decoding: source.prefix(200_000), as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  private static func trimmed(_ line: Substring) -> String {
    line.trimmingCharacters(in: .whitespaces)
  }

  /// The lines without long runs of what was handed out.
  private static func own(_ lines: [Substring], _ given: Set<String>) -> [String] {
    var result: [String] = []
    var run: [Substring] = []
    func close() {
      result += run.count < 4 ? run.map(String.init) : ["// … \(run.count) lines of the stub"]
      run = []
    }
    for line in lines {
      let text = trimmed(line)
      if text.isEmpty ? !run.isEmpty : given.contains(text) {
        run.append(line)
      } else {
        close()
        result.append(String(line))
      }
    }
    close()
    return result
  }

  /// The longest common sequence of lines that are alike, and all others between them.
  private static func rows(_ left: [String], _ right: [String]) -> [Row] {
    let keys = (left.map(key), right.map(key))
    let width = right.count + 1
    var length = [Int32](repeating: 0, count: (left.count + 1) * width)
    length.withUnsafeMutableBufferPointer { length in
      var i = left.count - 1
      while i >= 0 {
        var j = right.count - 1
        while j >= 0 {
          length[i * width + j] =
            keys.0[i] == keys.1[j]
            ? length[(i + 1) * width + j + 1] + 1
            : max(length[(i + 1) * width + j], length[i * width + j + 1])
          j -= 1
        }
        i -= 1
      }
    }
    var rows: [Row] = []
    var (i, j) = (0, 0)
    while i < left.count || j < right.count {
      if i < left.count, j < right.count, keys.0[i] == keys.1[j] {
        let isSame = trimmed(left[i][...]) == trimmed(right[j][...])
        rows.append(Row(left: left[i], right: right[j], sign: isSame ? .same : .alike))
        i += 1
        j += 1
      } else if j == right.count
        || i < left.count && length[(i + 1) * width + j] >= length[i * width + j + 1]
      {
        rows.append(Row(left: left[i], right: nil, sign: .alone))
        i += 1
      } else {
        rows.append(Row(left: nil, right: right[j], sign: .alone))
        j += 1
      }
    }
    return rows
  }

  /// The same for lines that differ in names and values only. A remark is alike only to itself.
  private static func key(_ line: String) -> UInt64 {
    let tokens = SourceTokens(Data(line.utf8))
    if !tokens.values.isEmpty { return tokens.fingerprint }
    return trimmed(line[...]).utf8.reduce(7) { $0 &* 31 &+ UInt64($1) }
  }
}
