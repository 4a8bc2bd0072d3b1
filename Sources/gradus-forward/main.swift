import Forwarding
import Foundation

// A program of its own, without the boundary in it: when a protocol has changed, nothing that has the
// boundary compiles before this has run.

let words = CommandLine.arguments.dropFirst()
guard words.isEmpty || words == ["--check"] else {
  FileHandle.standardError.write(Data("Usage: gradus-forward [--check]\n".utf8))
  exit(64)
}
var root = FileManager.default.currentDirectoryPath
while root != "/", !FileManager.default.fileExists(atPath: "\(root)/\(DerivedFiles.catalogue)") {
  root = URL(filePath: root).deletingLastPathComponent().path
}
do {
  let files = DerivedFiles(root: root)
  if words.isEmpty {
    for path in try files.write() { print("\(path) written") }
  } else {
    let paths = try files.differences().map(\.path)
    for path in paths { print("\(path) isn't what the catalogue and the protocols say") }
    if !paths.isEmpty { exit(1) }
  }
} catch {
  FileHandle.standardError.write(Data("Error: \(error)\n".utf8))
  exit(1)
}
