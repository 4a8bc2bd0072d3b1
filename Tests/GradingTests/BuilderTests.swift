import Foundation
import KitTesting
import Testing

@testable import Grading

@Suite("What the package manager prints is read for how far it is")
struct BuildProgressTests {
  private let output = """
    Building for debugging...
    [0/3] Write swift-version-1.txt
    [12/120] Compiling Answers Wire.swift
    /kit/Sources/Boundary/Wire.swift:1:1: error: no such thing
    """

  @Test("The latest step counts")
  func latest() {
    #expect(StepCount(in: Data(output.utf8)) == StepCount(done: 12, total: 120))
    #expect(StepCount(in: Data("Building for debugging...\n[1/".utf8)) == nil)
  }

  @Test("Steps are no part of what an error shows")
  func errors() {
    #expect(
      StepCount.removed(from: Data(output.utf8)) == """
        Building for debugging...
        /kit/Sources/Boundary/Wire.swift:1:1: error: no such thing
        """)
  }
}

@Suite("A part of the kit is built again when one of its sources is newer")
struct BuilderTests {
  private let folder: Folder
  private let builder: Builder
  private static let products = ".build/debug"

  init() throws {
    folder = try Folder()
    builder = Builder(
      root: folder.path, products: "\(folder.path)/\(Self.products)", part: .suites)
    try write("Package.swift", minutesAgo: 9)
    try write("Sources/Boundary/Wire.swift", minutesAgo: 8)
    try write("Tests/ExerciseTests/A.swift", minutesAgo: 8)
    try write("\(Self.products)/gradus-worker", minutesAgo: 6)
    try write("\(Self.products)/gradus-suites", minutesAgo: 5)
  }

  @Test("Programs that were built by a clock that was ahead are built again")
  func clockAhead() throws {
    #expect(!builder.isOutOfDate)
    for program in ["gradus-worker", "gradus-suites"] {
      try write("\(Self.products)/\(program)", minutesAgo: -600)
    }
    #expect(builder.isOutOfDate)
  }

  private func write(_ path: String, minutesAgo minutes: Double) throws {
    let file = try folder.write("", to: path)
    let files = FileManager.default
    var place = file
    // Folders have dates too: those of the files that were put into them.
    while place.count > folder.path.count {
      try files.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -60 * minutes)], ofItemAtPath: place)
      place = (place as NSString).deletingLastPathComponent
    }
    try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
  }

  @Test("Programs that are newer than all sources are up to date, whoever built them")
  func upToDate() { #expect(!builder.isOutOfDate) }

  @Test(
    "A source that is newer than the older program counts",
    arguments: ["Package.swift", "Sources/Boundary/Wire.swift", "Tests/ExerciseTests/New.swift"])
  func newer(source: String) throws {
    try write(source, minutesAgo: 5.5)
    #expect(builder.isOutOfDate)
  }

  @Test("A build that had nothing to link is remembered")
  func stamp() throws {
    try write("Sources/Boundary/Wire.swift", minutesAgo: 2)
    try write("\(Self.products)/gradus-suites-built", minutesAgo: 1)
    #expect(!builder.isOutOfDate)
    try write("Sources/Boundary/Wire.swift", minutesAgo: 0)
    #expect(builder.isOutOfDate)
  }

  @Test("Answers and the tests of the kit itself don't count")
  func others() throws {
    try write("Exercises/04-HuberRegression/HuberRegression.swift", minutesAgo: 0)
    try write("Tests/GradingTests/A.swift", minutesAgo: 0)
    #expect(!builder.isOutOfDate)
  }

  /// A stand-in for the package manager, which builds into the products when it is told to.
  private func packageManager(_ script: String) throws -> Builder {
    let swift = try folder.writeProgram(
      """
      #!/bin/sh
      case "$*" in
        *--show-bin-path*) echo "asked $*" >>'\(folder.path)/asked'; \(script) ;;
        *) echo "[1/2] Compiling"; echo "built by $*"; exit $(cat '\(folder.path)/status') ;;
      esac

      """, to: "tools/swift")
    return Builder(
      root: folder.path, products: "\(folder.path)/.build/out/Products/Debug-linux",
      part: .suites, packageManager: swift)
  }

  @Test("It is built where the package manager says, which is asked once; its words are shown")
  func build() throws {
    let products = "\(folder.path)/.build/out/Products/Debug-linux"
    try folder.write("", to: ".build/out/Products/Debug-linux/x")
    let builder = try packageManager(
      "case \"$*\" in *swiftbuild*) echo '\(products)';; *) echo /elsewhere;; esac")
    try folder.write("0", to: "status")
    try builder.build()
    try folder.write("1", to: "status")
    let failure = #expect(throws: Grader.Failure.self) { try builder.build() }
    let words = failure?.sentence ?? ""
    #expect(words.hasPrefix("the kit can't be built:\nbuilt by build --package-path"), "\(words)")
    #expect(
      words.contains("--configuration debug --build-system swiftbuild --product gradus-suites"))
    #expect(words.contains("--scratch-path \(folder.path)/.build --configuration"))
    let asked = try String(contentsOfFile: "\(folder.path)/asked", encoding: .utf8)
    #expect(asked.split(separator: "\n").count == 2)
  }

  @Test("Products that the package manager doesn't build are named, with the remedy")
  func elsewhere() throws {
    let failure = #expect(throws: Grader.Failure.self) {
      try packageManager("echo /elsewhere").build()
    }
    #expect(failure?.sentence?.contains("would build it in /elsewhere") == true)
    #expect(failure?.sentence?.contains("--skip-build") == true)
  }

  @Test("A program that is missing counts")
  func missing() throws {
    try FileManager.default.removeItem(atPath: "\(folder.path)/\(Self.products)/gradus-worker")
    #expect(builder.isOutOfDate)
  }
}
