import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A function of the judge's, as the worker sees it: calling it asks the judge over the pipe.
struct Callback<Argument: Encodable, Result: Decodable>: Decodable {
  private let number: Int

  init(from decoder: any Decoder) throws {
    number = try decoder.singleValueContainer().decode(Int.self)
  }

  func call(_ argument: Argument) throws -> Result {
    let connection = Connection.current
    return try connection.exchange(Frame(ReplyTag.callback, number, argument))
  }
}

/// A function of the judge's, as the judge sees it; only its number travels.
struct LentFunction: Encodable, Sendable, CustomStringConvertible {
  let number: Int

  var description: String { "f" }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }
}

/// An object that lives in the worker; only its number travels.
///
/// Objects are kept until the worker ends, which it does with the test.
struct Handle<Object>: Codable {
  let object: Object

  init(_ object: Object) { self.object = object }

  init(from decoder: any Decoder) throws {
    let number = try decoder.singleValueContainer().decode(Int.self)
    guard
      let object = Connection.current.objects.withLock({
        $0.indices.contains(number) ? $0[number] : nil
      })?.value as? Object
    else {
      throw ReplyError(kind: .other, message: "no object has the number \(number)")
    }
    self.object = object
  }

  func encode(to encoder: any Encoder) throws {
    let number = Connection.current.objects.withLock { objects in
      objects.append(Kept(value: object))
      return objects.count - 1
    }
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }
}

/// The number of an object that lives in the worker, as the judge sees it.
struct HandleNumber: Codable, Sendable, CustomStringConvertible {
  let number: Int

  var description: String { "#\(number)" }

  init(from decoder: any Decoder) throws {
    number = try decoder.singleValueContainer().decode(Int.self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(number)
  }
}

/// A reply that means something in one conversation only.
protocol OfOneSession {}

extension HandleNumber: OfOneSession {}

extension Drawn: OfOneSession where Value == HandleNumber {}

/// The judge's side of an object that lives in the worker.
class RemoteObject {
  let session: Session
  let number: HandleNumber

  init(_ session: Session, _ number: HandleNumber) {
    self.session = session
    self.number = number
  }
}

/// Any value; the worker alone knows its type.
struct Kept: @unchecked Sendable {
  let value: Any
}
