// Mistake: this is one error for the norms of all entries: each entry has an error of its own

public func relativeErrors(analytic: Vector, numeric: Vector) throws -> Vector {
  guard !analytic.isEmpty else { throw InvalidInput("analytic must have entries, but it has 0") }
  guard numeric.count == analytic.count else {
    throw InvalidInput("numeric must have \(analytic.count) entries, but it has \(numeric.count)")
  }
  let error = (analytic - numeric).norm() / (analytic.norm() + numeric.norm())
  return analytic.map { _ in error }
}
