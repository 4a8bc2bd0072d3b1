// Mistake: a NaN or an infinity would spoil everything after it: refuse it

private func check(_ parameters: Vector, _ gradient: Vector, count: Int? = nil) throws {
  guard parameters.count > 0 else { throw InvalidInput("parameters must not be empty: it is []") }
  if let count, parameters.count != count {
    throw InvalidInput(
      "parameters must have \(count) entries as at the first step, but has \(parameters.count)")
  }
  guard gradient.count == parameters.count else {
    throw InvalidInput(
      "gradient must have \(parameters.count) entries as the parameters have, "
        + "but it has \(gradient.count)")
  }
  for (name, vector) in [("parameters", parameters), ("gradient", gradient)] {
    if let i = vector.firstIndex(where: { $0.isNaN }) {
      throw InvalidInput("\(name)[\(i)] must be finite, but it is \(vector[i])")
    }
  }
}
