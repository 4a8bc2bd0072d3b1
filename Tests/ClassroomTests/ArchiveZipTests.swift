import Foundation
import Testing

@testable import Classroom
@testable import HandIns

@Suite("Zip archives are read strictly")
struct ArchiveZipTests {
  private func problem(_ bytes: [UInt8], _ limits: HandInLimits = HandInLimits()) -> String? {
    #expect(throws: HandInProblem.self) { try ZipArchive(bytes, limits: limits) }?.description
  }

  private func kinds(_ sample: ZipSample) throws -> [HandInItem.Kind] {
    try ZipArchive(sample.bytes).items.map(\.kind)
  }

  /// A file that holds zeros, deflated.
  private func zeros(_ count: Int, claimed: Int) throws -> ZipSample.File {
    var writer = ZipWriter()
    let contents = Data(count: count)
    try writer.add("zeros.swift", contents, date: Date())
    let archive = try ZipArchive([UInt8](writer.archive()))
    var file = ZipSample.File("zeros.swift")
    let header = 30 + 11 + 9
    let end = writer.archive().count - 22 - 46 - 11 - 9
    file.packed = [UInt8](writer.archive()[header..<end])
    file.method = 8
    file.size = claimed
    file.checksum = ZipArchive.checksum(contents)
    #expect(archive.items.count == 1)
    return file
  }

  @Test("Stored and deflated files come back as they were")
  func contents() throws {
    let long = String(repeating: "let x = 1\n", count: 1000)
    var writer = ZipWriter()
    try writer.add("a/short.swift", Data("1".utf8), date: Date(timeIntervalSince1970: 1e9))
    try writer.add("a/ü.swift", Data(long.utf8), date: Date(timeIntervalSince1970: 2e9))
    try writer.add("empty", Data(), date: Date(timeIntervalSince1970: 0))
    let bytes = [UInt8](writer.archive())
    #expect(bytes.count < 1000)
    let archive = try ZipArchive(bytes)
    #expect(archive.items.map(\.path) == ["a/short.swift", "a/ü.swift", "empty"])
    #expect(archive.items.map(\.date?.timeIntervalSince1970) == [1e9, 2e9, 0])
    #expect(try archive.text("a/short.swift") == "1")
    #expect(try archive.text("a/ü.swift") == long)
    #expect(try archive.text("empty").isEmpty)
  }

