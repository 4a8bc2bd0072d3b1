import Foundation
import KitTesting
import Testing

@testable import Boundary
@testable import Grading

/// A place for the built kit, as a build system would have chosen it.
struct Layout: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// The folder of the products.
  let products: String
  /// The folder of the modules in it.
  var modules = ""
  /// Whether each module is a folder with a file for each platform.
  var hasFolders = false
  /// Where the package is; nil when that is this kit.
  var package: String? = "kit"

  static let all = [
    Layout(
      testDescription: "the native build system, in release",
      products: "kit/.build/x86_64-unknown-linux-gnu/release", modules: "Modules/"),
    Layout(
      testDescription: "the native build system, with another scratch path",
      products: "elsewhere/my scratch/arm64-apple-macosx/debug", modules: "Modules/", package: nil),
    Layout(testDescription: "Swift Build on a Mac", products: "kit/.build/out/Products/Debug"),
    Layout(
      testDescription: "Swift Build on Linux", products: "kit/.build/out/Products/Release-linux",
      hasFolders: true),
    Layout(
      testDescription: "Xcode, with no package above its folder",
      products: "DerivedData/gradus-abc/Build/Products/Debug", hasFolders: true, package: nil),
  ]
}

/// The programs of the built kit in copies of each layout. What a copy doesn't show is how another build
/// system links: whether the programs find their libraries, and give their symbols to an answer. On a Mac
/// it doesn't show signatures and entitlements either.
@Suite(
  "A built kit grades in each layout of its products",
  .slow,
  .enabled(if: hasSolutions, "sample answers are made from Solutions/, which this edition lacks"))
struct LayoutTests {
  @Test("Exercise 4 has full marks", arguments: Layout.all)
  func grade(layout: Layout) throws {
    let folder = try Folder()
    let products = try folder.copyKit(layout)
    let answers = try folder.answersNeverCompiled()
    let run = try GradusRun(
      ["grade", "4", "--answers", answers, "--json", "-"], program: products + "/gradus")
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
    #expect(report.score == 20)
    // What it has compiled lies beside the copy.
    let kept = try FileManager.default.contentsOfDirectory(atPath: products + "/gradus-answers")
    #expect(kept.contains { $0.hasPrefix("HuberRegression-") })
  }
}

@Suite(
  "The compiler that has built the kit compiles the answers",
  .slow,
  .enabled(if: hasSolutions, "sample answers are made from Solutions/, which this edition lacks"))
struct CompilerOfAnswersTests {
  private let folder: Folder
  private let cache: String
  private let answers: String

  init() throws {
    folder = try Folder()
    cache = folder.path + "/cache"
    answers = try folder.answersNeverCompiled()
  }

  /// What becomes of a grade when a script stands in for the compiler, by which variable.
  private func grade(_ script: String, as variable: String) throws -> GradusRun {
    let path = try folder.writeProgram("#!/bin/sh\n\(script)\n", to: "tools/swiftc")
    let old = ProcessInfo.processInfo.environment["PATH"] ?? ""
    let value = variable == "PATH" ? "\(folder.path)/tools:\(old)" : path
    return try GradusRun(
      ["grade", "4", "--answers", answers],
      environment: [variable: value, BuiltKit.cacheVariable: cache])
  }

  // On a Mac the runtime is the system's, and doesn't tell.
  #if os(Linux)
    @Test("Another one that comes first on the PATH is left alone")
    func onPath() throws {
      let run = try grade("echo 'I am another one' >&2; exit 1", as: "PATH")
      #expect(run.status == 0)
      #expect(run.output.contains("20 / 20"))
    }
  #endif

