import Boundary
import Foundation
import KitTesting
import Testing

@testable import Classroom
@testable import HandIns

@Suite("Tar archives are read strictly")
struct ArchiveTarTests {
  private func problem(_ bytes: [UInt8], _ limits: HandInLimits = HandInLimits()) -> String? {
    #expect(throws: HandInProblem.self) { try Archive.read(bytes, limits: limits) }?.description
  }

  private func sample(_ fill: (inout TarSample) -> Void) -> [UInt8] {
    var sample = TarSample()
    fill(&sample)
    return sample.archive
  }

  @Test("Files come back as they were, with their dates")
  func contents() throws {
    let long = String(repeating: "x", count: 1000)
    let archive = try TarArchive(
      sample {
        $0.add("a/", type: "5")
        $0.add("a/one.swift", "1")
        $0.add("two.swift", long, prefix: "a/deep/folder")
        $0.add("empty")
      })
    #expect(archive.items.map(\.path) == ["a/", "a/one.swift", "a/deep/folder/two.swift", "empty"])
    #expect(archive.items.map(\.kind) == [.folder, .file, .file, .file])
    #expect(archive.items[1].date == Date(timeIntervalSince1970: 1_700_000_000))
    #expect(try archive.text("a/one.swift") == "1")
    #expect(try archive.text("a/deep/folder/two.swift") == long)
    #expect(try archive.text("empty").isEmpty)
  }

  @Test("Long names are read in GNU's way and in POSIX's, and hold for one file")
  func longNames() throws {
    let path = String(repeating: "folder/", count: 30) + "ü.swift"
    let archive = try TarArchive(
      sample {
        $0.add("././@LongLink", path + "\0", type: "L")
        $0.add("cut", "gnu")
        $0.add("short", "1")
        $0.announce(("path", path + "2"), ("mtime", "1600000000.5"), ("comment", "a=b\nc"))
        $0.add("cut", "pax")
      })
    #expect(archive.items.map(\.path) == [path, "short", path + "2"])
    #expect(archive.items[2].date == Date(timeIntervalSince1970: 1_600_000_000.5))
    #expect(try archive.text(path + "2") == "pax")
  }

  @Test("Links, devices, pipes and files with holes are refused")
  func kinds() throws {
    let archive = try TarArchive(
      sample {
        $0.add("hard", type: "1", link: "/etc/passwd")
        $0.add("soft", type: "2", link: "/etc/passwd")
        $0.add("character", type: "3")
        $0.add("block", type: "4")
        $0.add("pipe", type: "6")
        $0.add("holes", type: "S")
        $0.announce(("GNU.sparse.major", "1"))
        $0.add("more holes")
        $0.add("strange", type: "Z")
      })
    let reasons = [
      "a hard link", "a symbolic link", "a device", "a device", "a named pipe",
      "a file with holes", "a file with holes", "something of an unknown kind",
    ]
    #expect(archive.items.map(\.kind) == reasons.map { .refused($0) })
  }

  @Test(
    "A size that isn't one, or goes beyond the end, is an error",
    arguments: [
      ("77777777777", "the archive is cut off"), ("-1", "the archive is damaged"),
      ("9", "the archive is damaged"), ("x", "the archive is damaged"),
    ])
  func sizes(size: String, expected: String) {
    #expect(problem(sample { $0.add("a", "x", size: size) }) == expected)
  }

  @Test("A size in GNU's binary way can't overflow", arguments: [0x80, 0xFF] as [UInt8])
  func binarySizes(first: UInt8) {
    var bytes = sample { $0.add("a", "x") }
    for index in 124..<136 { bytes[index] = 0xFF }
    bytes[124] = first
    for index in 148..<156 { bytes[index] = 32 }
    let sum = String(bytes[..<512].reduce(0) { $0 + Int($1) }, radix: 8)
    for (index, digit) in sum.utf8.enumerated() { bytes[148 + index] = digit }
    #expect(problem(bytes) == "the archive is damaged")
  }

