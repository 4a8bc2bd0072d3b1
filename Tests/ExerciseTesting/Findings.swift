import Synchronization

/// What one running test has found out, for the report.
///
/// The suites' trait puts one in place for each test; the expectations add to it.
public final class Findings: Sendable {
  /// The findings of the test that is running, or `nil` outside the suites.
  @TaskLocal public static var current: Findings?

  /// The last call that the student's code answered, for example `loss(residual: 3.0, delta: 1.0)`.
  public let subject: @Sendable () -> String?

  private let sentences = Mutex<[String]>([])

  /// Creates empty findings.
  ///
  /// - Parameter subject: Describes the last call that the student's code answered.
  public init(subject: @escaping @Sendable () -> String? = { nil }) {
    self.subject = subject
  }

  /// Adds the sentence of a known mistake that was recognised. A sentence is kept once.
  public func add(mistake: String) {
    sentences.withLock { if !$0.contains(mistake) { $0.append(mistake) } }
  }

  /// Counts a failed expectation, and says whether the student should still see it.
  ///
  /// A loop over many values fails many times for one reason: three messages are enough.
  func countFailure() -> Bool {
    failures.withLock { failures in
      failures += 1
      return failures <= Self.shownFailures
    }
  }

  /// How many failed expectations weren't shown.
  var hiddenFailures: Int { failures.withLock { max(0, $0 - Self.shownFailures) } }

  private static let shownFailures = 3
  private let failures = Mutex(0)

  /// The sentences of the mistakes recognised so far, in order, without repetition.
  public var mistakes: [String] { sentences.withLock { $0 } }
}
