import Curriculum
import LinearAlgebra
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The conversation with one answer during one test.
///
/// The worker starts with the first call and ends with the session. After a failure there is no
/// worker any more, and every further call throws the same failure.
public final class Session: Sendable {
  /// What has been seen of the answer so far.
  public struct Observations: Sendable {
    /// The failure that ended the worker.
    public var failure: AnswerFailure?
    /// Whether a call met a function that isn't written yet.
    public var metStub = false
    /// What the answer has printed.
    public var printed = ""
    /// What the answer tried and the sandbox refused, in plain words.
    public var sandboxEvents: [String] = []
    /// The operations that were called, such as `loss(residual:delta:)`.
    public var operations: Set<String> = []

    /// Nothing has been seen yet.
    public init() {}
  }

  private struct State {
    var worker: Worker?
    var seen = Observations()
    var callbacks: [(inout any UnkeyedDecodingContainer) throws -> any Encodable] = []
    var callbackError: (any Error)?
    var waited = Duration.zero
    var starts = 0
    var lastReply = Data()
    var recollection = Recollection()
  }

  private let limits: Limits
  private let start: @Sendable () throws -> Worker
  private let state = Mutex(State())
  private let latest = Mutex<(operation: String, arguments: [any Sendable]?)?>(nil)

  /// Prepares a conversation; nothing is compiled or started yet.
  ///
  /// - Parameters:
  ///   - workers: start the worker.
  ///   - library: gives the path of the answer's library; may throw an `AnswerFailure`.
  public convenience init(
    workers: Workers, limits: Limits = .standard,
    library: @escaping @Sendable () throws -> String
  ) {
    self.init(libraries: { [try library()] }, workers: workers, limits: limits)
  }

  /// Prepares a conversation with several answers in one worker; nothing is compiled or started yet.
  ///
  /// - Parameters:
  ///   - libraries: gives the paths of the answers' libraries. Operations are those of the first.
  ///   - workers: start the worker.
  public init(
    libraries: @escaping @Sendable () throws -> [String], workers: Workers,
    limits: Limits = .standard
  ) {
    let limits = limits.under(workers.sandbox)
    self.limits = limits
    start = { try workers.start(limits, libraries: libraries) }
  }

  /// The last call in Swift's words, such as `loss(residual: 3.0, delta: 1.0)`.
  public var lastCall: String? {
    latest.withLock { call in
      call.map { call in call.arguments.map { describeCall(call.operation, $0) } ?? call.operation }
    }
  }

  deinit { end() }

  /// Ends the worker and says what has been seen.
  @discardableResult
  public func end() -> Observations {
    state.withLock { state in
      _ = endWorker(&state)
      return state.seen
    }
  }

  /// Calls an operation of the answer.
  ///
  /// - Throws: `Unimplemented`, `InvalidInput` or `UnexpectedError` when the answer throws;
  ///   `AnswerFailure` when it crashes, hangs or breaks the connection.
  func call<each Argument: Encodable & Sendable, Result: Decodable>(
    _ operation: String, _ arguments: repeat each Argument
  ) throws -> Result {
    var list: [any Sendable] = []
    for argument in repeat each arguments { list.append(argument) }
    latest.withLock { [list] in $0 = (operation, list) }
    let request = try Wire.encode(Request(operation, repeat each arguments))
    return try state.withLock { [list] state in
      state.seen.operations.insert(operation)
      let begin = state.waited
      let result: Result = try exchange(request, &state)
      if !(Result.self is any OfOneSession.Type) {
        state.recollection.note(
          .init(
            operation: operation, arguments: list, request: request, reply: state.lastReply,
            waited: state.waited - begin))
      }
      return result
    }
  }

  /// Sends a request as it is, and gives back the reply as it is.
  ///
  /// - Throws: As `call` does.
  func reply(to request: Data) throws -> Data {
    try state.withLock { state in
      let _: Anything = try exchange(request, &state)
      return state.lastReply
    }
  }

  /// The calls that can be made again elsewhere.
  var recollection: Recollection { state.withLock(\.recollection) }

  /// Calls an operation with arguments whose number and types are known only when the program runs.
  public func call<Result: Decodable>(
    _ operation: String, list: [any Encodable & Sendable]
  ) throws -> Result {
    try call(operation, list: list, called: nil)
  }

  /// Calls an operation under another name.
  ///
  /// - Parameter words: What the call is called if it fails, instead of its name and arguments.
  public func call<Result: Decodable>(
    _ operation: String, list: [any Encodable & Sendable], called words: String?
  ) throws -> Result {
    latest.withLock { $0 = words.map { ($0, nil) } ?? (operation, list) }
    let request = try Wire.encode(Frame([operation] + list))
    return try state.withLock { state in
      state.seen.operations.insert(operation)
      return try exchange(request, &state)
    }
  }

  /// Calls an operation that draws from a generator, its last argument, and moves the generator on.
  func call<each Argument: Encodable & Sendable, Result: Codable>(
    _ operation: String, _ arguments: repeat each Argument,
    drawingFrom generator: inout SeededGenerator
  ) throws -> Result {
    let drawn: Drawn<Result> = try call(operation, repeat each arguments, generator)
    generator = drawn.generator
    return drawn.value
  }

