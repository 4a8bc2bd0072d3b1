import Foundation
import Grading
import KitTesting
import LabRuns
import Testing

@testable import Labs

/// A hand-in of lab 9, which is made in a second.
private let honest = Result { try LabHandIn(running: AnswersFolder(9)) }
/// And one of lab 2, as short as it can be.
private let trained = Result {
  try LabHandIn(running: AnswersFolder(2, settings: "batch_size = 1024\nepochs = 2"))
}

@Suite(
  "Files of results that were made to do harm do none", .serialized,
  .slow)
struct HostileResultsTests {
  private func text(_ edit: (String) -> String) throws -> LabHandIn {
    var handIn = try honest.get()
    let old = String(decoding: handIn.files[LabFiles.results] ?? Data(), as: UTF8.self)
    let new = edit(old)
    #expect(new != old)
    handIn.files[LabFiles.results] = Data(new.utf8)
    return handIn
  }

  @Test("The honest one has its points")
  func honestOne() throws {
    let report = try honest.get().grade()
    #expect(report.remarks == [] && report.score == 2)
  }

  @Test(
    "No results at all, in one way or another",
    arguments: ["", "{", "[]", "null", "{\"format\": \"gradus-lab/2\"}", "\u{FEFF}\u{0}\u{0}"])
  func noResults(text: String) throws {
    var handIn = try honest.get()
    handIn.files[LabFiles.results] = Data(text.utf8)
    try expectNothing(handIn, "results.json isn't what gradus lab run writes")
  }

  @Test("NaN, infinity and numbers that no double holds")
  func notNumbers() throws {
    let number = "\"softmax slope at 0\":0.25"
    for other in ["NaN", "-Infinity", "1e400", "\"0.25\""] {
      let handIn = try text { $0.replacing(number, with: "\"softmax slope at 0\":\(other)") }
      try expectNothing(handIn, "results.json")
    }
    try expectNothing(
      try text { $0.replacing("\"seed\":0", with: "\"seed\":-1") }, "results.json isn't what")
    try expectNothing(
      try text { $0.replacing("\"epochs\":3", with: "\"epochs\":1e30") }, "results.json isn't what")
  }

  @Test("Huge numbers")
  func hugeNumbers() throws {
    var handIn = try trained.get()
    let most = Int.max
    for run in 0..<5 { handIn[run: run]["epochs"] = most }
    try expectNothing(handIn, "has \(most) epochs and")
    handIn = try trained.get()
    for run in 0..<5 { handIn.set("training loss", at: 1, to: 1e308, run: run) }
    try expectNothing(handIn, "and the results say 1e+308")
    handIn = try trained.get()
    handIn.results["settings"] = ["learning_rate": 0.01, "batch_size": 1e300, "epochs": 2]
    try expectNothing(handIn, "batch_size must be a whole number from 16 to 1024")
  }

  @Test("A hundred thousand records, and more megabytes than anything has")
  func masses() throws {
    let record = """
      {"name":"a","title":"","isFinished":true,"epochs":1,"steps":1,"seconds":0,"numbers":{},\
      "curves":{}}
      """
    let records = Array(repeating: record, count: 100_000).joined(separator: ",")
    let start = ContinuousClock.now
    let masses = try text {
      $0.replacing("\"runs\":[", with: "\"runs\":[" + records + ",")
    }
    try expectNothing(masses, "results.json has 100003 runs; the lab has 3")
    try expectNothing(
      try text { $0 + String(repeating: " ", count: 32_000_000) }, "has more than 32 MB")
    let deep = String(repeating: "[", count: 1_000_000)
    try expectNothing(try text { $0.replacing("\"runs\":[", with: "\"runs\":" + deep) }, "results")
    #expect(ContinuousClock.now - start < .seconds(60))
  }

