// Mistake: a film may have several genres, so the sum need not be 1

public func outputActivation(for task: OutputTask) throws -> OutputActivation {
  .softmax
}
