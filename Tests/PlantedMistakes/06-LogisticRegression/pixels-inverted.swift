// Mistake: 0 becomes −1 and 255 becomes 1, not the reverse

public func preprocess(pixels: Matrix) throws -> Matrix {
  guard !pixels.elements.isEmpty else {
    throw InvalidInput("pixels must have entries, but has 0")
  }
  if let pixel = pixels.elements.first(where: { !($0 >= 0 && $0 <= 255) }) {
    throw InvalidInput("pixels must be from 0 to 255, but \(pixel) is in it")
  }
  return (1 - pixels / 127.5).appendingColumn(.ones(pixels.rows))
}
