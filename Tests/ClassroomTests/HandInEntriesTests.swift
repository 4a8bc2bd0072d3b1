import Foundation
import KitTesting
import Testing

@testable import Classroom
@testable import HandIns

private let reader = HandInReader(sourceNames: [:])

@Suite("A class's folder has one entry for each student")
struct HandInEntriesTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func add(_ names: String...) throws {
    for name in names {
      try folder.write("x", to: name.hasSuffix("/") ? name + "HuberRegression.swift" : name)
    }
  }

  private func students() throws -> [String] {
    try reader.entries(in: folder.path).map(\.student)
  }

  @Test("Archives and folders are hand-ins; other files are passed over with a warning")
  func kinds() throws {
    try add(
      "dora.tar.gz", "carl.tgz", "bob.tar", "ada.zip", "Emil.ZIP", "frida/", "notes.txt",
      "HuberRegression.swift", ".DS_Store", ".git/", "__MACOSX/")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/eve", withDestinationPath: "/etc")
    let listing = try reader.listing(of: folder.path)
    #expect(listing.entries.map(\.student) == ["Emil", "ada", "bob", "carl", "dora", "frida"])
    #expect(listing.entries[1].path == folder.path + "/ada.zip")
    #expect(
      listing.entries.map(\.kind) == [.archive, .archive, .archive, .archive, .archive, .folder])
    #expect(!listing.entries.contains { !$0.isThere })
    let kind = "a hand-in is a folder or an archive (.zip, .tar, .tar.gz, .tgz)"
    #expect(
      listing.warnings == [
        "HuberRegression.swift is passed over: \(kind)", "eve is passed over: a symbolic link",
        "notes.txt is passed over: \(kind)",
      ])
  }

  @Test("Entries of one name are told apart by their files' names, and a warning says so")
  func sameNames() throws {
    try add("ada.zip", "ada/", "ada.tar.gz", "bob.zip")
    let listing = try reader.listing(of: folder.path)
    #expect(listing.entries.map(\.student) == ["ada", "ada.tar.gz", "ada.zip", "bob"])
    #expect(
      listing.warnings == [
        "ada and ada.tar.gz and ada.zip are hand-ins of one name: "
          + "each is called by the whole name of its file"
      ])
  }

  #if os(Linux)
    @Test("So are names that differ in upper and lower case only")
    func sameButForCase() throws {
      try add("Ada.zip", "ada.zip", "ADA/", "ada.ZIP/")
      let names = try students()
      #expect(Set(names.map { $0.lowercased() }).count == 4, "\(names)")
    }

    @Test("A name that isn't UTF-8 is a name, and found again by what it was called")
    func encoding() throws {
      let path: [CChar] = "\(folder.path)/M".utf8.map { CChar(bitPattern: $0) } + [-4]
      try #require(mkdir(path + [0], 0o700) == 0)
      let name: [CChar] = "/HuberRegression.swift".utf8.map { CChar(bitPattern: $0) }
      let descriptor = open(path + name + [0], O_CREAT | O_WRONLY, 0o600)
      try #require(write(descriptor, "x", 1) == 1)
      close(descriptor)
      let listing = try reader.listing(of: folder.path)
      #expect(listing.entries.map(\.student) == ["Mü"] && listing.warnings.isEmpty)
      #expect(reader.read(listing.entries[0]).texts.values.sorted() == ["x"])
      let again = HandInReader.Entry(student: "Mü", paths: [listing.entries[0].path])
      #expect(again.isThere && again.kind == .folder)
      #expect(reader.read(again).texts.values.sorted() == ["x"])
    }
  #endif

  @Test(
    "Students' names may be anything that a file may be called",
    arguments: [
      "a,b", "a\"b'c", "a\nb", String(repeating: "x", count: 230), "=1+1", "@sum", "-rf",
      "Łukasz 王小明", "a.b.c", " ", "\u{301}a",
    ])
  func names(name: String) throws {
    try add(name + ".zip", name + " the second/")
    // What commands a terminal, or ends a line, is written out.
    let shown = name.replacing("\n", with: "\\u{A}")
    #expect(try students() == [shown, shown + " the second"])
  }

  @Test("A folder that can't be read is an error that names it")
  func missing() {
    let error = #expect(throws: ClassFolderError.self) { try reader.entries(in: "/no where") }
    #expect(
      error?.description
        == "the folder \"/no where\" of hand-ins: it can't be read: No such file or directory")
  }

  @Test("Archives are read by what they are, whatever they are called; a hand-in never fails")
  func reading() throws {
    try folder.write(Data(ZipSample(.init("HuberRegression.swift", "a zip")).bytes), to: "a.tar")
    var tar = TarSample()
    tar.add("HuberRegression.swift", "a tar")
    try folder.write(Data(tar.archive), to: "b.zip")
    try folder.write("no archive", to: "c.zip")
    try folder.write("", to: "d.zip")
    try folder.write(Data([0x1F, 0x8B, 8, 0]), to: "e.tgz")
    let handIns = try reader.entries(in: folder.path).map(reader.read)
    #expect(handIns[0].texts.values.sorted() == ["a zip"])
    #expect(handIns[1].texts.values.sorted() == ["a tar"])
    #expect(
      handIns[2...].flatMap(\.ignored) == [
        .init(
          path: "c.zip", reason: "it is neither a zip nor a tar archive, whatever its name says"),
        .init(path: "d.zip", reason: "the archive is empty: it has 0 bytes"),
        .init(
          path: "e.tgz",
          reason: "the archive can't be unpacked: it is cut off within its packed bytes"),
      ])
    #expect(handIns[2...].allSatisfy { $0.files.isEmpty && $0.date == nil })
  }

  @Test("An archive that is too large, or unpacks to too much, isn't read", .slow)
  func large() throws {
    let path = try folder.write("x", to: "a.zip")
    try #require(truncate(path, 1 << 40) == 0)
    let entry = try reader.entries(in: folder.path)[0]
    #expect(reader.read(entry).reasons == ["a.zip": "the archive has more than 150 MB"])
    var zip = ZipWriter()
    try zip.add("a", Data(count: 5_000_000), date: Date())
    // In a zip archive, 30 bytes, a name and 9 bytes stand in front of what deflate has packed.
    let packed = zip.archive().dropFirst(30 + 1 + 9)
    try folder.write(Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]) + packed, to: "a.zip")
    var strict = reader
    strict.limits.archiveBytes = 100_000
    #expect(
      strict.read(entry).reasons == [
        "a.zip": "the archive can't be unpacked: it unpacks to more than 100 kB"
      ])
  }
}
