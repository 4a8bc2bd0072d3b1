import Foundation

/// A program that reads one task a line and answers with the seconds that it took: this program
/// itself with one thread or more, in this build or the other one, and its peers in Python.
final class Contestant {
  let name: String
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var rest = Data()

  /// Starts the program and waits until it says that it is ready.
  ///
  /// - Throws: `NotHere` if it doesn't, as where a Python package is missing.
  init(_ name: String, _ command: [String], threads: Int) throws {
    self.name = name
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    var environment = ProcessInfo.processInfo.environment
    for variable in ["GRADUS_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"] {
      environment[variable] = String(threads)
    }
    // Memory that was freed stays with the process, as in a worker of a lab, which has read all images.
    environment["MALLOC_MMAP_THRESHOLD_"] = "\(32 << 20)"
    environment["MALLOC_TRIM_THRESHOLD_"] = "\(256 << 20)"
    process.environment = environment
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    guard line()?.hasPrefix("ready") == true else { throw NotHere() }
  }

  struct NotHere: Error {}

  /// The seconds that a task takes; nil if the program has ended.
  func seconds(_ task: String) -> Double? {
    try? input.fileHandleForWriting.write(contentsOf: Data((task + "\n").utf8))
    return line().flatMap(Double.init)
  }

  private func line() -> String? {
    while true {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        defer { rest = Data(rest[(end + 1)...]) }
        return String(decoding: rest[..<end], as: UTF8.self)
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      rest += more
    }
  }

  func end() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
