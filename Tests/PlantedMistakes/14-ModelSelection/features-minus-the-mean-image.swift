// Mistake: the features of an image depend on that image alone

public func features(images: Matrix) throws -> Matrix {
  guard images.rows > 0, images.columns == 784 else {
    throw InvalidInput(
      "images must have rows of 784 pixels, but it is \(images.rows) × \(images.columns)")
  }
  if let pixel = images.elements.first(where: { !(0...255).contains($0) }) {
    throw InvalidInput("images must have entries from 0 to 255, but has \(pixel)")
  }
  let features = Matrix(
    rows: (0..<images.rows).map { i in
      centred(images.row(i).reshaped(rows: 28, columns: 28)).flattened()
    })
  return features - features.columnMeans()
}