  @Test("A path in a name, a run that isn't one, one of them twice, another lab's file")
  func names() throws {
    var handIn = try honest.get()
    handIn[run: 0]["name"] = "../../x"
    try expectNothing(handIn, "has a run that the lab hasn't, or one of them twice")
    handIn = try honest.get()
    handIn[run: 0]["name"] = handIn[run: 1]["name"]
    try expectNothing(handIn, "has a run that the lab hasn't, or one of them twice")
    handIn = try honest.get()
    handIn.results["lab"] = 2
    try expectNothing(handIn, "is of lab 2")
    for path in [
      "results/weights/../../x.npy", "results/weights/a/b.npy", "results/../settings.txt",
      "/results/results.json", "results/weights/.npy", "results/runs/pair.json", "results/x.json",
      "results/weights/a.svg", "results/figures/a.npy", "Report.md/", "results/report.html",
    ] { #expect(LabFiles.limit(of: path) == nil, "\(path)") }
    for path in ["results/weights/lambda-0.1-weights.npy", "results/figures/loss.svg", "Report.md"]
    {
      #expect(LabFiles.limit(of: path) != nil, "\(path)")
    }
  }

  @Test("Curves that aren't as long as their steps, and curves that are cut")
  func curves() throws {
    var handIn = try honest.get()
    var curves = handIn[run: 0]["curves"] as? [String: [String: [Double]]] ?? [:]
    curves["softmax"]?["x"]?.removeLast()
    handIn[run: 0]["curves"] = curves
    try expectNothing(handIn, "has a curve of the run Two classes that can't be one")
    curves["softmax"] = nil
    handIn[run: 0]["curves"] = curves
    try expectNothing(handIn, "The run Two classes begins in another way")
    handIn = try trained.get()
    for run in 0..<5 { handIn[run: run]["curves"] = [String: Any]() }
    try expectNothing(handIn, "and the results have none")
  }

  @Test("Numbers and matrices of a run that is carried out again")
  func edited() throws {
    var handIn = try honest.get()
    handIn.set("sparsemax one-hot", to: 0.5, run: 1)
    try expectNothing(handIn, "gives 0.6 as “sparsemax one-hot” with the code that was handed in")
    handIn = try honest.get()
    let matrix = LabFiles.matrix("softmax", of: "simplex")
    handIn.files[matrix] = handIn.files[LabFiles.matrix("relumax", of: "simplex")]
    try expectNothing(handIn, "\(matrix) isn't what the run The simplex gives")
  }

  @Test("Weights that are missing, cut off, of another shape, no numbers, or too many")
  func weights() throws {
    let path = LabFiles.matrix("weights", of: "lambda-0")
    let old = try trained.get().files[path] ?? Data()
    let header = "'shape': (785, 10), }"
    func other(_ shape: String) throws -> Data {
      let place = try #require(old.range(of: Data(header.utf8)))
      let words = "'shape': \(shape), }".padding(toLength: 21, withPad: " ", startingAt: 0)
      return old[..<place.lowerBound] + Data(words.utf8) + old[place.upperBound...]
    }
    var nan = old
    nan.replaceSubrange(nan.count - 4..<nan.count, with: [0, 0, 0xC0, 0x7F])
    let cases: [(Data?, String)] = [
      (nil, "\(path) is missing"), (Data(), "is empty"), (Data(count: 99), "is no NumPy array"),
      (old.prefix(1000), "is cut off"),
      (old + [0], "is too long"), (try other("(10, 785)"), "has 10 × 785 entries, not 785 × 10"),
      (try other("(7850,)"), "has 1 dimensions of type <f4"),
      (try other("(999999999)"), "announces (999999999) elements"),
      (nan, "has an entry that is no finite number"),
      (numPyFile(.zeros(785, 10)), "The weights that were handed in give"),
    ]
    for (data, sentence) in cases {
      var handIn = try trained.get()
      handIn.files[path] = data
      try expectNothing(handIn, sentence)
    }
  }

  @Test("A symbolic link is never followed")
  func link() throws {
    let folder = try AnswersFolder(9)
    let target = folder.path + "/elsewhere.json"
    try honest.get().files[LabFiles.results]?.write(to: URL(filePath: target))
    let place = "\(folder.path)/\(folder.lab.title.folder)/results"
    let files = FileManager.default
    try files.createDirectory(atPath: place, withIntermediateDirectories: true)
    try files.createSymbolicLink(atPath: place + "/results.json", withDestinationPath: target)
    #expect(try LabHandIn(folder).files[LabFiles.results] == nil)
    try files.removeItem(atPath: place)
    let real = "\(try honest.get().folder.path)/\(folder.lab.title.folder)/results"
    try files.createSymbolicLink(atPath: place, withDestinationPath: real)
    #expect(try LabHandIn(folder).files[LabFiles.results] == nil)
  }
}
