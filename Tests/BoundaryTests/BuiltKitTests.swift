import Foundation
import Testing

@testable import Boundary

@Suite("The built kit is found wherever a build system has put it")
struct BuiltKitTests {
  /// A folder that goes with the test.
  private final class Place {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "gradus places/\(UUID().uuidString)").path

    init() throws {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ text: String = "", to name: String) throws {
      let file = URL(filePath: "\(path)/\(name)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }

    /// The sources, as far as they are looked for.
    func writePackage(to folder: String) throws {
      for file in [
        "Package.swift", "Sources/CProcessor/CProcessor.h", "Sources/Curriculum/A.swift",
      ] {
        try write(to: "\(folder)/\(file)")
      }
    }
  }

  private let place: Place

  init() throws { place = try Place() }

  @Test(
    "Beside the modules or above them, which are files or folders",
    arguments: [
      ("x86_64-unknown-linux-gnu/debug", "Modules/Curriculum.swiftmodule"),
      ("arm64-apple-macosx/release", "Modules/Curriculum.swiftmodule"),
      ("out/Products/Debug", "Curriculum.swiftmodule"),
      ("out/Products/Debug", "Curriculum.swiftmodule/arm64-apple-macos.swiftmodule"),
      ("out/Products/Release-linux", "Curriculum.swiftmodule/aarch64.swiftmodule"),
    ])
  func layouts(products: String, module: String) throws {
    let folder = "kit/.build/\(products)"
    try place.writePackage(to: "kit")
    try place.write(to: "\(folder)/\(module)")
    for program in ["gradus", "Tests.xctest", "Tests.xctest/Contents/MacOS/Tests"] {
      let kit = try BuiltKit(program: "\(place.path)/\(folder)/\(program)", source: "/nowhere")
      #expect(kit.products == "\(place.path)/\(folder)")
      #expect(kit.root == "\(place.path)/kit")
      #expect(try kit.files(ofModule: "Curriculum") == ["\(place.path)/\(folder)/\(module)"])
    }
  }

  @Test("Where the products lie outside of the package, it is where it was built")
  func outside() throws {
    try place.writePackage(to: "kit")
    let products = "DerivedData/kit-abc/Build/Products/Debug"
    try place.write(to: "\(products)/Curriculum.swiftmodule/arm64-apple-macos.swiftmodule")
    let program = "\(place.path)/\(products)/gradus"
    let kit = try BuiltKit(program: program, source: "\(place.path)/kit")
    #expect(kit.root == "\(place.path)/kit" && kit.products == "\(place.path)/\(products)")
  }

  @Test("A kit that was moved is where it is now, though its old place is another kit's")
  func moved() throws {
    try place.writePackage(to: "old")
    try place.writePackage(to: "new")
    try place.write(to: "new/.build/debug/Modules/Curriculum.swiftmodule")
    let kit = try BuiltKit(
      program: "\(place.path)/new/.build/debug/gradus", source: "\(place.path)/old")
    #expect(kit.root == "\(place.path)/new")
  }

  @Test("Another package around it isn't taken for the kit")
  func otherPackage() throws {
    try place.write(to: "course/Package.swift")
    try place.writePackage(to: "kit")
    try place.write(to: "course/scratch/debug/Modules/Curriculum.swiftmodule")
    let kit = try BuiltKit(
      program: "\(place.path)/course/scratch/debug/gradus", source: "\(place.path)/kit")
    #expect(kit.root == "\(place.path)/kit")
  }

  @Test("What is missing is said, with the remedy")
  func missing() throws {
    let program = "\(place.path)/debug/gradus"
    let none = #expect(throws: NoKit.self) { try BuiltKit(program: program, source: "/nowhere") }
    #expect(none?.description.contains("there are no built modules beside \(program)") == true)
    try place.write(to: "debug/Modules/Curriculum.swiftmodule")
    let gone = #expect(throws: NoKit.self) { try BuiltKit(program: program, source: "/nowhere") }
    #expect(gone?.description.contains("no longer in /nowhere") == true)
    #expect(gone?.description.contains("swift build") == true)
  }

  @Test("The date of a module that is a folder is that of its newest file")
  func dates() throws {
    try place.writePackage(to: "kit")
    let folder = "kit/.build/out/Products/Debug"
    for module in ["Curriculum", "LinearAlgebra"] {
      for platform in ["arm64", "x86_64"] {
        try place.write(to: "\(folder)/\(module).swiftmodule/\(platform).swiftmodule")
      }
    }
    let kit = try BuiltKit(program: "\(place.path)/\(folder)/gradus", source: "/nowhere")
    let before = try AnswerCompiler(kit: kit).moduleDates()
    #expect(try AnswerCompiler(kit: kit).moduleDates() == before)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: 9)],
      ofItemAtPath: "\(place.path)/\(folder)/Curriculum.swiftmodule/x86_64.swiftmodule")
    #expect(try AnswerCompiler(kit: kit).moduleDates() != before)
  }

  @Test("The compiler that has built a kit stands in its modules, as the compiler says it")
  func compiler() throws {
    let driver = try Toolchain.current.get().compiler
    let result = try run(
      driver, ["-print-target-info"], environment: ProcessInfo.processInfo.environment, seconds: 60)
    let version = try #require(try kit.get().compilerVersion)
    #expect(result.output.contains("\(version)\""))
  }
}
