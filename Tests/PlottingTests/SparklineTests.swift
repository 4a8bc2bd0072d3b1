import Testing

@testable import Plotting

@Suite("Small curves for a terminal")
struct SparklineTests {
  private static let values: [Double] = [0, 1, 2, 3, 4, 5, 6, 7]

  @Test("Blocks and letters rise with the numbers")
  func levels() {
    #expect(Sparkline([0, 2, 4, 7], width: 4, characters: .blocks).text == "▁▃▅█")
    #expect(Sparkline(Self.values, width: 8, characters: .blocks).text == "▁▂▃▄▅▆▇█")
    #expect(
      Sparkline(Self.values + [8], width: 9, characters: .ascii).text == ".:-=+*#%@")
  }

  @Test("Braille has two columns of four dots a character")
  func braille() {
    #expect(Sparkline([0, 1, 2, 3], width: 2).text == "⡠⠊")
    #expect(Sparkline([0, 3], width: 1, height: 2).text == "⠈\n⡀")
  }

  @Test(
    "Each line is as wide as asked", arguments: [Sparkline.Characters.braille, .blocks, .ascii])
  func width(characters: Sparkline.Characters) {
    for count in [0, 1, 2, 7, 40, 1_000] {
      let values = (0..<count).map { Examples.noise($0) }
      let lines = Sparkline(values, width: 13, height: 3, characters: characters).lines
      #expect(lines.count == 3)
      #expect(lines.allSatisfy { $0.count == 13 })
    }
  }

  @Test("The plain form is ASCII")
  func ascii() {
    let values = (0..<500).map { Examples.noise($0) }
    for height in 1...4 {
      let text = Sparkline(values, width: 30, height: height, characters: .ascii).text
      #expect(text.utf8.allSatisfy { $0 < 0x80 })
    }
  }

  @Test("A peak of one number in 100,000 is seen in braille")
  func peak() {
    var values = Array(repeating: 0.0, count: 100_000)
    values[50_000] = 1
    let lines = Sparkline(values, width: 10, height: 2).lines
    #expect(lines[0].contains { $0 != " " })
  }

  @Test("Numbers that aren't finite leave a space, and a constant runs through the middle")
  func special() {
    #expect(Sparkline([1, .nan, .infinity, 2], width: 4, characters: .blocks).text == "▁  █")
    #expect(Sparkline([], width: 3).text == "   ")
    #expect(Sparkline([3, 3], width: 2, characters: .blocks).text == "▅▅")
    #expect(Sparkline([0.5], width: 1, characters: .blocks, range: 0...1).text == "▅")
  }
}
