import Testing

@testable import Labs

@Suite("Lab 6: the table of the grid")
struct LettersGridTests {
  @Test(
    "It fills itself, marks the best of each representation, and shrinks where there is no room")
  func board() throws {
    let board = try #require(LettersLab().board(Settings(standard: LettersLab().settings)))
    let values = ["grid-pixels-1-1": 0.61, "grid-pixels-2-2": 0.7, "grid-features-3-1": 0.93]
    let lines = board.lines(values, running: ["grid-features-1-1"], width: 60, height: 20)
    #expect(
      lines == [
        "best validation accuracy; learning rate, λ",
        "                   pixels  features",
        "0.0001, 0.00001    61.0 %         …",
        "0.0001, 0.001           ·         ·",
        "0.001, 0.00001          ·         ·",
        "0.001, 0.001     ★ 70.0 %         ·",
        "0.01, 0.00001           ·  ★ 93.0 %",
        "0.01, 0.001             ·         ·",
      ])
    #expect(
      board.lines(values, running: [], width: 60, height: 7) == [
        "pixels: 2 of 6, ★ 70.0 % (0.001, 0.001)", "features: 1 of 6, ★ 93.0 % (0.01, 0.00001)",
      ])
    #expect(board.lines(values, running: [], width: 30, height: 20).allSatisfy { $0.count < 30 })
    #expect(board.has("grid-features-3-2") && !board.has("logistic") && !board.has("network"))
  }
}
