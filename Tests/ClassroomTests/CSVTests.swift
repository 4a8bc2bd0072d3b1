import Testing

@testable import Classroom

@Suite("Comma-separated values")
struct CSVTests {
  @Test("Cells with commas, quotes and line ends stand in quotes, and lines end with CR LF")
  func quoting() {
    #expect(
      CSV.text([["a", "b,c"], ["d\"e", "f\ng"], ["", "h\r\ni"]])
        == "a,\"b,c\"\r\n\"d\"\"e\",\"f\ng\"\r\n,\"h\r\ni\"\r\n")
  }

  @Test(
    "A cell that a spreadsheet would calculate gets an apostrophe",
    arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=\u{338}", "'=1"])
  func guarding(text: String) { #expect(CSV.guarded(text) == "'" + text) }

  @Test(
    "All other cells stay as they are", arguments: ["", "a=b", "1-1", "'tis", "''", " =1", "نور"])
  func untouched(text: String) { #expect(CSV.guarded(text) == text) }

  @Test("Whatever is written is read back", arguments: hostileNames)
  func roundTrip(text: String) throws {
    let rows = try CSV.rows(of: CSV.text([["x", CSV.guarded(text), "y"]]))
    #expect(rows.count == 1)
    #expect(rows.first?.cells.map(CSV.unguarded) == ["x", text, "y"])
  }

  @Test("LF, CR LF and CR end lines, a byte-order mark is skipped, empty lines are left out")
  func lineEnds() throws {
    let rows = try CSV.rows(of: "\u{FEFF}a,b\nc,\"d\ne\"\r\n\r\nf,g\rh,\"\"")
    #expect(rows.map(\.cells) == [["a", "b"], ["c", "d\ne"], ["f", "g"], ["h", ""]])
    #expect(rows.map(\.line) == [1, 2, 5, 6])
  }

  @Test("A quote that is never closed is found where it begins")
  func openQuote() {
    #expect(throws: CSV.Problem(line: 2, reason: "a quote is opened and never closed")) {
      try CSV.rows(of: "a,b\nc,\"d\ne\nf")
    }
  }

  @Test("Nothing but a comma may follow a closing quote")
  func textBehindQuote() {
    #expect(throws: CSV.Problem.self) { try CSV.rows(of: "\"a\"b,c") }
  }
}
