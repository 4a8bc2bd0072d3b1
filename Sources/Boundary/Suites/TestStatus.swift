/// What has become of a test, as reports say it.
public enum TestStatus: String, Codable, Sendable {
  /// Everything says so.
  case passed
  /// A value, or an error that isn't thrown where it should be.
  case failed
  /// The answer crashed in a call, or ended the program.
  case crashed
  /// A call met a function that isn't written yet.
  case notImplemented = "not-implemented"
  /// A call didn't come back in time.
  case timedOut = "timed-out"
  /// The answer took more memory than it may.
  case outOfMemory = "out-of-memory"
  /// The answer doesn't compile.
  case didNotCompile = "did-not-compile"
  /// Nothing is known of it: the machine has failed, or the suites have ended before their time.
  case lost
}
