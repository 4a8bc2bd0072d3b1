// Mistake: a pixel is from 0 to 255: refuse everything else

public func features(images: Matrix) throws -> Matrix {
  guard images.rows > 0, images.columns == 784 else {
    throw InvalidInput(
      "images must have rows of 784 pixels, but it is \(images.rows) × \(images.columns)")
  }
  if let pixel = images.elements.first(where: { $0 < 0 || $0 > 255 }) {
    throw InvalidInput("images must have entries from 0 to 255, but has \(pixel)")
  }
  return Matrix(
    rows: (0..<images.rows).map { i in
      centred(images.row(i).reshaped(rows: 28, columns: 28)).flattened()
    })
}
