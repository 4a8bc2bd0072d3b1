import LinearAlgebra
import Testing

/// What a message is about: what the author calls it, or the last call that was answered.
func subject(_ what: String?) -> String {
  what ?? Findings.current?.subject() ?? "the value"
}

/// Records what is wrong with an answer, if anything, and returns whether the answer is right.
func record(_ mismatch: Mismatch?, at sourceLocation: SourceLocation) -> Bool {
  guard let mismatch else { return true }
  for mistake in mismatch.mistakes { Findings.current?.add(mistake: mistake) }
  if Findings.current?.countFailure() ?? true {
    Issue.record("\(mismatch.text)", sourceLocation: sourceLocation)
  }
  return false
}

extension Vector {
  var layout: Layout { .vector(count) }
}

extension Matrix {
  var layout: Layout { .matrix(rows: rows, columns: columns) }
}
