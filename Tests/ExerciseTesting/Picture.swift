/// A matrix of differences drawn in characters: · right, ░ ▒ ▓ █ more and more wrong.
///
/// A wrong row, column, diagonal or block is seen at a glance. Large matrices are drawn in tiles,
/// each as wrong as its worst entry; a picture is at most 60 columns wide.
struct Picture: CustomStringConvertible {
  private let lines: [String]

  /// Draws the differences of a matrix; `nil` for other layouts and where a picture shows nothing.
  init?(of comparison: Comparison) {
    let layout = comparison.layout
    guard layout.rows > 1, layout.columns > 1, comparison.known.count == layout.count,
      let worst = comparison.worst.map(comparison.difference)
    else { return nil }
    let tallness = (layout.rows + Picture.mostRows - 1) / Picture.mostRows
    let width = (layout.columns + Picture.mostColumns - 1) / Picture.mostColumns
    var shades = Picture.blank(layout, tallness, width)
    for entry in comparison.wrong {
      let shade = Picture.shade(comparison.difference(entry), of: worst)
      let (row, column) = (entry / layout.columns / tallness, entry % layout.columns / width)
      shades[row][column] = max(shades[row][column], shade)
    }
    let isTiled = tallness * width > 1
    let scale = isTiled ? "; one for \(tallness) × \(width) entries" : ""
    lines =
      ["where it is off (· right, █ worst\(scale)):"]
      + shades.map { "  " + $0.map { Picture.characters[$0] }.joined(separator: " ") }
  }

  var description: String { lines.joined(separator: "\n") }

  private static let characters = ["·", "░", "▒", "▓", "█"]
  private static let mostRows = 16
  private static let mostColumns = 27

  private static func blank(_ layout: Layout, _ tallness: Int, _ width: Int) -> [[Int]] {
    let rows = (layout.rows + tallness - 1) / tallness
    let columns = (layout.columns + width - 1) / width
    return Array(repeating: Array(repeating: 0, count: columns), count: rows)
  }

  /// The shade of a wrong entry, from 1 to 4, by its share of the worst difference.
  private static func shade(_ difference: Double, of worst: Double) -> Int {
    guard worst.isFinite, worst > 0 else { return difference.isFinite ? 1 : 4 }
    return switch difference / worst {
    case 0.5...: 4
    case 0.1..<0.5: 3
    case 0.01..<0.1: 2
    default: 1
    }
  }
}

/// The picture as a detail of a message, where it tells more than the sentences do.
func picture(of comparison: Comparison, isExplained: Bool) -> [String] {
  let isAllWrong = comparison.wrong.count == comparison.known.count
  guard !(isExplained && isAllWrong), let picture = Picture(of: comparison) else { return [] }
  return [picture.description]
}
