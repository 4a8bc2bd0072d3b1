#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

// Work that takes long and says on its way how far it is, such as the training run of a lab.

extension Operation {
  /// Wraps work that reports; the judge's side is `Session.perform`.
  ///
  /// A report waits until the judge has taken it in.
  public static func reporting<Argument: Decodable, Event: Encodable, Result: Encodable>(
    _ body: @escaping (Argument, (Event) throws -> Void) throws -> Result
  ) -> Operation {
    Operation { (argument: Argument, report: Callback<Event, Nothing>) in
      try body(argument) { event in _ = try report.call(event) }
    }
  }
}

extension Session {
  /// Has the worker do something that reports on its way.
  ///
  /// - Parameters:
  ///   - operation: Its name among those that the worker's program offers.
  ///   - words: What it is called if it fails, such as "run λ = 1".
  ///   - report: Gets what the worker says on its way. It must not call the answer.
  /// - Throws: As any call does, and what `report` throws.
  public func perform<
    Argument: Encodable & Sendable, Event: Decodable, Result: Decodable
  >(
    _ operation: String, _ argument: Argument, called words: String,
    report: (Event) throws -> Void
  ) throws -> Result {
    try lending({ (event: Event) in
      try report(event)
      return Nothing()
    }) { lent in try call(operation, list: [argument, lent], called: words) }
  }
}