  @Test(
    "Records that are no records are an error",
    arguments: [
      "5 a=b\n", "99 path=x\n", "0 a=b\n", "-6 a=b\n", "x", "8 path=x ", "7 path\n",
      "99999999999999999999 a=b\n", "11 size=-1\n", "12 size=x12\n",
    ])
  func records(text: String) {
    #expect(
      problem(
        sample {
          $0.add("x", text, type: "x")
          $0.add("a", "x")
        }) == "the archive is damaged")
  }

  @Test("An announced size beyond the end is an error")
  func announcedSize() {
    let bytes = sample {
      $0.announce(("size", "9223372036854775807"))
      $0.add("a", "x")
    }
    #expect(problem(bytes) == "the archive is cut off")
  }

  @Test("An archive that is cut off anywhere is an error and no crash")
  func cutOff() {
    let bytes = sample { $0.add("a", String(repeating: "x", count: 600)) }
    for count in stride(from: 1, to: 512 + 1024 + 512, by: 37) {
      #expect(problem(Array(bytes[..<count])) != nil)
    }
    #expect(problem([]) == "the archive is empty: it has 0 bytes")
    #expect(problem(Array("no archive".utf8)) == Self.unknown)
    #expect(problem([UInt8](repeating: 7, count: 5000)) == Self.unknown)
  }

  @Test("The blocks at the end may be missing, and bytes may follow what gzip has packed")
  func ends() throws {
    var sample = TarSample()
    sample.add("a", "text")
    #expect(try Archive.read(sample.bytes).text("a") == "text")
    let packed = try gzip(sample.archive)
    for rest in [[], [0], [UInt8](repeating: 0, count: 512), Array("the end".utf8)] as [[UInt8]] {
      #expect(try Archive.read(packed + rest).text("a") == "text")
    }
    #expect(problem(Array(packed.dropLast(9))) != nil)
  }

  private func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let folder = try Folder()
    let path = try folder.write(Data(bytes), to: "a.tar")
    let result = try run(
      "/bin/sh", ["-c", "gzip -k \"$0\"", path], environment: ["PATH": "/usr/bin:/bin"], seconds: 60
    )
    try #require(result.ending?.status == 0)
    return try [UInt8](Data(contentsOf: URL(filePath: path + ".gz")))
  }

  private static let unknown = "it is neither a zip nor a tar archive, whatever its name says"

  @Test("Whatever byte is changed, reading ends with an error or a file")
  func everyByte() {
    let bytes = sample {
      $0.announce(("path", "long"))
      $0.add("a", "text")
    }
    for index in bytes.indices where bytes[index] != 0 || index % 64 == 0 {
      for value in [0, 0x37, 0xFF] as [UInt8] {
        var changed = bytes
        changed[index] = value
        guard let archive = try? Archive.read(changed) else { continue }
        for item in archive.items.indices { _ = try? archive.contents(of: item) }
      }
    }
  }

  @Test("Too many files are refused")
  func tooMany() {
    var limits = HandInLimits()
    limits.items = 2
    let bytes = sample { for name in ["a", "b", "c"] { $0.add(name) } }
    #expect(problem(bytes, limits) == "the archive has more than 2 files")
  }

  @Test("A name that isn't UTF-8 is read as Windows would")
  func name() throws {
    var bytes = sample { $0.add("?", "x") }
    bytes[0] = 0xFF
    for index in 148..<156 { bytes[index] = 32 }
    let sum = String(bytes[..<512].reduce(0) { $0 + Int($1) }, radix: 8)
    for (index, digit) in sum.utf8.enumerated() { bytes[148 + index] = digit }
    let item = try TarArchive(bytes).items[0]
    #expect(item.path == "ÿ" && item.kind == .file)
  }
}

/// Whether the system has a program.
private func has(_ program: String) -> Bool {
  ["/bin/", "/usr/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + program) }
}

@Suite("Archives by the usual programs are read", .enabled(if: has("tar"), "needs tar"))
struct ArchiveProgramTests {
  private let folder: Folder
  private let long = String(repeating: "a long name ", count: 12)

  init() throws {
    folder = try Folder()
    try folder.write("one", to: "answers/Exercises/04-HuberRegression/HuberRegression.swift")
    try folder.write("two", to: "answers/\(long)/ü 世界.swift")
  }

  private func pack(_ command: String) throws -> any HandInContainer {
    let result = try run(
      "/bin/sh", ["-c", "cd \"$0\" && \(command)", folder.path],
      environment: ["PATH": "/usr/bin:/bin"], seconds: 60)
    try #require(result.ending?.status == 0, "\(result.output)")
    return try Archive.open(folder.path + "/archive")
  }

  private func check(_ archive: any HandInContainer) throws {
    #expect(try archive.text("answers/Exercises/04-HuberRegression/HuberRegression.swift") == "one")
    #expect(try archive.text("answers/\(long)/ü 世界.swift") == "two")
    for item in archive.items where item.kind == .file {
      let age = try #require(item.date).timeIntervalSinceNow
      #expect((-600...3).contains(age))
    }
  }

  @Test(
    "tar, in its formats, plain and compressed",
    arguments: [
      "tar cf archive answers", "tar czf archive answers", "tar czf archive --format=gnu answers",
      "tar czf archive --format=pax answers",
    ])
  func tar(command: String) throws {
    try check(try pack(command))
  }

  @Test(
    "zip, on a file and through a pipe", .enabled(if: has("zip"), "needs zip"),
    arguments: ["zip -qr archive answers && mv archive.zip archive", "zip -qr - answers > archive"])
  func zip(command: String) throws {
    try check(try pack(command))
  }

  @Test("A symbolic link is seen in each")
  func links() throws {
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/answers/link.swift", withDestinationPath: "/etc/passwd")
    let archive = try pack("tar czf archive answers")
    let link = archive.items.first { $0.path.hasSuffix("link.swift") }
    #expect(link?.kind == .refused("a symbolic link"))
  }
}
