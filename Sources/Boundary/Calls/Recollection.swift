import Wire

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

// Whether an answer remembers its calls. What a function gives depends on its arguments and on nothing
// else; with a `static`, a global or a cache whose key leaves something out it depends on earlier calls
// too. A suite can't foresee with which: two vectors may have the same length, the same ends and the same
// sum. So calls that a test has made are made again, in a worker that has never seen them, after others
// whose arguments are like theirs. The replies must be the same.

/// A few of the calls that a test has made, kept so that they can be made again.
struct Recollection {
  /// A call, and what came back.
  struct Call {
    let operation: String
    let arguments: [any Sendable]
    let request: Data
    let reply: Data
    let waited: Duration

    /// How little a call shows: round numbers come from many arguments, one number shows less than a few
    /// dozen, and thousands take their time.
    var oddity: Double {
      let size = Double(request.count)
      let isRound = WireNumbers(of: reply).areRound
      return max(size / 300, 300 / size) + (isRound ? 1e6 : 0)
    }

    /// The places in the request of the arguments that have numbers.
    var parts: [Int] { Set(WireNumbers(of: request).runs.map(\.part)).sorted().filter { $0 > 0 } }

    /// Whether another reply says the same.
    func isAnswered(by other: Data) -> Bool {
      WireNumbers(of: reply).agrees(with: WireNumbers(of: other), within: 1e-9)
    }
  }

  /// How many calls of an operation are kept for each choice among its arguments.
  static let most = 2
  /// What takes longer isn't made again.
  static let longest = Duration.milliseconds(20)
  /// How many bytes a request may have, and a reply.
  static let largest = 1 << 14

  private var kept: [String: [(call: Call, oddity: Double)]] = [:]

  /// The calls, in the order of their operations' names.
  var calls: [Call] { kept.sorted { $0.key < $1.key }.flatMap { $0.value.map(\.call) } }

  /// Keeps a call if it shows more than one of those that are kept.
  mutating func note(_ call: Call) {
    guard max(call.request.count, call.reply.count) <= Self.largest, call.waited <= Self.longest
    else { return }
    // A choice, such as that of an activation, decides which arguments matter.
    let kind = WireNumbers(of: call.request).words
    let list = kept[kind] ?? []
    let oddity = call.oddity
    guard list.count < Self.most || list.contains(where: { $0.oddity > oddity }),
      !call.arguments.contains(where: isBound)
    else { return }
    kept[kind] = Array(
      (list + [(call, oddity)]).sorted { $0.oddity < $1.oddity }.prefix(Self.most))
  }
}

/// Whether a value means something in one conversation only.
private func isBound(_ argument: any Sendable) -> Bool {
  argument is HandleNumber || argument is [HandleNumber] || argument is LentFunction
}

/// A call that has been answered in two ways.
public struct RememberedCall: Sendable {
  /// The call, such as `loss(residual: 3.0, delta: 1.0)`.
  public let call: String
  /// Whether it is answered in another way even as the first call of all.
  public let isRandom: Bool
  /// The label of the argument that the answer doesn't look at again, if it is one.
  public let argument: String?
  /// The first number of the answer that isn't the same: its place, how many there are, and what it was in
  /// the test and after calls that are like it. `nil` if the answer has another form then.
  public let change: (place: Int, count: Int, before: Double, after: Double)?
}

extension Session {
  /// Makes calls of this session again, after others that are like them, and compares the replies.
  ///
  /// - Parameter fresh: Begins another conversation with the same answer.
  /// - Returns: The first call that is answered in another way than before.
  public func rememberedCall(_ fresh: () -> Session) -> RememberedCall? {
    let calls = recollection.calls
    guard !calls.isEmpty else { return nil }
    var session = fresh()
    defer { session.end() }
    var failures = 0
    var slow = ""
    for call in calls where call.operation != slow {
      let begin = ContinuousClock.now
      guard let reply = reply(to: call, afterOthersIn: call.parts, session) else {
        // It is the tests that judge what crashes.
        failures += session.end().failure?.status == .timedOut ? 3 : 1
        if failures >= 3 { return nil }
        session = fresh()
        continue
      }
      if !call.isAnswered(by: reply) {
        func isChanged(afterOthersIn parts: [Int]) -> Bool {
          let other = fresh()
          defer { other.end() }
          let reply = self.reply(to: call, afterOthersIn: parts, other)
          return reply.map { !call.isAnswered(by: $0) } ?? false
        }
        let isRandom = isChanged(afterOthersIn: [])
        let guilty = isRandom ? [] : call.parts.filter { isChanged(afterOthersIn: [$0]) }
        return RememberedCall(
          call: describeCall(call.operation, call.arguments), isRandom: isRandom,
          argument: guilty.count == 1 ? label(of: guilty[0] - 1, in: call) : nil,
          change: change(WireNumbers(of: call.reply), WireNumbers(of: reply)))
      }
      if .now - begin > Recollection.longest { slow = call.operation }
    }
    return nil
  }

