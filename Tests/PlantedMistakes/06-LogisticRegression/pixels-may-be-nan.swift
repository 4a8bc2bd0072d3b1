// Mistake: NaN gets past the check of pixels, because NaN is neither too small nor too large

public func preprocess(pixels: Matrix) throws -> Matrix {
  guard !pixels.elements.isEmpty else {
    throw InvalidInput("pixels must have entries, but has 0")
  }
  if let pixel = pixels.elements.first(where: { $0 < 0 || $0 > 255 }) {
    throw InvalidInput("pixels must be from 0 to 255, but \(pixel) is in it")
  }
  return (pixels / 127.5 - 1).appendingColumn(.ones(pixels.rows))
}
