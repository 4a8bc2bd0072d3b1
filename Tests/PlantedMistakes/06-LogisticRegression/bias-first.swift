// Mistake: the column of ones comes last, not first

public func preprocess(pixels: Matrix) throws -> Matrix {
  guard !pixels.elements.isEmpty else {
    throw InvalidInput("pixels must have entries, but has 0")
  }
  if let pixel = pixels.elements.first(where: { !($0 >= 0 && $0 <= 255) }) {
    throw InvalidInput("pixels must be from 0 to 255, but \(pixel) is in it")
  }
  let scaled = pixels / 127.5 - 1
  return Matrix(rows: pixels.rows, columns: pixels.columns + 1) { i, j in
    j == 0 ? 1 : scaled[i, j - 1]
  }
}
