// Mistake: empty input is refused before anything is computed

public func features(images: Matrix) throws -> Matrix {
  guard images.columns == 784 else {
    throw InvalidInput(
      "images must have rows of 784 pixels, but it is \(images.rows) × \(images.columns)")
  }
  if let pixel = images.elements.first(where: { !(0...255).contains($0) }) {
    throw InvalidInput("images must have entries from 0 to 255, but has \(pixel)")
  }
  guard images.rows > 0 else { return images }
  return Matrix(
    rows: (0..<images.rows).map { i in
      centred(images.row(i).reshaped(rows: 28, columns: 28)).flattened()
    })
}