  @Test(
    "One that can't compile for this kit is no student's failure",
    arguments: [
      ("echo 'I am no compiler' >&2; exit 1", "doesn't work with this kit (I am no compiler)"),
      (
        "case \"$*\" in *print-target-info*) exec \"$REAL\" \"$@\";; esac\n"
          + "echo 'error: no SDK' >&2; exit 1", "doesn't work with this kit (error: no SDK)"
      ),
      (
        "case \"$*\" in *print-target-info*) exec \"$REAL\" \"$@\";; esac\nexit 0",
        "doesn't work with this kit"
      ),
      (
        "echo '{\"compilerVersion\": \"Swift version 7.1 (swift-7.1-RELEASE)\"}'",
        "is Swift version 7.1 (swift-7.1-RELEASE): build the kit again"
      ),
    ])
  func noCompiler(script: String, sentence: String) throws {
    let real = try Toolchain.current.get().compiler
    let run = try grade("REAL='\(real)'\n" + script, as: Toolchain.variable)
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("Error: no grade can be given: "))
    #expect(run.errors.contains(sentence), "\(run.errors)")
    #expect(run.errors.contains("swift build"))
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(run.output.isEmpty)
  }

  @Test("One that isn't there is named")
  func missing() throws {
    let run = try GradusRun(
      ["grade", "4", "--answers", answers], environment: [Toolchain.variable: "/no/swiftc"])
    #expect(run.status == 2)
    #expect(run.errors.contains("SWIFT_EXEC is \"/no/swiftc\", which is not a program"))
  }

  #if os(Linux)
    @Test("Of a toolchain that was moved, the one beside the runtime that is loaded")
    func moved() throws {
      let runtime = try #require(Toolchain.pathOfRuntime).parent
      try FileManager.default.createDirectory(
        atPath: folder.path + "/moved/lib/swift", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/moved/lib/swift/linux", withDestinationPath: runtime)
      let compiler = try folder.writeProgram(
        "#!/bin/sh\necho 'I have moved' >&2; exit 1\n", to: "moved/bin/swiftc")
      let run = try GradusRun(
        ["grade", "4", "--answers", answers],
        environment: [
          "LD_LIBRARY_PATH": folder.path + "/moved/lib/swift/linux", BuiltKit.cacheVariable: cache,
        ])
      #expect(run.status == 2)
      #expect(run.errors.contains(compiler) && run.errors.contains("(I have moved)"))
    }
  #endif

  @Test("An answer that doesn't compile is still the student's")
  func syntaxError() throws {
    try folder.write("let 7 = \"\n", to: "answers/04-HuberRegression/More.swift")
    let run = try GradusRun(
      ["grade", "4", "--answers", answers], environment: [BuiltKit.cacheVariable: cache])
    #expect(run.status == 0)
    #expect(run.output.contains("does not compile"))
    #expect(run.output.contains("More.swift:1:"))
  }

  @Test("A toolchain without Testing is named as such")
  func noTesting() {
    let output = "A.swift:2:8: error: no such module 'Testing'"
    #expect(Toolchain.remedy(for: output)?.contains("no module Testing") == true)
    #expect(Toolchain.remedy(for: "error: no such module 'Huber'") == nil)
  }
}

extension Folder {
  /// The programs and modules of the built kit in another layout; the path of the products.
  func copyKit(_ layout: Layout) throws -> String {
    let (kit, files) = (try kit.get(), FileManager.default)
    let products = "\(path)/\(layout.products)"
    try files.createDirectory(
      atPath: "\(products)/\(layout.modules)", withIntermediateDirectories: true)
    for program in ["gradus", "gradus-worker", "gradus-suites"] {
      let (from, to) = ("\(kit.products)/\(program)", "\(products)/\(program)")
      if link(from, to) != 0 { try files.copyItem(atPath: from, toPath: to) }
    }
    for module in ["Curriculum", "LinearAlgebra"] {
      var place = "\(products)/\(layout.modules)\(module).swiftmodule"
      if layout.hasFolders {
        try files.createDirectory(atPath: place, withIntermediateDirectories: true)
        place += "/\(try moduleTriple()).swiftmodule"
      }
      try files.copyItem(atPath: kit.files(ofModule: module)[0], toPath: place)
    }
    if let package = layout.package {
      try write("", to: "\(package)/Package.swift")
      try write("", to: "\(package)/Sources/Curriculum/A.swift")
      try files.copyItem(
        atPath: "\(kit.root)/Sources/CProcessor", toPath: "\(path)/\(package)/Sources/CProcessor")
    }
    return products
  }

  private func moduleTriple() throws -> String {
    struct Info: Decodable {
      struct Target: Decodable { let moduleTriple: String }
      let target: Target
    }
    let result = try run(
      Toolchain.current.get().compiler, ["-print-target-info"],
      environment: ProcessInfo.processInfo.environment, seconds: 60)
    return try JSONDecoder().decode(Info.self, from: Data(result.output.utf8)).target.moduleTriple
  }

  /// The solution of exercise 4, with a line that no other has; the folder of answers.
  func answersNeverCompiled() throws -> String {
    let solution = try "\(kit.get().root)/Solutions/04-HuberRegression/HuberRegression.swift"
    let text = try String(contentsOfFile: solution, encoding: .utf8)
    try write(
      text + "// \(UUID().uuidString)\n", to: "answers/04-HuberRegression/HuberRegression.swift")
    return path + "/answers"
  }
}
