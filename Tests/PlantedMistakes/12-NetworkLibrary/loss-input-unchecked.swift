// Mistake: there is a row and a column, all logits are finite, and each row has a label from 0 to K − 1

private func check(_ logits: Matrix, _ labels: [Int]) throws {
  guard logits.rows > 0, logits.columns > 0 else {
    throw InvalidInput(
      "logits must have a row and a column, but it is \(logits.rows) × \(logits.columns)")
  }
  guard labels.count == logits.rows else {
    throw InvalidInput(
      "labels must have \(logits.rows) entries, one for each row, but it has \(labels.count)")
  }
  if let label = labels.first(where: { $0 < 0 || $0 >= logits.columns }) {
    throw InvalidInput("labels must be from 0 to \(logits.columns - 1), but one is \(label)")
  }
}
