// Mistake: a copy of the pixels, or another scale for them, gains nothing: mind that the letter moves

public func features(images: Matrix) throws -> Matrix {
  guard images.rows > 0, images.columns == 784 else {
    throw InvalidInput(
      "images must have rows of 784 pixels, but it is \(images.rows) × \(images.columns)")
  }
  if let pixel = images.elements.first(where: { !(0...255).contains($0) }) {
    throw InvalidInput("images must have entries from 0 to 255, but has \(pixel)")
  }
  return images.map { $0 > 127 ? 1 : 0 }
}
