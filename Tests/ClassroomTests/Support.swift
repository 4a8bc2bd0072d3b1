import Boundary
import Foundation
import KitTesting

/// The built kit that these tests belong to.
let kit = Result {
  Reaper.buryOrphans()
  return try BuiltKit(image: #dsohandle)
}

/// Whether this edition of the kit has solutions, from which hand-ins are made.
let hasSolutions =
  (try? BuiltKit(image: #dsohandle)).map {
    FileManager.default.fileExists(atPath: $0.root + "/Solutions")
  } ?? false

/// Whether bubblewrap is installed and works.
let hasSandbox =
  (try? Sandbox.fulfill(.bubblewrap, for: BuiltKit(image: #dsohandle)).sandbox) != nil

extension Folder {
  /// Makes a folder, and those that it stands in.
  func make(_ name: String) throws {
    try FileManager.default.createDirectory(
      atPath: "\(path)/\(name)", withIntermediateDirectories: true)
  }
}
