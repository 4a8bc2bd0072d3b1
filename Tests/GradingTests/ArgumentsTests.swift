import Testing

@testable import Commands

@Suite("The words of a command are taken apart")
struct ArgumentsTests {
  private static let options: [Arguments.Option] = [
    .init("--answers", value: "folder", help: ""), .init("--seed", value: "number", help: ""),
    .init("--details", help: ""), helpOption,
  ]

  private func arguments(_ words: String...) throws -> Arguments {
    try Arguments(words, options: Self.options)
  }

  private func complaint(_ words: String...) -> String? {
    #expect(throws: UsageError.self) { try Arguments(words, options: Self.options) }?.message
  }

  @Test("Words and options may stand in any order")
  func order() throws {
    let arguments = try arguments("4", "--seed", "7", "1", "--details")
    #expect(arguments.positional == ["4", "1"])
    #expect(arguments.value(of: "--seed") == "7")
    #expect(arguments.has("--details") && !arguments.has("-h"))
    #expect(arguments.value(of: "--answers") == nil)
  }

  @Test("A value may follow an equals sign, and have one in itself, or be empty")
  func equalsSign() throws {
    #expect(try arguments("--answers=a=b").value(of: "--answers") == "a=b")
    #expect(try arguments("--answers=").value(of: "--answers") == "")
    #expect(try arguments("--answers", "").value(of: "--answers") == "")
  }

  @Test("Of an option that is given twice the last holds")
  func twice() throws {
    #expect(try arguments("--seed=1", "--seed=2").value(of: "--seed") == "2")
  }

  @Test("A value may begin with a dash, and a single dash is a word")
  func dashes() throws {
    #expect(try arguments("--answers", "-").value(of: "--answers") == "-")
    #expect(try arguments("--answers", "--odd").value(of: "--answers") == "--odd")
    #expect(try arguments("-").positional == ["-"])
  }

  @Test("After -- everything is a word")
  func doubleDash() throws {
    #expect(try arguments("1", "--", "--seed", "--").positional == ["1", "--seed", "--"])
  }

  @Test("Both names of an option mean the same")
  func names() throws {
    #expect(try arguments("--help").has("-h"))
    #expect(try arguments("-h").has("-h"))
  }

  @Test("A missing value is named with its option")
  func missingValue() {
    #expect(complaint("--seed") == "Missing value for '--seed <number>'")
  }

  @Test("A flag takes no value")
  func flagWithValue() {
    #expect(complaint("--details=yes") == "The option '--details' does not take a value")
  }

  @Test("An unknown option is named, with the nearest one if it is near")
  func unknown() {
    #expect(complaint("--sed", "3") == "Unknown option '--sed'. Did you mean '--seed'?")
    #expect(complaint("--sead=3") == "Unknown option '--sead'. Did you mean '--seed'?")
    #expect(complaint("--colour") == "Unknown option '--colour'")
    #expect(complaint("-x") == "Unknown option '-x'. Did you mean '-h'?")
  }

  @Test("A number is whole and not smaller than allowed")
  func numbers() throws {
    #expect(try arguments("--seed", "7").number(of: "--seed", default: 3) == 7)
    #expect(try arguments().number(of: "--seed", default: 3) == 3)
    let largest = try arguments("--seed=18446744073709551615")
    #expect(try largest.number(of: "--seed", default: UInt64(0)) == .max)
  }

  @Test(
    "What is no such number is refused",
    arguments: ["", "x", "1.5", "-1", "18446744073709551616", " 1"])
  func noNumber(text: String) throws {
    let arguments = try arguments("--seed", text)
    let error = #expect(throws: UsageError.self) {
      try arguments.number(of: "--seed", default: UInt64(0))
    }
    #expect(
      error?.message
        == "The value '\(text)' is invalid for '--seed': expected a whole number from 0 on")
  }

  @Test("A number may have another least value")
  func leastNumber() throws {
    let arguments = try arguments("--seed=0")
    let error = #expect(throws: UsageError.self) {
      try arguments.number(of: "--seed", default: 3, from: 1)
    }
    #expect(error?.message.hasSuffix("expected a whole number from 1 on") == true)
  }

  @Test(
    "The nearest word is suggested, unless all are far",
    arguments: [
      ("grad", "grade"), ("garde", "grade"), ("stub", "stubs"), ("verfiy", "verify"),
      ("measure", nil), ("", nil),
    ])
  func suggestions(word: String, nearest: String?) {
    let text = suggestion(for: word, among: ["grade", "verify", "stubs"])
    #expect(text == (nearest.map { ". Did you mean '\($0)'?" } ?? ""))
  }
}
