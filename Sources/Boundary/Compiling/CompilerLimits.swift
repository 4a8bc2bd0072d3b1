#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What the compilation of one answer may use up.
public struct CompilerLimits: Sendable, Hashable, Codable {
  /// The environment variable that holds the seconds; 60 when it is unset.
  public static let variable = "GRADUS_COMPILE_SECONDS"

  /// Time in seconds, after which a compilation is given up.
  public var seconds = 60.0

  /// Address space in bytes of each of the compiler's programs. An answer needs less than half.
  public var memory = 2 << 30

  /// The largest file in bytes that the compiler may write.
  var fileSize = 64 << 20

  /// How many Swift files an answer may have.
  var files = 100

  /// How many bytes an answer's Swift files may have together.
  var sourceSize = 2 << 20

  /// The limits that hold when nothing else is said.
  public static let standard = CompilerLimits()

  private init() {}

  /// The limits that the environment states.
  public init(environment: [String: String]) throws {
    guard let word = environment[Self.variable] else { return }
    guard let seconds = Double(word), seconds >= 1, seconds <= 3600 else {
      throw BadLimit(
        description: "\(Self.variable) is \"\(word)\", but must be a number from 1 to 3600")
    }
    self.seconds = seconds
  }

  /// The same as limits of processes.
  var ofProcesses: Limits {
    var limits = Limits()
    // The time is kept by us; this one holds even if we are gone.
    limits.processorSeconds = Int(seconds) + 5
    limits.memory = memory
    limits.fileSize = fileSize
    limits.processes = .max
    limits.openFiles = 1024
    return limits
  }
}

/// Says that a limit makes no sense.
struct BadLimit: Error, CustomStringConvertible { let description: String }
