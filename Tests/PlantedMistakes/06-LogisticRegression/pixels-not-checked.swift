// Mistake: a pixel outside 0 … 255 is accepted

public func preprocess(pixels: Matrix) throws -> Matrix {
  guard !pixels.elements.isEmpty else {
    throw InvalidInput("pixels must have entries, but has 0")
  }
  return (pixels / 127.5 - 1).appendingColumn(.ones(pixels.rows))
}
