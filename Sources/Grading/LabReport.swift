import Boundary

/// The grade of one lab.
public struct LabReport: Codable, Equatable, Sendable {
  /// How far a lab has come.
  public enum Status: String, Codable, Sendable {
    case complete, partial
    /// There are no results.
    case notStarted = "not-started"
    /// There are results, and the grader can't check them: it lacks their data.
    case notJudged = "not-judged"
  }

  /// Something that is looked at.
  public struct Check: Codable, Equatable, Sendable {
    /// What a check is about.
    public enum Kind: String, Codable, Sendable {
      /// All runs of the plan are there.
      case done
      /// The weights that were handed in reach what the assignment wants.
      case reached
      /// The results are those of the code that was handed in. Without that nothing has points.
      case genuine
    }

    /// What has come of it.
    public enum Status: String, Codable, Sendable {
      case passed, failed
      /// Nobody has looked.
      case open
    }

    /// Which of the three it is.
    public var kind: Kind
    /// What must hold, in a few words.
    public var name: String
    /// Whether it holds, as far as anybody has looked.
    public var status: Status
    /// The points reached: all or none.
    public var score: Int
    /// The points to be had.
    public var maxScore: Int
    /// What doesn't fit, in sentences.
    public var messages: [String]

    /// A check that nobody has made yet.
    public init(_ kind: Kind, _ name: String, maxScore: Int = 0) {
      (self.kind, self.name, self.maxScore) = (kind, name, maxScore)
      (status, score, messages) = (.open, 0, [])
    }
  }

  /// Its number in the course.
  public var number: Int
  /// The name for the command line.
  public var id: String
  /// The heading.
  public var title: String
  /// What has come of all its checks together.
  public var status: Status
  /// The points reached.
  public var score: Int
  /// The points to be had, without those of its questions.
  public var maxScore: Int
  /// Done, reached, genuine.
  public var checks: [Check]
  /// The SHA-256 of its results; nil if there are none.
  @Null public var results: String?

  /// Puts a grade together. Without genuine results nothing has points.
  ///
  /// - Parameter results: The SHA-256 of the results; nil if there are none.
  public init(number: Int, id: String, title: String, results: String?, checks: [Check]) {
    (self.number, self.id, self.title) = (number, id, title)
    self.results = results
    let isGenuine = checks.allSatisfy { $0.kind != .genuine || $0.status == .passed }
    self.checks = checks.map { check in
      var check = check
      check.score = isGenuine && check.status == .passed ? check.maxScore : 0
      return check
    }
    score = self.checks.map(\.score).reduce(0, +)
    maxScore = checks.map(\.maxScore).reduce(0, +)
    status =
      results == nil
      ? .notStarted
      : checks.allSatisfy { $0.status == .passed }
        ? .complete : checks.contains { $0.status == .failed } ? .partial : .notJudged
  }

  /// The checks as other tools know them: a test each.
  public var tests: [TestReport] {
    checks.enumerated().map { index, check in
      let status: TestStatus =
        switch check.status {
        case .passed: .passed
        case .failed: .failed
        case .open: .notImplemented
        }
      return TestReport(
        id: "lab-\(id).\(index + 1)", name: "\(check.kind.rawValue): \(check.name)", status: status,
        score: check.score, maxScore: check.maxScore, messages: check.messages, mendFirst: nil,
        knownMistake: nil, mistakes: [], hint: nil, output: "", seconds: 0)
    }
  }

  /// The sentences about what doesn't fit, each with the word of its check before it.
  public var remarks: [String] {
    checks.flatMap { check in check.messages.map { "\(check.kind.rawValue): \($0)" } }
  }

  /// How far it has come, in a few words: "not done, reached, genuine".
  public var words: String {
    switch status {
    case .notStarted: return "no results"
    case .notJudged: return "not checked"
    case .complete, .partial: break
    }
    let kinds: [Check.Kind] = [.done, .reached, .genuine]
    return kinds.compactMap { kind in
      let own = checks.filter { $0.kind == kind }
      if own.isEmpty || own.allSatisfy({ $0.status == .open }) { return nil }
      return (own.allSatisfy { $0.status == .passed } ? "" : "not ") + kind.rawValue
    }.joined(separator: ", ")
  }
}

extension [LabReport] {
  /// The points of all labs.
  public var score: Int { map(\.score).reduce(0, +) }
  /// The points to be had.
  public var maxScore: Int { map(\.maxScore).reduce(0, +) }
}

extension KeyedDecodingContainer {
  /// An older kit's report has no labs.
  func decode(_: [LabReport].Type, forKey key: Key) throws -> [LabReport] {
    try decodeIfPresent([LabReport].self, forKey: key) ?? []
  }
}
