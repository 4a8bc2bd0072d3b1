import Foundation

/// The system's program for fetching files.
enum Curl {
  /// What stands at an address.
  ///
  /// It comes through a pipe: when this program ends, by Ctrl-C or otherwise, so does the other.
  ///
  /// - Parameter limit: the most bytes that are taken; a server that sends more is stopped.
  static func bytes(at address: String, limit: Int) throws -> [UInt8] {
    let curl = Process()
    curl.executableURL = URL(filePath: try program())
    // A server that is silent for a minute is given up; redirections to files aren't followed.
    curl.arguments = [
      "--fail", "--silent", "--show-error", "--location", "--proto", "=http,https",
      "--connect-timeout", "30", "--speed-limit", "1", "--speed-time", "60", "--", address,
    ]
    let (output, errors) = (Pipe(), Pipe())
    (curl.standardOutput, curl.standardError) = (output, errors)
    curl.standardInput = FileHandle.nullDevice
    do { try curl.run() } catch { throw DatasetError("curl can't be started: \(error)") }
    var result: [UInt8] = []
    while let piece = try output.fileHandleForReading.read(upToCount: 1 << 16), !piece.isEmpty {
      result += piece
      guard result.count <= limit else {
        curl.terminate()
        throw DatasetError("\(address) has more than \(limit) bytes, so it isn't MNIST's file")
      }
    }
    let said = try errors.fileHandleForReading.readToEnd() ?? Data()
    curl.waitUntilExit()
    guard curl.terminationReason == .exit, curl.terminationStatus == 0 else {
      let words = String(decoding: said, as: UTF8.self).split(separator: "\n").joined(
        separator: " ")
      throw DatasetError(
        "\(address) can't be fetched: \(words.isEmpty ? "curl ended without a word" : words)")
    }
    return result
  }

  private static func program() throws -> String {
    let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    let places = folders.split(separator: ":").map { "\($0)/curl" }
    guard let program = places.first(where: FileManager.default.isExecutableFile) else {
      throw DatasetError(
        "there is no program curl on the PATH: install it, or fetch the files with a browser")
    }
    return program
  }
}
