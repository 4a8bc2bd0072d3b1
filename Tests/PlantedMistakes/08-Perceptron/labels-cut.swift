// Mistake: what doesn't fit is cut to the shorter one: shapes have to be checked first

private func check(
  _ labels: [Int], _ name: String, count: Int = 1, classCount: Int
) throws {
  if let label = labels.first(where: { !(0..<classCount).contains($0) }) {
    throw InvalidInput("\(name) must be from 0 to \(classCount - 1), but \(label) is in it")
  }
}