  @Test("Folders, links and devices are told from files")
  func kinds() throws {
    #expect(
      try kinds(
        ZipSample(
          .init("a/", mode: 0o040755), .init("a/b", "x", mode: 0),
          .init("l", "/etc/passwd", mode: 0o120777),
          .init("d", mode: 0o020644), .init("p", mode: 0o010644)))
        == [
          .folder, .file, .refused("a symbolic link"), .refused("a device or the like"),
          .refused("a device or the like"),
        ])
  }

  @Test("A file that is encrypted, packed in a strange way or too huge is refused")
  func strange() throws {
    var (encrypted, lzma, huge) = (
      ZipSample.File("a", "x"), ZipSample.File("b", "x"), ZipSample.File("c", "x")
    )
    encrypted.flags = 1
    lzma.method = 14
    huge.size = 0xFFFF_FFFF
    #expect(
      try kinds(ZipSample(encrypted, lzma, huge)) == [
        .refused("it is encrypted"), .refused("it is packed by method 14, only deflate is read"),
        .refused("its size is in a field that isn't there"),
      ])
  }

  @Test("A file whose two descriptions differ is refused, and so are files that share their bytes")
  func tricks() throws {
    var disguised = ZipSample.File("04-HuberRegression/HuberRegression.swift", "x")
    disguised.localName = Array("../../../../../../etc/cron.d/x".utf8)
    var double = ZipSample.File("b", "same")
    double.sharesFirst = true
    #expect(
      try kinds(ZipSample(disguised)) == [.refused("its two descriptions in the archive differ")])
    double.name = Array("a".utf8)
    #expect(
      try kinds(ZipSample(.init("a", "same"), double))
        == [HandInItem.Kind](repeating: .refused("it shares its bytes with another file"), count: 2)
    )
  }

  @Test("Unpacking stops as soon as a file is larger than it claims")
  func bomb() throws {
    let honest = try zeros(100_000, claimed: 100_000)
    #expect(honest.packed.count < 500)
    #expect(try ZipArchive(ZipSample(honest).bytes).contents(of: 0) == Data(count: 100_000))
    let bomb = try ZipArchive(ZipSample(try zeros(5_000_000, claimed: 10)).bytes)
    #expect(throws: HandInProblem("it unpacks to more than 10 bytes")) {
      try bomb.contents(of: 0)
    }
  }

  @Test("A file that is shorter than it claims, damaged or cut off is refused")
  func damagedFiles() throws {
    let damaged = HandInProblem("its packed bytes are damaged")
    func contents(_ file: ZipSample.File) throws -> Data {
      try ZipArchive(ZipSample(file).bytes).contents(of: 0)
    }
    let short = try zeros(100, claimed: 200)
    #expect(throws: damaged) { try contents(short) }
    var wrong = ZipSample.File("a", "text")
    wrong.checksum += 1
    #expect(throws: damaged) { try contents(wrong) }
    var garbage = try zeros(100, claimed: 100)
    garbage.packed = [0xFF, 0xFF, 0xFF]
    #expect(throws: damaged) { try contents(garbage) }
    var cut = try zeros(1000, claimed: 1000)
    cut.packed.removeLast()
    #expect(throws: HandInProblem("it is cut off within its packed bytes")) { try contents(cut) }
    var longer = try zeros(1000, claimed: 1000)
    longer.packed.append(0)
    #expect(throws: damaged) { try contents(longer) }
  }

  @Test("A comment is no harm, even with the mark of an end in it")
  func comment() throws {
    var sample = ZipSample(.init("a", "x"))
    sample.comment = "PK\u{5}\u{6}" + String(repeating: "\0", count: 40)
    #expect(try ZipArchive(sample.bytes).text("a") == "x")
  }

  @Test("An archive that is cut off anywhere is an error and no crash")
  func cutOff() {
    let bytes = ZipSample(.init("a/b.swift", "text"), .init("c", "more")).bytes
    for count in 0..<bytes.count {
      #expect(problem(Array(bytes[..<count])) == "the archive is damaged or cut off")
    }
  }

  @Test("Bytes before and behind an archive do no harm")
  func surroundings() throws {
    let bytes = ZipSample(.init("a/b.swift", "text"), .init("c", "more")).bytes
    let stub = Array("#!/bin/sh\nexit 1\n".utf8)
    for sample in [
      bytes + [0], [0] + bytes, stub + bytes + [UInt8](repeating: 0, count: 100_000),
      bytes + Array("PK\u{5}\u{6}".utf8) + [UInt8](repeating: 0, count: 18) + [7],
    ] {
      #expect(try Archive.read(sample).text("a/b.swift") == "text")
    }
  }

  @Test("The wide form is read, with its end records and its sizes", arguments: [0, 5])
  func wide(before: Int) throws {
    var file = ZipSample.File("a/b.swift", "text")
    file.isWide = true
    var sample = ZipSample(file, .init("c", "more"))
    sample.isWide = true
    let archive = try Archive.read([UInt8](repeating: 1, count: before) + sample.bytes)
    #expect(try archive.text("a/b.swift") == "text")
    #expect(try archive.text("c") == "more")
    let bytes = sample.bytes
    for count in 0..<bytes.count { _ = try? Archive.read(Array(bytes[..<count])) }
    for index in bytes.indices {
      var changed = bytes
      changed[index] = 0xFF
      guard let archive = try? ZipArchive(changed) else { continue }
      for item in archive.items.indices { _ = try? archive.contents(of: item) }
    }
  }

  @Test("What is no archive is called by what it is")
  func others() {
    for (start, words) in [
      ("Rar!\u{1A}\u{7}", "a RAR archive"), ("7z\u{BC}", "neither"), ("%PDF-1.7", "a PDF"),
      ("<!DOCTYPE html><title>Log in</title>", "a web page"), ("\n <html>", "a web page"),
    ] {
      let problem = #expect(throws: HandInProblem.self) { try Archive.read(Array(start.utf8)) }
      #expect(problem?.description.contains(words) == true, "\(start)")
    }
    let seven = [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4] as [UInt8]
    #expect(
      throws: HandInProblem("it is a 7z archive, which isn't read; ask for a zip archive")
    ) { try Archive.read(seven) }
  }

  @Test("Whatever byte is changed, reading ends with an error or a file")
  func everyByte() {
    let bytes = ZipSample(.init("a/b.swift", "text"), .init("c", "more")).bytes
    for index in bytes.indices {
      for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] {
        var changed = bytes
        changed[index] = value
        guard let archive = try? ZipArchive(changed) else { continue }
        for item in archive.items.indices { _ = try? archive.contents(of: item) }
      }
    }
  }

  @Test("Too many files and parts of a larger archive are refused")
  func whole() {
    var sample = ZipSample(.init("a", "x"), .init("b", "x"))
    var limits = HandInLimits()
    limits.items = 1
    #expect(problem(sample.bytes, limits) == "the archive has 2 files, at most 1 are read")
    sample.disk = 1
    #expect(problem(sample.bytes) == "the archive is one part of several")
    sample.disk = 0
    sample.count = 0xFFFF
    #expect(problem(sample.bytes) == "the archive is damaged or cut off")
    sample.count = 3
    #expect(problem(sample.bytes) == "the archive is damaged or cut off")
    sample.count = 1
    #expect(problem(sample.bytes) == "the archive is damaged or cut off")
  }

  @Test("Names that aren't UTF-8 are read in zip's own code page")
  func codePage() throws {
    #expect(ZipArchive.codePage437.count == 128)
    var file = ZipSample.File("M?ller/a.swift", "x")
    file.name[1] = 0x81
    #expect(try ZipArchive(ZipSample(file).bytes).items[0].path == "Müller/a.swift")
  }

  @Test("A date is that of the clock on the wall, if there is no better one; nonsense is no date")
  func dates() throws {
    var (file, nonsense, better) = (
      ZipSample.File("a"), ZipSample.File("b"), ZipSample.File("c")
    )
    nonsense.day = 0
    better.extra = little(0x5455, 2) + little(5, 2) + [1] + little(1_700_000_000, 4)
    // 12:30 on 21 November 2026 in Berlin, as Python's zoneinfo has it.
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    let expected = Date(timeIntervalSince1970: 1_795_260_600)
    func items(_ files: ZipSample.File...) throws -> [HandInItem] {
      try ZipArchive(ZipSample(files).bytes, zone: berlin).items
    }
    let dates = try items(file, nonsense, better).map(\.date)
    #expect(dates == [expected, nil, Date(timeIntervalSince1970: 1_700_000_000)])
    file.extra = [0x55, 0x54, 0xFF, 0xFF, 1]
    #expect(try items(file)[0].date == expected)
    // Windows counts from 1601, in steps of 100 ns; the field of the oldest Unix programs comes last.
    let windows =
      little(0x000A, 2) + little(32, 2) + little(0, 4) + little(1, 2) + little(24, 2)
      + little((1_600_000_000 + 11_644_473_600) * 10_000_000, 8) + little(0, 16)
    let old = little(0x5855, 2) + little(8, 2) + little(1, 4) + little(1_500_000_000, 4)
    file.extra = better.extra + windows + old
    #expect(try items(file)[0].date == Date(timeIntervalSince1970: 1_600_000_000))
    file.extra = old
    #expect(try items(file)[0].date == Date(timeIntervalSince1970: 1_500_000_000))
  }
}
