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
public struct BuiltKit: Sendable {
  /// The folder of the package, with `Package.swift`.
  public let root: String

  /// The folder of the built products, such as `.build/x86_64-unknown-linux-gnu/debug`.
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
  public init(image: UnsafeRawPointer) throws {
    var folder = Self.file(of: image)
    repeat {
      folder = folder.parent
      guard folder != "/" else { throw NoKit(message: "no folder of built modules") }
    } while !FileManager.default.fileExists(atPath: folder + "/Modules")
    products = folder
    while !FileManager.default.fileExists(atPath: folder + "/Package.swift") {
      folder = folder.parent
      guard folder != "/" else {
        throw NoKit(message: "there is no Package.swift above \(products)")
      }
    }
    root = folder
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

/// Says that the kit can't be found.
public struct NoKit: Error, CustomStringConvertible {
  let message: String
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
