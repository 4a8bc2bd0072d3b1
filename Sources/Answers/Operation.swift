/// One operation of an answer as the worker offers it: decodes arguments, runs, encodes the result.
public struct Operation {
  /// Reads the arguments that stand next in a request, and gives back the call that they make.
  let prepare: (inout any UnkeyedDecodingContainer) throws -> () throws -> any Encodable

  /// Wraps a function of an answer.
  ///
  ///     Operation(answer.loss(residual:delta:))
  public init<each Argument: Decodable, Result: Encodable>(
    _ body: @escaping (repeat each Argument) throws -> Result
  ) {
    prepare = { container in
      let arguments = (repeat try container.decode((each Argument).self))
      return { try body(repeat each arguments) }
    }
  }
}

/// The operations of an answer by name; the name is the Swift one, such as `loss(residual:delta:)`.
public typealias Operations = [String: Operation]
