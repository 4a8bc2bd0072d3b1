/// Runs the expectations of a concept check. They say what is wrong and why, but not what is right:
/// that would be the answer.
@discardableResult
public func conceptCheck<Result>(_ body: () throws -> Result) rethrows -> Result {
  try ConceptCheck.$isRunning.withValue(true, operation: body)
}

enum ConceptCheck {
  @TaskLocal static var isRunning = false

  /// What is said of a wrong value: what it should be, or only that it is wrong.
  static func headline(_ name: String, is mine: String, expected: String) -> String {
    isRunning ? "\(name) is \(mine), which isn't right" : "\(name) is \(mine), expected \(expected)"
  }
}
