import LinearAlgebra

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

extension Operation {
  /// Wraps a function that draws from a generator: the first argument here, the last in a request.
  ///
  /// The reply carries the generator as well, as the function has left it.
  ///
  ///     Operation(drawing: { (generator: inout SeededGenerator, inputs: Int, outputs: Int) in
  ///       try answer.glorotNormal(inputs: inputs, outputs: outputs, using: &generator)
  ///     })
  init<each Argument: Decodable, Result: Codable>(
    drawing body:
      @escaping (inout SeededGenerator, repeat each Argument) throws -> Result
  ) {
    prepare = { container in
      let arguments = (repeat try container.decode((each Argument).self))
      var generator = try container.decode(SeededGenerator.self)
      return {
        let value = try body(&generator, repeat each arguments)
        return Drawn(value: value, generator: generator)
      }
    }
  }
}

/// A random result, and the generator as it is after the draw.
struct Drawn<Value: Codable>: Codable {
  let value: Value
  let generator: SeededGenerator
}

/// The operations of an answer by name; the name is the Swift one, such as `loss(residual:delta:)`.
public typealias Operations = [String: Operation]
