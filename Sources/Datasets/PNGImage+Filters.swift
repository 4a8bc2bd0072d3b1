extension PNGImage {
  /// Takes back what was done to rows that they may be packed better.
  static func unfilter(_ rows: [UInt8], _ header: Header, file: String) throws -> [UInt8] {
    let (length, step) = (header.rowLength, header.step)
    var result = [UInt8](repeating: 0, count: length * header.height)
    for row in 0..<header.height {
      let source = row * (length + 1) + 1
      let target = row * length
      let filter = rows[source - 1]
      guard filter <= 4 else {
        throw DatasetError("\(file) is damaged: row \(row) has filter \(filter), there are 0 to 4")
      }
      for place in 0..<length {
        let left = place < step ? 0 : result[target + place - step]
        let above = row == 0 ? 0 : result[target + place - length]
        let corner = row == 0 || place < step ? 0 : result[target + place - length - step]
        let guess: UInt8 =
          switch filter {
          case 1: left
          case 2: above
          case 3: UInt8((Int(left) + Int(above)) / 2)
          case 4: paeth(left, above, corner)
          default: 0
          }
        result[target + place] = rows[source + place] &+ guess
      }
    }
    return result
  }

  /// Of three neighbours, the one that is nearest to left + above − corner.
  private static func paeth(_ left: UInt8, _ above: UInt8, _ corner: UInt8) -> UInt8 {
    let guess = Int(left) + Int(above) - Int(corner)
    let (a, b, c) = (abs(guess - Int(left)), abs(guess - Int(above)), abs(guess - Int(corner)))
    if a <= b, a <= c { return left }
    return b <= c ? above : corner
  }
}