  /// The reply to a call after those with other numbers in some of its arguments; `nil` if there is none.
  private func reply(
    to call: Recollection.Call, afterOthersIn parts: [Int], _ session: Session
  ) -> Data? {
    let numbers = WireNumbers(of: call.request)
    do {
      for part in parts {
        for likeness in Likeness.allCases {
          // Bad input is refused, which is fine here.
          do { _ = try session.reply(to: numbers.lookAlike(likeness, in: part)) } catch {
            if error is AnswerFailure { return nil }
          }
        }
      }
      return try session.reply(to: call.request)
    } catch {
      return error is AnswerFailure ? nil : Data()
    }
  }

  private func label(of argument: Int, in call: Recollection.Call) -> String? {
    guard let open = call.operation.firstIndex(of: "(") else { return nil }
    let labels = call.operation[call.operation.index(after: open)...].dropLast().split(
      separator: ":")
    guard labels.indices.contains(argument), labels[argument] != "_" else { return nil }
    return String(labels[argument])
  }

  private func change(
    _ before: WireNumbers, _ after: WireNumbers
  ) -> (place: Int, count: Int, before: Double, after: Double)? {
    before.firstDifference(from: after, beyond: 1e-9).map {
      ($0.place, before.runs.reduce(0) { $0 + $1.count }, $0.this, $0.other)
    }
  }
}

extension WireNumbers {
  /// Whether all numbers are multiples of 1/64.
  var areRound: Bool {
    runs.allSatisfy { run in
      run.areIntegers || doubles(run).allSatisfy { (64 * $0).rounded() == 64 * $0 }
    }
  }

  /// A request with other numbers in one of its arguments, which a cache with too small a key takes for
  /// the same.
  func lookAlike(_ likeness: Likeness, in part: Int) -> Data {
    var changed = self
    for run in runs where run.part == part {
      if run.areIntegers {
        changed.replace(run, with: likeness.of(integers(run)))
      } else {
        changed.replace(run, with: likeness.of(doubles(run)))
      }
    }
    return changed.frame
  }
}

/// How other numbers are like some: in how many they are, with the opposite signs or the same ones; in both
/// ends and the sum besides; in being nearly the same.
enum Likeness: CaseIterable {
  // What gives another answer comes first: a cache keeps that. Bad input isn't kept.
  case opposite, count, endsAndSum, value

  func of(_ numbers: [Double]) -> [Double] {
    let middle = numbers.count / 2
    var others = numbers
    switch self {
    case .count:
      others.reverse()
      if others == numbers { others = numbers.map { 1.5 * $0 } }
    case .opposite: others = numbers.map { -$0 }
    case .endsAndSum:
      guard numbers.count > 1 else { return [1.25 * numbers[0]] }
      // What isn't negative must stay so: the largest number between the ends moves to another place.
      let inside = numbers.count > 5 ? 3..<(numbers.count - 1) : 0..<numbers.count
      let largest = inside.max { numbers[$0].magnitude < numbers[$1].magnitude } ?? middle
      let place = largest == middle ? inside.lowerBound + inside.upperBound - 1 - middle : middle
      let size = numbers[largest] == 0 ? 1 : numbers[largest]
      others[place == largest ? inside.lowerBound : place] += size
      others[largest] -= size
    case .value: others[middle] = numbers[middle] == 0 ? 0x1p-14 : numbers[middle] * (1 + 0x1p-14)
    }
    return others
  }

  /// Labels and sizes stay among those that are there, if there are several.
  func of(_ numbers: [Int64]) -> [Int64] {
    let middle = numbers.count / 2
    let places = (1..<numbers.count).map { (middle + $0) % numbers.count }
    guard let other = places.first(where: { numbers[$0] != numbers[middle] }) else {
      return numbers.map { $0 &+ (self == .value ? -1 : 1) }
    }
    var others = numbers
    switch self {
    case .count: others.reverse()
    case .opposite, .value: others[middle] = numbers[other]
    case .endsAndSum: others.swapAt(middle, other)
    }
    return others
  }
}
