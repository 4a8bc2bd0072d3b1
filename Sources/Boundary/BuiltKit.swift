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

/// Where the built kit lies: found from the running program, which lies in the same folder.
///
/// The package manager's two build systems, and Xcode, have different places for what they build.
/// None of them is known here by its path: a kit is where its modules are.
public struct BuiltKit: Sendable {
  /// The folder of the package, with `Package.swift`.
  public let root: String

  /// The folder of the built products, such as `.build/x86_64-unknown-linux-gnu/debug` or
  /// `.build/out/Products/Debug`.
  public let products: String

  /// The program that loads answers.
  public var worker: String { products + "/gradus-worker" }

  /// Compiled answers, kept between runs.
  public var cache: String {
    otherCache ?? ProcessInfo.processInfo.environment[Self.cacheVariable] ?? products
      + "/gradus-answers"
  }

  /// The environment variable that names another folder for compiled answers.
  public static let cacheVariable = "GRADUS_CACHE"

  private var otherCache: String?

  /// The same kit, with another folder for compiled answers.
  package func keepingAnswers(in folder: String) -> BuiltKit {
    var kit = self
    kit.otherCache = folder
    return kit
  }

  /// What the compiler makes of the system's headers, beside what is built; or with the answers, where
  /// the kit is somebody else's. The usual place, in the home folder, can't be written to on every
  /// machine that grades. What was made in one place can't be used in another: should the kit be moved, it
  /// is made anew.
  var moduleCache: String { "\(ownCache)/module-cache-\(fingerprint(Data(ownCache.utf8)))" }

  /// What is kept for all answers: beside what is built, or with the answers where the kit is somebody
  /// else's.
  var ownCache: String {
    let isOurs = FileManager.default.isWritableFile(atPath: products)
    return isOurs ? products + "/gradus-answers" : cache
  }

  /// The kit that the running program belongs to.
  ///
  /// - Parameter image: an address in the program: `#dsohandle`.
  /// - Throws: an error that says why the kit can't be found.
  public init(image: UnsafeRawPointer) throws {
    try self.init(program: Self.file(of: image))
  }

  /// The kit that a program belongs to.
  ///
  /// - Parameter source: where the package was when it was built. That counts only where the products
  ///   lie outside of it, as Xcode's do: a kit whose folder was moved is found where it is now.
  init(program: String, source: String = Self.source) throws {
    var folder = program
    repeat {
      folder = folder.parent
      guard folder != "/" else {
        throw NoKit(message: "there are no built modules beside \(program)")
      }
    } while Self.module("Curriculum", in: folder) == nil
    products = folder
    while !Self.isPackage(folder), folder != "/" { folder = folder.parent }
    if folder == "/" { folder = source }
    guard Self.isPackage(folder) else {
      throw NoKit(
        message: "its programs are in \(products), but its sources are no longer in \(source), "
          + "where it was built: build it where they are now (swift build)")
    }
    root = folder
  }

  /// The package in which this file was compiled.
  private static let source = #filePath.parent.parent.parent

  /// Another package may lie around this one.
  private static func isPackage(_ folder: String) -> Bool {
    ["Package.swift", "Sources/CProcessor", "Sources/Curriculum"].allSatisfy {
      FileManager.default.fileExists(atPath: "\(folder)/\($0)")
    }
  }

  /// A built module: a file, or a folder with a file for each platform.
  func module(_ name: String) throws -> String {
    guard let path = Self.module(name, in: products) else {
      throw NoKit(message: "there is no module \(name) in \(products)")
    }
    return path
  }

  private static func module(_ name: String, in folder: String) -> String? {
    ["\(folder)/Modules/\(name).swiftmodule", "\(folder)/\(name).swiftmodule"]
      .first(where: FileManager.default.fileExists(atPath:))
  }

  /// The files that a built module consists of.
  func files(ofModule name: String) throws -> [String] {
    let path = try module(name)
    guard let inside = try? FileManager.default.contentsOfDirectory(atPath: path) else {
      return [path]
    }
    return inside.sorted().filter { $0.hasSuffix(".swiftmodule") }.map { "\(path)/\($0)" }
  }

  /// The compiler that has built the kit, such as "Swift version 6.3.1 (swift-6.3.1-RELEASE)". It stands
  /// near the beginning of each module; nil where it isn't found there.
  var compilerVersion: String? {
    guard let path = try? files(ofModule: "Curriculum").first, let file = fopen(path, "re") else {
      return nil
    }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    let start = bytes.prefix(count)
    guard let place = start.firstRange(of: Array("Swift version ".utf8)),
      let end = start[place.lowerBound...].prefix(200).firstIndex(of: UInt8(ascii: ")"))
    else { return nil }
    return String(decoding: start[place.lowerBound...end], as: UTF8.self)
  }

  private static func file(of image: UnsafeRawPointer) -> String {
    #if os(Linux)
      let path = "/proc/self/exe"
    #else
      var info = Dl_info()
      dladdr(image, &info)
      let path = String(cString: info.dli_fname)
    #endif
    return path.resolved
  }
}

/// Says that the kit, or a part of it, can't be found.
public struct NoKit: Error, CustomStringConvertible {
  let message: String
  /// What the kit's folder or programs lack, in one line.
  public var description: String { "the built kit can't be found: \(message)" }
}

extension String {
  /// The path without its last part.
  var parent: String {
    guard let slash = lastIndex(of: "/"), slash != startIndex else { return "/" }
    return String(self[..<slash])
  }

  /// The path with all links followed; itself when there is no such file.
  public var resolved: String {
    guard let path = realpath(self, nil) else { return self }
    defer { free(path) }
    return String(cString: path)
  }
}
