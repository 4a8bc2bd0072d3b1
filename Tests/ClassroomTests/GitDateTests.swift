import Curriculum
import Foundation
import KitTesting
import Testing

@testable import Classroom
@testable import HandIns

private let hasGit = FileManager.default.isExecutableFile(atPath: "/usr/bin/git")
private let huber = "04-HuberRegression/HuberRegression.swift"

@Suite("The date of a repository is that of its last commit", .enabled(if: hasGit, "needs git"))
struct GitDateTests {
  private let folder: Folder
  private let reader = HandInReader(sourceNames: [:])
  /// 2026-11-20 19:30 +0100, by Python's datetime and by GNU date.
  private let date = Date(timeIntervalSince1970: 1_795_199_400)

  init() throws {
    folder = try Folder()
    try folder.make("ada")
    try git("init", "--quiet")
    for number in 1...12 {
      try folder.write("let number = \(number)", to: "ada/\(huber)")
      try git("add", ".")
      // Long messages that are nearly alike are kept as differences in a pack.
      let message = String(repeating: "the same words again and again\n", count: 40) + "\(number)"
      try git("commit", "--quiet", "--message", message)
    }
  }

  private func git(_ words: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/git")
    process.arguments = ["-C", folder.path + "/ada"] + words
    process.environment = [
      "HOME": folder.path, "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_COMMITTER_DATE": "2026-11-20T19:30:00+0100",
      "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z", "GIT_AUTHOR_NAME": "Ada",
      "GIT_AUTHOR_EMAIL": "ada@example.edu", "GIT_COMMITTER_NAME": "Ada > 1 <",
      "GIT_COMMITTER_EMAIL": "ada@example.edu",
    ]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "git \(words)")
  }

  private func read() throws -> HandIn {
    try reader.read(#require(reader.entries(in: folder.path).first))
  }

  @Test(
    "Loose, packed as differences, detached, a folder deeper: whatever its files' dates are", .slow)
  func forms() throws {
    #expect(try read().date == date)
    #expect(try read().isDatedByCommit)
    try git("gc", "--quiet", "--aggressive")
    #expect(FileManager.default.fileExists(atPath: folder.path + "/ada/.git/packed-refs"))
    #expect(try read().date == date)
    for number in 1...11 {
      try git("checkout", "--quiet", "--detach", "HEAD~1")
      #expect(try read().date == date, "\(number) commits before the last")
    }
    try FileManager.default.moveItem(
      atPath: folder.path + "/ada", toPath: folder.path + "/inner")
    try folder.make("ada")
    try FileManager.default.moveItem(
      atPath: folder.path + "/inner", toPath: folder.path + "/ada/inner")
    #expect(try read().date == date)
  }

  @Test("In an archive too", .slow)
  func archive() throws {
    let root = folder.path + "/ada"
    let names = try #require(FileManager.default.enumerator(atPath: root)).compactMap {
      $0 as? String
    }
    let files = try names.compactMap { name -> ZipSample.File? in
      var isFolder: ObjCBool = false
      let isThere = FileManager.default.fileExists(
        atPath: "\(root)/\(name)", isDirectory: &isFolder)
      if !isThere || isFolder.boolValue || name.hasPrefix(".git/hooks") { return nil }
      return .init(
        "repo/" + name, bytes: [UInt8](try Data(contentsOf: URL(filePath: "\(root)/\(name)"))))
    }
    try FileManager.default.removeItem(atPath: root)
    try folder.write(Data(ZipSample(files).bytes), to: "ada.zip")
    #expect(try read().date == date)
  }

  @Test("Nothing in the repository is run, followed or believed", .slow)
  func hostile() throws {
    let trap = folder.path + "/trapped"
    for hook in ["post-checkout", "pre-commit", "fsmonitor-watchman"] {
      let file = try folder.write("#!/bin/sh\ntouch '\(trap)'\n", to: "ada/.git/hooks/\(hook)")
      try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
    }
    try folder.write(
      "[core]\nfsmonitor = touch '\(trap)'\npager = touch '\(trap)'\n", to: "ada/.git/config")
    #expect(try read().date == date)
    #expect(!FileManager.default.fileExists(atPath: trap))
    for head in ["ref: refs/../../../etc/passwd", "ref: /etc/passwd", "", "nonsense", "ref: "] {
      try folder.write(head, to: "ada/.git/HEAD")
      #expect(try !read().isDatedByCommit, "\(head)")
    }
    try folder.write("ref: refs/heads/again", to: "ada/.git/HEAD")
    try folder.write(String(repeating: "ab", count: 20), to: "ada/.git/refs/heads/again")
    try folder.write(
      Data((0..<255).map { UInt8($0) }),
      to: "ada/.git/objects/ab/" + String(repeating: "ab", count: 19))
    #expect(try !read().isDatedByCommit)
  }

  @Test("Spoilt packs give no date, or one, and end nothing", .slow)
  func spoilt() throws {
    try git("gc", "--quiet", "--aggressive")
    let place = folder.path + "/ada/.git/objects/pack/"
    let names = try FileManager.default.contentsOfDirectory(atPath: place)
    for name in names where name.hasSuffix(".idx") || name.hasSuffix(".pack") {
      let good = try Data(contentsOf: URL(filePath: place + name))
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: place + name)
      let last = good.count - 1
      for index in stride(from: 0, through: last, by: max(1, last / 150)) {
        var bad = good
        bad[index] ^= 0xFF
        try bad.write(to: URL(filePath: place + name))
        _ = try read()
        try good.prefix(index).write(to: URL(filePath: place + name))
        _ = try read()
      }
      try good.write(to: URL(filePath: place + name))
    }
    #expect(try read().date == date)
  }

  @Test("It is said where lateness rests on it, unless a platform knows better", .slow)
  func warning() throws {
    let handIn = try read()
    let configuration = try ClassConfiguration("deadline = 2026-11-20 18:00 +0100", name: "c")
    func warnings(_ times: SubmissionTimes, _ configuration: ClassConfiguration) -> [String] {
      var report = StudentReport.sample("ada")
      report.setLateness(
        of: handIn, configuration, times, now: Date(timeIntervalSince1970: 1_800_000_000))
      return report.warnings
    }
    #expect(warnings(SubmissionTimes(), configuration).contains { $0.contains("last commit") })
    #expect(warnings(SubmissionTimes(), ClassConfiguration()) == [])
    let times = try SubmissionTimes(
      Data("student,time\nada,2026-11-20 17:00 +0100\n".utf8), path: "t",
      names: StudentNames(["ada"]), zone: .gmt)
    #expect(warnings(times, configuration) == [])
  }
}
