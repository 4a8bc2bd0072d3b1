import Foundation
import KitTesting
import Testing

@testable import Datasets

/// A server on this machine that serves the kit's digits as if they were MNIST, rightly and wrongly.
private final class Server: Sendable {
  let address: String
  private let pid: Int32

  init() throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-u", "-c", Self.script, "\(root)/\(ImageSource.kitFolder)"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    pid = process.processIdentifier
    var line = ""
    while !line.hasSuffix("\n"), let byte = try output.fileHandleForReading.read(upToCount: 1) {
      line += String(decoding: byte, as: UTF8.self)
    }
    address = "http://127.0.0.1:\(try #require(Int(line.dropLast())))"
  }

  deinit { kill(pid, SIGKILL) }

  /// The first part of the path says what is wrong with the answer, to requests for test images.
  static let script = """
    import gzip, http.server, sys

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, *words): pass

        def do_GET(self):
            kind, name = self.path.strip('/').split('/')
            with open(f'{sys.argv[1]}/{name}', 'rb') as file: data = file.read()
            if name.startswith('t10k-images'):
                if kind == 'missing': return self.send_error(404)
                if kind == 'page': data = b'<!DOCTYPE html><html>Please sign in</html>'
                if kind == 'short': data = data[:len(data) // 2]
                if kind == 'wrong':
                    data = bytearray(gzip.decompress(data))
                    data[5000] ^= 1
                    data = gzip.compress(data)
                if kind == 'endless': data = data + bytes(20_000_000)
            self.send_response(200)
            self.send_header('Content-Length', str(len(data) + (999 if kind == 'cut' else 0)))
            self.end_headers()
            try: self.wfile.write(data)
            except BrokenPipeError: pass

    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    print(server.server_port)
    server.serve_forever()
    """
}

@Suite(
  "MNIST is fetched whole or not at all",
  .slow,
  .enabled(if: Tool.hasPython, "python3 is the server (apt-get install python3)"),
  .enabled(if: Tool.hasCurl, "curl fetches (apt-get install curl)"))
struct DownloadTests {
  private let folder: Folder
  private let server: Server

  init() throws {
    folder = try Folder()
    server = try Server()
  }

  private func fetch(
    _ kind: String, into inside: String = "a/b",
    expecting checksum: @escaping (MNISTFile) -> String = \.checksumOfKits
  ) throws -> [String] {
    try MNISTDownload(
      from: "\(server.address)/\(kind)", into: "\(folder.path)/\(inside)", checksum: checksum
    ).run { _ in }
  }

  private func complaint(_ kind: String) -> String {
    folder.complaint { try fetch(kind) }.replacing("\(server.address)/\(kind)/", with: "")
  }

  static let names = MNISTFile.allCases.map { $0.rawValue + ".gz" }

  @Test("Right files are there afterwards, and aren't fetched again")
  func right() throws {
    #expect(try fetch("right") == Self.names.map { "\(folder.path)/a/b/\($0)" })
    let inside = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/a/b")
    #expect(inside.sorted() == Self.names.sorted())
    #expect(
      try ImageSource.find(.digits, data: folder.path + "/a/b", kit: root).digits().identity
        == .kits)
    #expect(try fetch("missing") == [])
  }

  @Test(
    "After a failure nothing is left, not even a folder, and the sentence says why",
    arguments: [
      (
        "missing",
        "t10k-images-idx3-ubyte.gz can't be fetched: curl: (22) The requested URL returned error: 404"
      ),
      ("page", "t10k-images-idx3-ubyte.gz is no gzip file but a web page"),
      ("short", "t10k-images-idx3-ubyte.gz is cut off: it ends within its compressed data"),
      ("cut", "train-images-idx3-ubyte.gz can't be fetched: curl: (18)"),
      (
        "wrong",
        "t10k-images-idx3-ubyte.gz isn't MNIST's file: the SHA-256 of its unpacked bytes is "
      ),
      (
        "endless", "t10k-images-idx3-ubyte.gz has more than 7905552 bytes, so it isn't MNIST's file"
      ),
    ])
  func failures(kind: String, sentence: String) throws {
    #expect(complaint(kind).hasPrefix(sentence), "\(complaint(kind))")
    #expect(try folder.names == [])
  }

  @Test("The kit's digits aren't taken for MNIST's")
  func checksums() throws {
    #expect(
      folder.complaint { try fetch("right", expecting: \.checksum) }.contains("isn't MNIST's file"))
    #expect(try folder.names == [])
  }

  @Test("A damaged file is replaced; a plain one, which would be read first, is not touched")
  func existing() throws {
    try folder.write([1, 2, 3], to: "a/b/t10k-labels-idx1-ubyte.gz")
    #expect(try fetch("right").count == 4)
    try folder.write([1, 2, 3], to: "a/b/t10k-labels-idx1-ubyte")
    #expect(
      complaint("right")
        == "a/b/t10k-labels-idx1-ubyte isn't MNIST's file: move it away, for it would be read first"
    )
    #expect(try folder.read("a/b/t10k-labels-idx1-ubyte") == [1, 2, 3])
  }

  @Test("A folder that can't be made, and an address that is none, are named")
  func wrongWords() throws {
    try folder.write([], to: "a")
    #expect(complaint("right") == "the folder a can't be made: File exists")
    #expect(try folder.names == ["a"])
    #expect(
      folder.complaint { try MNISTDownload(from: "file:///etc/", into: folder.path) }
        == "'file:///etc/' is no address that begins with https:// or http://")
    let silent = folder.complaint {
      try MNISTDownload(from: "http://127.0.0.1:1", into: folder.path + "/c").run { _ in }
    }
    #expect(silent.contains("can't be fetched: curl: (7)"))
  }

  #if os(Linux)
    @Test("On a full disk nothing is left")
    func fullDisk() throws {
      let disk = folder.path + "/disk"
      try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
      do {
        try Tool.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk])
      } catch {
        try Test.cancel("only root can mount a small disk")
      }
      defer { _ = try? Tool.run(["umount", disk]) }
      let sentence = folder.complaint { try fetch("right", into: "disk/mnist") }
      #expect(sentence.hasPrefix("disk/mnist/train-images-idx3-ubyte.gz."))
      #expect(sentence.hasSuffix(".part can't be written: No space left on device"))
      #expect(try FileManager.default.contentsOfDirectory(atPath: disk) == [])
    }
  #endif
}
