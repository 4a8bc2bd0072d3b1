import Foundation
import KitTesting
import Testing

@testable import Datasets

/// The folder of the kit.
let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path

extension Folder {
  /// The sentence of an error, without this folder's path.
  func complaint(_ body: () throws -> Any) -> String {
    do {
      return "no error, but \(try body())"
    } catch let error as DatasetError {
      return error.description.replacing("\(path)/", with: "")
    } catch {
      return "another error: \(error)"
    }
  }
}

/// The programs that other people make data with: only tests use them.
enum Tool {
  /// A Python that has NumPy and Pillow; nil where there is none.
  static let pythonWithLibraries = ["python3", "/usr/bin/python3"].first {
    (try? run([$0, "-c", "import numpy, PIL"])) != nil
  }

  /// Whether Pillow has a font of its own, of any size.
  static let hasFont =
    (try? python("from PIL import ImageFont; import numpy; ImageFont.load_default(20)")) != nil

  static let hasPython = (try? run(["python3", "-c", "import http.server"])) != nil
  static let hasZip = (try? run(["zip", "-v"])) != nil
  static let hasCurl = (try? run(["curl", "--version"])) != nil

  /// Runs a program to its end; returns what it has printed.
  @discardableResult
  static func run(_ words: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = words
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let text = String(decoding: said, as: UTF8.self)
    guard process.terminationStatus == 0 else { throw Failure(description: text) }
    return text
  }

  /// Runs a script for a Python that has NumPy and Pillow.
  static func python(_ script: String, _ words: String...) throws {
    try run([#require(pythonWithLibraries), "-c", script] + words)
  }

  struct Failure: Error, CustomStringConvertible { let description: String }
}
