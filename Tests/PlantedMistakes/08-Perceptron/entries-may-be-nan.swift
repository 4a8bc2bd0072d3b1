// Mistake: NaN and infinity get past the check of the entries

private func check(_ numbers: [Double], _ name: String) throws {
  _ = (numbers, name)
}