  /// Lends a function of ours to the answer for the time of `body`, which gets its number.
  ///
  /// The function must not call the answer: the worker waits for it.
  ///
  /// - Parameter complaint: Says what is wrong with an argument that the function isn't made for. It is
  ///   the answer that has chosen the argument, so the function isn't called with such a one.
  func lending<Argument: Decodable, Value: Encodable, Result>(
    _ function: (Argument) throws -> Value, unless complaint: (Argument) -> String? = { _ in nil },
    _ body: (LentFunction) throws -> Result
  ) throws -> Result {
    try withoutActuallyEscaping({ (argument: Argument) throws -> Value in
      if let words = complaint(argument) { throw WrongArgument(description: words) }
      return try function(argument)
    }) { function in
      let lent = Lent { try function($0.decode(Argument.self)) }
      let number = state.withLock { state in
        state.callbacks.append(lent.function)
        return state.callbacks.count - 1
      }
      defer { state.withLock { _ = $0.callbacks.removeLast() } }
      return try body(LentFunction(number: number))
    }
  }

  private func exchange<Result: Decodable>(_ request: Data, _ state: inout State) throws -> Result {
    if let failure = state.seen.failure { throw failure }
    do {
      return try converse(request, &state)
    } catch let error as ReplyError {
      throw translated(error, &state)
    } catch let trouble as Worker.Trouble {
      let worker = state.worker
      let failure = fail(trouble, &state)
      // The machine's failure, such as a lack of memory, isn't the answer's: once more.
      if trouble == .closed, let worker, !worker.hasBegun, state.starts < 3 {
        state.seen.failure = nil
        return try exchange(request, &state)
      }
      throw failure
    } catch is DecodingError {
      throw fail(.notAFrame, &state)
    } catch let failure as AnswerFailure {
      state.seen.failure = failure
      throw failure
    }
  }

  private func converse<Result: Decodable>(_ request: Data, _ state: inout State) throws -> Result {
    if state.worker == nil { state.starts += 1 }
    let worker = try state.worker ?? start()
    state.worker = worker
    var message = request
    while true {
      let begin = ContinuousClock.now
      let rest = Duration.seconds(limits.seconds) - state.waited
      let deadline = begin + (limits.silence.map { min(rest, .seconds($0)) } ?? rest)
      let frame: Data
      do {
        try worker.send(message, until: deadline)
        frame = try worker.receive(until: deadline)
      } catch Worker.Trouble.late where (.now - begin) < .seconds(limits.seconds / 2) {
        // Many short waits, as on a machine that is too busy: none of them is an answer asleep.
        throw limits.silence == nil ? Worker.Trouble.slow : .late
      }
      state.waited += .now - begin
      if worker.hasUnaskedReply { throw Worker.Trouble.notAFrame }
      switch try Wire.decode(Reply<Result>.self, from: frame) {
      case .value(let value):
        state.lastReply = frame
        return value
      case .callback(let number, var arguments):
        message = try runCallback(number, &arguments, &state)
      }
    }
  }

  /// Runs one of our functions for the answer, and encodes what the worker gets.
  private func runCallback(
    _ number: Int, _ arguments: inout any UnkeyedDecodingContainer, _ state: inout State
  ) throws -> Data {
    guard state.callbacks.indices.contains(number) else { throw Worker.Trouble.notAFrame }
    do {
      return try Wire.encode(Frame(ReplyTag.value, state.callbacks[number](&arguments)))
    } catch let error as DecodingError {
      throw error
    } catch {
      state.callbackError = error
      let reply = ReplyError(kind: .callback, message: "\(error)")
      return try Wire.encode(Frame(ReplyTag.error, reply))
    }
  }

  private func translated(_ error: ReplyError, _ state: inout State) -> any Error {
    switch error.kind {
    case .unimplemented:
      state.seen.metStub = true
      return Unimplemented()
    case .invalidInput: return InvalidInput(error.message)
    case .callback: return state.callbackError ?? error
    case .unknownOperation, .other:
      return UnexpectedError(call: lastCall ?? "", message: error.message)
    }
  }

  private func fail(_ trouble: Worker.Trouble, _ state: inout State) -> AnswerFailure {
    // A crash closes the pipe a moment before the process has ended.
    let patience: Duration = trouble == .closed ? .seconds(6) : .zero
    let worker = state.worker
    let (ending, complaints) = endWorker(&state, patience: patience)
    let hasBegun = worker?.hasBegun ?? true
    let failure = AnswerFailure(
      trouble, ending: ending, complaints: complaints, call: lastCall ?? "", limits: limits,
      hasBegun: hasBegun)
    state.seen.failure = failure
    return failure
  }

  private func endWorker(
    _ state: inout State, patience: Duration = .zero
  ) -> (ChildProcess.Ending?, String) {
    guard let worker = state.worker else { return (nil, "") }
    state.worker = nil
    let ending = worker.end(patience: patience)
    state.seen.printed = worker.printed
    state.seen.sandboxEvents = worker.sandboxEvents
    return (ending, worker.complaints)
  }
}

/// A function on its way into the session's state, where only the session's lock can reach it.
private struct Lent: @unchecked Sendable {
  let function: (inout any UnkeyedDecodingContainer) throws -> any Encodable
}
