import Boundary
import Commands
import Datasets
import Foundation
import Grading
import HandIns

extension Command {
  static let data = Command(
    .data,
    arguments: [
      (name: "[fetch <set>]", help: "Fetch a data set with curl: mnist. (default: only look)")
    ],
    options: [
      .init(
        "--data", value: "folder",
        help: "The folder of data. (default: GRADUS_DATA, or ~/.cache/gradus)"),
      .init(
        "--from", value: "url",
        help: "Another server to fetch from: the address of the folder with the four files."),
      .init(
        "--samples", value: "file",
        help: "Write a page of samples of the images that the labs use, ten of each digit, letter "
          + "and kind of cell: an SVG file."),
    ]
  ) { arguments in
    let folder = arguments.value(of: "--data")
    if folder == "" { throw UsageError("The value '' is invalid for '--data': name a folder") }
    switch arguments.positional {
    case []:
      if arguments.value(of: "--from") != nil {
        throw UsageError("'--from' is for 'gradus data fetch mnist'")
      }
      return try look(
        in: folder, kit: BuiltKit(image: #dsohandle).root,
        samples: arguments.value(of: "--samples"))
    case _ where arguments.value(of: "--samples") != nil:
      throw UsageError("'--samples' is for 'gradus data' alone")
    case ["fetch", "mnist"]:
      return try fetch(into: folder, from: arguments.value(of: "--from"))
    case ["fetch"]: throw UsageError("Missing what to fetch: expected 'fetch mnist'")
    case let words where words[0] == "fetch":
      throw UsageError("There is nothing to fetch but 'mnist'")
    case let words:
      throw UsageError(
        "Unexpected argument '\(words[0])'" + suggestion(for: words[0], among: ["fetch"]))
    }
  }
}

/// Prints what is there; returns 1 if something isn't what it should be.
private func look(in named: String?, kit root: String, samples: String?) throws -> Int32 {
  let folder = named ?? DataFolder.path
  let sources = try ImageSource.all(.digits, data: named, kit: root)
  print("Folder of data: \(folder) (--data or \(DataFolder.variable) names another)")
  if sources.count == 1 { print(contents(of: folder)) }
  print("\nDigits")
  var isRight = true
  var page = DataSamples()
  for (place, source) in sources.enumerated() {
    let inspection = source.inspect()
    isRight = isRight && inspection.isRight
    print(DataReport(source, inspection, isUsed: place == 0).text)
    if place == 0, let digits = try? inspection.digits.get() {
      page.add(digits.training, of: .digits, titled: digits.description)
    }
  }
  if sources.count == 1 {
    print("    For all of MNIST: swift run gradus data fetch mnist")
  }
  for set in [ImageSet.letters, .cells] {
    let report = PartsReport(set, in: named, kit: root)
    isRight = isRight && report.isRight
    print("\n\("\(set)".capitalized)\n\(report.text)")
    // What can't be used is left out: the report has said so.
    if samples != nil, let source = report.source { try page.add(source) }
  }
  if let samples { try write(page, to: samples) }
  return isRight ? 0 : 1
}

private func write(_ samples: DataSamples, to file: String) throws {
  do {
    try Data(samples.svg().utf8).write(to: URL(filePath: file))
  } catch {
    throw CommandError("'\(file)' can't be written: \(reason(error))")
  }
  print("\nA page of samples: \(file)")
}

/// What lies in a folder that has no MNIST.
private func contents(of folder: String) -> String {
  guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder).sorted() else {
    return "  It isn't there."
  }
  let few = names.prefix(5).joined(separator: ", ")
  return names.isEmpty
    ? "  It is empty."
    : "  Nothing in it has a name of MNIST's: \(few)" + (names.count > 5 ? ", …" : "")
}

private func fetch(into named: String?, from server: String?) throws -> Int32 {
  let folder = named ?? DataFolder.named ?? "\(DataFolder.path)/mnist"
  let download = try MNISTDownload(from: server ?? MNISTDownload.server, into: folder)
  let files = try download.run { print($0) }
  print(
    files.isEmpty
      ? "MNIST is in \(folder); there was nothing to fetch."
      : "MNIST is in \(folder), and its checksums are right.")
  return 0
}
