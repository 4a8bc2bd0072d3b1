#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A compiled answer, loaded into this process.
enum AnswerLibrary {
  /// The function that the glue of every answer exports.
  static let entryPoint = "gradus_make_answer"

  /// The line of glue that is compiled with an answer's folder.
  static func glue(
    protocolName: String, answer: String = "Answer", entryPoint: String = entryPoint
  ) -> String {
    """
    import Curriculum

    /// Hands the answer to the program that has loaded this library.
    @_cdecl("\(entryPoint)")
    public func \(entryPoint)_swift(_ result: UnsafeMutableRawPointer) {
      let answer: any Curriculum.\(protocolName) = \(answer)()
      result.bindMemory(to: Any.self, capacity: 1).initialize(to: answer)
    }

    """
  }

  /// Loads a library and makes its answer.
  static func load(_ path: String) throws -> Any {
    guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL), let symbol = dlsym(library, entryPoint)
    else { throw LoadError(message: String(cString: dlerror())) }
    typealias EntryPoint = @convention(c) (UnsafeMutableRawPointer) -> Void
    let make = unsafeBitCast(symbol, to: EntryPoint.self)
    return withUnsafeTemporaryAllocation(of: Any.self, capacity: 1) { result in
      guard let place = result.baseAddress else {
        preconditionFailure("There is no memory for an answer.")
      }
      make(UnsafeMutableRawPointer(place))
      return result.moveElement(from: 0)
    }
  }

  struct LoadError: Error {
    let message: String
  }
}
