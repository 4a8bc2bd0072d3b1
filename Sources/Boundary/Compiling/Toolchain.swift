import CSystem

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The compiler of answers, and what it must be told about the system.
///
/// It has to be the one that has built the kit: no other can read the kit's modules. On Linux that one
/// lies beside the runtime that this process has loaded. On a Mac the runtime is the system's, and the
/// compiler the one that Xcode's tools choose.
public struct Toolchain: Sendable {
  /// The path of `swiftc`.
  let compiler: String

  /// The target and the SDK, where the system has several.
  let options: [String]

  /// The environment variable that names another `swiftc`, as it does for the package manager.
  static let variable = "SWIFT_EXEC"

  /// The toolchain of this process.
  static let current = Result { try Toolchain() }

  init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
    compiler = try Self.compiler(environment)
    #if canImport(Darwin)
      options = Self.target + (Self.sdk(environment).map { ["-sdk", $0] } ?? [])
    #else
      options = []
    #endif
  }

  /// The program of the package manager that belongs to the compiler.
  public static var packageManager: String {
    guard let compiler = try? current.get().compiler else { return "swift" }
    let program = compiler.parent + "/swift"
    return access(program, X_OK) == 0 ? program : "swift"
  }

  private static func compiler(_ environment: [String: String]) throws -> String {
    if let word = environment[variable], !word.isEmpty {
      guard let path = find(word, environment) else {
        throw AnswerFailure(
          noCompiler:
            "\(variable) is \"\(word)\", which is not a program: unset it, or name a swiftc")
      }
      return path
    }
    if let folder = folderOfRuntime, let path = find(folder + "/bin/swiftc", environment) {
      return path
    }
    guard let path = find("swiftc", environment) else {
      throw AnswerFailure(
        noCompiler:
          "there is no Swift compiler (swiftc) on the PATH: install the toolchain that has "
          + "built the kit (https://www.swift.org/install)")
    }
    #if canImport(Darwin)
      // A stand-in of the system's, which asks the same question at each start.
      if path == "/usr/bin/swiftc", let chosen = ask("--find", "swiftc") { return chosen }
    #endif
    return path
  }

  /// The place of a program, which may be a path or a name to be found on the `PATH`.
  private static func find(_ program: String, _ environment: [String: String]) -> String? {
    let isPath = program.contains("/")
    let folders = isPath ? [] : (environment["PATH"] ?? "").split(separator: ":")
    return (isPath ? [program] : folders.map { "\($0)/\(program)" }).first { access($0, X_OK) == 0 }
  }

  /// The folder of the toolchain whose runtime this process has loaded; nil where that is the system's.
  static var folderOfRuntime: String? {
    let end = "/lib/swift/linux/libswiftCore.so"
    guard let library = pathOfRuntime, library.hasSuffix(end) else { return nil }
    return String(library.dropLast(end.count))
  }

  /// The library that holds the Swift runtime of this process.
  static var pathOfRuntime: String? {
    csystem_library_of("swift_retain").map { String(cString: $0) }
  }
}

#if canImport(Darwin)
  extension Toolchain {
    /// What `Package.swift` says of the system, and the processor of this program: the modules that an
    /// answer imports were built for them.
    private static var target: [String] {
      #if arch(arm64)
        ["-target", "arm64-apple-macosx15.0"]
      #else
        ["-target", "x86_64-apple-macosx15.0"]
      #endif
    }

    /// The system's headers and libraries; a toolchain of swift.org's doesn't find them by itself.
    private static func sdk(_ environment: [String: String]) -> String? {
      environment["SDKROOT"] ?? ask("--sdk", "macosx", "--show-sdk-path")
    }

    /// What `xcrun` says, which knows the Xcode that was chosen.
    private static func ask(_ words: String...) -> String? {
      let result = try? run(
        "/usr/bin/xcrun", words, environment: ProcessInfo.processInfo.environment, seconds: 60)
      guard let result, result.ending?.status == 0 else { return nil }
      // Warnings may stand before it.
      return result.output.split(separator: "\n").last { $0.hasPrefix("/") }.map(String.init)
    }

    /// Where the loader finds the testing library, which no program's own paths name: as the package
    /// manager tells it to `swift test`.
    private static let testing: [String: [String]] = {
      var places: (frameworks: [String], libraries: [String]) = ([], [])
      if let platform = ask("--sdk", "macosx", "--show-sdk-platform-path") {
        let developer = platform + "/Developer"
        places.frameworks += ["Frameworks", "PrivateFrameworks"].map {
          "\(developer)/Library/\($0)"
        }
        places.libraries.append(developer + "/usr/lib")
      }
      if let compiler = try? current.get().compiler {
        let usr = compiler.resolved.parent.parent
        places.frameworks.append(usr.parent + "/Library/Developer/Frameworks")
        places.libraries.append(usr.parent + "/Library/Developer/usr/lib")
        places.libraries.append(usr + "/lib/swift/macosx/testing")
      }
      let isThere = FileManager.default.fileExists(atPath:)
      return [
        "DYLD_FRAMEWORK_PATH": places.frameworks.filter(isThere),
        "DYLD_LIBRARY_PATH": places.libraries.filter(isThere),
      ].filter { !$0.value.isEmpty }
    }()
  }
#endif

extension Toolchain {
  /// An environment in which the program with the suites finds the testing library.
  public static func environmentOfSuites(_ environment: [String: String]) -> [String: String] {
    #if canImport(Darwin)
      environment.merging(testing.mapValues { $0.joined(separator: ":") }) { own, ours in
        own.isEmpty ? ours : "\(own):\(ours)"
      }
    #else
      environment
    #endif
  }

  /// What helps when the program with the suites can't be built or started; nil where nothing is known.
  public static func remedy(for output: String) -> String? {
    let signs = ["no such module 'Testing'", "libTesting", "Testing.framework", "TestingMacros"]
    guard signs.contains(where: output.contains) else { return nil }
    #if canImport(Darwin)
      return "This toolchain has no module Testing. Install Xcode, and choose it: "
        + "sudo xcode-select --switch /Applications/Xcode.app"
    #else
      return "This toolchain has no module Testing: install the whole of it "
        + "(https://www.swift.org/install), and build the kit again"
    #endif
  }
}
