import Testing

@testable import Labs

@Suite("Settings of a lab")
struct SettingsTests {
  private let lab = OneLayer()

  @Test("A file changes what it names, and leaves the rest as it is")
  func reads() throws {
    let text = "# mine\n\nlearning_rate = 0.05   # faster\r\nepochs=3\n"
    let settings = try Settings(text, for: lab.settings, file: "settings.txt")
    #expect(settings["learning_rate"] == 0.05)
    #expect(settings.whole("epochs") == 3)
    #expect(settings.whole("batch_size") == 128)
  }

  @Test(
    "What can't be right is named with its line",
    arguments: [
      ("\nepochs = many", "line 2: epochs must be a whole number, but it is 'many'"),
      ("epochs = 2.5", "line 1: epochs must be a whole number, but it is '2.5'"),
      ("learning_rate = nan", "line 1: learning_rate must be a number, but it is 'nan'"),
      ("epochs = 101", "line 1: epochs must be from 2 to 100, but it is 101"),
      ("lambda = 1", "line 1: there is no setting 'lambda'"),
      ("epochs = 3\n\nepochs = 4", "line 3: epochs is there twice: first in line 1"),
      ("epochs", "line 1: expected 'key = value', but it is 'epochs'"),
      ("epochs = 3 = 4", "line 1: expected 'key = value'"),
    ])
  func refuses(text: String, sentence: String) {
    let error = #expect(throws: SettingsError.self) {
      try Settings(text, for: lab.settings, file: "settings.txt")
    }
    #expect(error?.description.contains(sentence) == true, "\(String(describing: error))")
  }

  @Test(
    "The file that students get has the standard values", arguments: allLabs.map(\.title.number))
  func standardFile(number: Int) throws {
    let lab = try #require(allLabs.first { $0.title.number == number })
    let path = try "\(kit.get().root)/Exercises/\(lab.title.folder)/settings.txt"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(
      try Settings(text, for: lab.settings, file: path) == Settings(standard: lab.settings))
    for setting in lab.settings { #expect(text.contains("\(setting.key) = ")) }
  }
}
