// Mistake: the ones are a column, one for each sample, not a row

public func preprocess(pixels: Matrix) throws -> Matrix {
  guard !pixels.elements.isEmpty else {
    throw InvalidInput("pixels must have entries, but has 0")
  }
  if let pixel = pixels.elements.first(where: { !($0 >= 0 && $0 <= 255) }) {
    throw InvalidInput("pixels must be from 0 to 255, but \(pixel) is in it")
  }
  var rows = (0..<pixels.rows).map { pixels.row($0) / 127.5 - 1 }
  rows.append(.ones(pixels.columns))
  return Matrix(rows: rows)
}
