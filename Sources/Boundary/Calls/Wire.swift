import Wire

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

// What travels between the judge and a worker.
//
//     frame     4 bytes, the length of the rest (little-endian); one value
//     request   [operation, argument, …]
//     reply     ["value", result]            the operation has returned
//               ["error", ReplyError]        it has thrown
//               ["callback", number, arg]    it calls a function of the judge's; answered by a reply
//
// `Sources/Wire` says how a value is written. It is a format of the kit's own, because a worker may send
// anything: what reads it can't be made to stop, to go round for ever or to take much memory. Vectors and
// matrices are packed as `Data`, so that every bit survives.

/// How a reply begins.
enum ReplyTag {
  static let value = "value"
  static let error = "error"
  static let callback = "callback"
}

/// An error thrown on the other side of the pipe.
struct ReplyError: Codable, Error {
  enum Kind: String, Codable { case unimplemented, invalidInput, unknownOperation, callback, other }

  let kind: Kind
  let message: String
}

/// The arguments of one call, of any number and any types, behind the name of the operation.
struct Request<each Argument: Encodable>: Encodable {
  let operation: String
  let arguments: (repeat each Argument)

  init(_ operation: String, _ arguments: repeat each Argument) {
    self.operation = operation
    self.arguments = (repeat each arguments)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    try container.encode(operation)
    for argument in repeat each arguments { try container.encode(argument) }
  }
}

/// A list of values of different types, each of which knows how to encode itself.
struct Frame: Encodable {
  private let parts: [any Encodable]

  init(_ parts: any Encodable...) { self.parts = parts }

  init(_ parts: [any Encodable]) { self.parts = parts }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.unkeyedContainer()
    for part in parts { try container.encode(part) }
  }
}

enum Wire {
  /// No honest reply is larger: 32 million numbers.
  static let largestFrame = 256 << 20

  static func encode(_ value: some Encodable) throws -> Data { try WireEncoder.encode(value) }

  static func decode<Value: Decodable>(
    _ type: Value.Type, from data: Data, userInfo: [CodingUserInfoKey: Any] = [:]
  ) throws -> Value {
    try WireDecoder.decode(type, from: data, userInfo: userInfo)
  }
}

/// The result of an operation that returns nothing.
struct Nothing: Codable {}

/// A result of whatever type.
struct Anything: Decodable { init(from decoder: any Decoder) {} }

/// What a worker has sent.
enum Reply<Value: Decodable>: Decodable {
  case value(Value)
  case callback(Int, arguments: any UnkeyedDecodingContainer)

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    switch try container.decode(String.self) {
    case ReplyTag.value: self = .value(try container.decode(Value.self))
    case ReplyTag.error: throw try container.decode(ReplyError.self)
    case ReplyTag.callback:
      self = .callback(try container.decode(Int.self), arguments: container)
    default: throw Worker.Trouble.notAFrame
    }
  }
}
