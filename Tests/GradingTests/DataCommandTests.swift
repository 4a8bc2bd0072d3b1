import Foundation
import Testing

/// The built program, asked for data; its readers have tests of their own.
@Suite("gradus data shows what is there")
struct DataCommandTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  @Test("The kit's own digits are there and right, and used where there are no others")
  func kits() throws {
    let run = try GradusRun("data", "--data", folder.path)
    #expect((run.status, run.errors) == (0, ""))
    #expect(run.output.hasPrefix("Folder of data: \(folder.path) "))
    #expect(run.output.contains("  It is empty.\n"))
    #expect(run.output.contains("/Sources/Datasets/Digits\n"))
    #expect(run.output.contains("6000 + 1000 digits; the labs use these\n"))
    for set in ["Letters", "Cells"] {
      #expect(run.output.contains("\n\(set)\n→ drawn by the kit, as many as a lab needs; the labs"))
    }
    #expect(run.output.contains("For those of BloodMNIST: bloodmnist.npz, in the folder of data\n"))
    #expect(!run.output.contains("✘"))
  }

  @Test("A page of samples has ten images of each class; where it can't be written, that is said")
  func samples() throws {
    let file = folder.path + "/samples.svg"
    let run = try GradusRun("data", "--data", folder.path, "--samples", file)
    #expect((run.status, run.errors) == (0, ""))
    #expect(run.output.hasSuffix("\nA page of samples: \(file)\n"))
    let page = try String(contentsOfFile: file, encoding: .utf8)
    #expect(page.hasPrefix("<svg ") && page.ranges(of: "<image ").count == 10 * (10 + 26 + 8))
    let words = [
      "1000 digits<", ">letters drawn by the kit<", ">cells drawn by the kit<", ">9<", ">A<", ">Z<",
      ">Basophil<", ">Immature granulocyte<", ">Platelet<",
    ]
    // The page is long: a failure names what isn't there.
    #expect(words.filter { !page.contains($0) } == [])
    // PNG's header says which images are in color: the eight rows of cells, and no others.
    let colors = page.matches(of: /base64,([A-Za-z0-9+\/=]+)/).map { match in
      Data(base64Encoded: String(match.1)).map { [UInt8]($0)[25] }
    }
    #expect(
      colors.prefix(360).allSatisfy { $0 == 0 } && colors.dropFirst(360).allSatisfy { $0 == 2 })
    let nowhere = try GradusRun("data", "--data", folder.path, "--samples", file + "/x")
    #expect(nowhere.status == 2)
    #expect(nowhere.errors == "Error: '\(file)/x' can't be written: Not a directory\n")
  }

  @Test("What is in the folder and isn't MNIST is named, with status 1; the variable names it too")
  func wrong() throws {
    try folder.write("<html>Not found</html>", to: "mnist/train-images-idx3-ubyte.gz")
    let run = try GradusRun(["data"], environment: ["GRADUS_DATA": folder.path])
    #expect(run.status == 1)
    let path = folder.path + "/mnist/train-images-idx3-ubyte.gz"
    #expect(
      run.output.contains("✘ \(path) is no IDX file but a web page; the labs can't use these\n"))
  }

  @Test("An empty place in the home folder is no error; a folder that is named and missing is")
  func missing() throws {
    let run = try GradusRun(["data"], environment: ["HOME": folder.path, "XDG_CACHE_HOME": ""])
    #expect(run.status == 0)
    #expect(run.output.contains("\(folder.path)/.cache/gradus"))
    let named = try GradusRun("data", "--data", "\(folder.path)/none")
    #expect(named.status == 2)
    #expect(named.errors == "Error: there is no folder of data at \(folder.path)/none\n")
  }

  @Test(
    "Wrong words are refused",
    arguments: [
      (["data", "fetch"], "Missing what to fetch"),
      (["data", "fetch", "x"], "nothing to fetch but"),
      (["data", "fetsch"], "Did you mean 'fetch'?"), (["data", "--from", "x"], "'--from' is for"),
      (["data", "--data="], "name a folder"),
      (["data", "fetch", "mnist", "--samples", "x"], "'--samples' is for"),
    ])
  func usage(words: [String], sentence: String) throws {
    let run = try GradusRun(words)
    #expect(run.status == 64)
    #expect(run.errors.contains(sentence))
  }
}
