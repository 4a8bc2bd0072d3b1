import Curriculum
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The worker's end of the pipes: reads requests, runs them, writes replies.
final class Connection: Sendable {
  private let input: Int32
  private let output: Int32
  /// What `Handle` keeps for the judge.
  let objects = Mutex<[Kept]>([])
  /// Several threads of an answer may call back at once; each exchange is whole.
  private let exchanges = Mutex(())

  /// The one connection of this process, set before any request is read.
  static var current: Connection {
    guard let connection = shared.withLock({ $0 }) else { fatalError("not in a worker") }
    return connection
  }
  private static let shared = Mutex<Connection?>(nil)

  init(input: Int32, output: Int32) {
    self.input = input
    self.output = output
    Self.shared.withLock { $0 = self }
  }

  /// Serves requests until the judge closes the pipe.
  func serve(_ operations: Operations) throws {
    let userInfo: [CodingUserInfoKey: Any] = [.operations: Kept(value: operations)]
    while let request = try readFrame(from: input) {
      let reply: Data
      do {
        let call = try Wire.decode(PreparedCall.self, from: request, userInfo: userInfo)
        reply = try Wire.encode(Frame(ReplyTag.value, call.run()))
      } catch {
        reply = try Wire.encode(Frame(ReplyTag.error, ReplyError(error)))
      }
      flushStandardOutput()
      try writeFrame(reply, to: output)
    }
  }

  /// Sends a callback and waits for its reply.
  func exchange<Result: Decodable>(_ frame: Frame) throws -> Result {
    let message = try Wire.encode(frame)
    let answer = try exchanges.withLock { _ in
      try writeFrame(message, to: output)
      return try readFrame(from: input)
    }
    guard let answer else { throw PipeError.closed }
    return try Wire.decode(ReturnedValue<Result>.self, from: answer).value
  }
}

extension CodingUserInfoKey {
  fileprivate static let operations = {
    guard let key = CodingUserInfoKey(rawValue: "operations") else {
      preconditionFailure("A decoder's table takes any name as a key.")
    }
    return key
  }()
}

/// A request whose arguments have been read.
private struct PreparedCall: Decodable {
  let run: () throws -> any Encodable

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    let name = try container.decode(String.self)
    let operations = (decoder.userInfo[.operations] as? Kept)?.value as? Operations
    guard let operation = operations?[name] else {
      throw ReplyError(kind: .unknownOperation, message: name)
    }
    run = try operation.prepare(&container)
  }
}

/// A reply that is either a value or an error to throw.
struct ReturnedValue<Value: Decodable>: Decodable {
  let value: Value

  init(from decoder: any Decoder) throws {
    var container = try decoder.unkeyedContainer()
    guard try container.decode(String.self) == ReplyTag.value else {
      throw try container.decode(ReplyError.self)
    }
    value = try container.decode(Value.self)
  }
}

extension ReplyError {
  init(_ error: any Error) {
    switch error {
    case is Unimplemented: self.init(kind: .unimplemented, message: "")
    case let error as InvalidInput: self.init(kind: .invalidInput, message: error.message)
    case let error as ReplyError: self = error
    default: self.init(kind: .other, message: "\(type(of: error)): \(error)")
    }
  }
}
