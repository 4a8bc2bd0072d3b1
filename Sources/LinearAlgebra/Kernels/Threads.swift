internal import CProcessor
import Dispatch
import Synchronization

extension Kernels {
  /// Cuts a grid into parts, and works on them with all threads at once.
  ///
  /// Large work has several parts for each thread. Cores aren't equal: one may be made for saving power,
  /// or have something else to do. Whoever is done takes the next part, and nobody waits for the slowest.
  ///
  /// - Parameters:
  ///   - operations: The size of the work, in multiplications. What is done in less time than it
  ///     takes to share it remains one part.
  ///   - rowStep: Parts begin at multiples of it; also `columnStep`.
  static func forEachPart(
    rows: Int, columns: Int, operations: Int, rowStep: Int, columnStep: Int,
    _ body: @Sendable (_ rows: Range<Int>, _ columns: Range<Int>) -> Void
  ) {
    let turns = max(1, min(4, operations / (Crew.size * 2_000_000)))
    let parts = operations < 200_000 || Crew.size == 1 ? 1 : Crew.size * turns
    guard parts > 1 else { return body(0..<rows, 0..<columns) }
    // Steps of the part that has most to do, and what it takes to fetch the rows and columns, which all
    // steps of one share; the cut with the least wins.
    func cost(_ down: Int) -> Int {
      func steps(_ count: Int, _ step: Int, _ parts: Int) -> Int {
        let steps = (count + step - 1) / step
        return (steps + parts - 1) / parts
      }
      let (high, wide) = (steps(rows, rowStep, down), steps(columns, columnStep, parts / down))
      return 8 * high * wide + high + 2 * wide
    }
    let down = (1...parts).filter { parts % $0 == 0 }.min { cost($0) < cost($1) } ?? 1
    let across = parts / down
    Crew.shared.run(parts) { part in
      let (i, j) = part.quotientAndRemainder(dividingBy: across)
      let rows = cut(rows, rowStep, i, down)
      let columns = cut(columns, columnStep, j, across)
      if !rows.isEmpty && !columns.isEmpty { body(rows, columns) }
    }
  }

  /// Runs a kernel on an array, on a long one in parts that begin at multiples of `step`.
  static func share(_ x: Buffer, into z: MutableBuffer, step: Int, cost: Int, _ kernel: Unary) {
    let (x, z) = (Shared(x), Shared(z))
    forEachPart(
      rows: 1, columns: x.value.count, operations: cost * x.value.count, rowStep: 1,
      columnStep: step
    ) { _, part in
      kernel(
        slice(x.value, from: part.lowerBound, count: part.count),
        slice(z.value, from: part.lowerBound, count: part.count))
    }
  }

  /// Runs a kernel on two arrays, on long ones in parts.
  static func share(_ x: Buffer, _ y: Buffer, into z: MutableBuffer, _ kernel: Binary) {
    let (x, y, z) = (Shared(x), Shared(y), Shared(z))
    forEachPart(
      rows: 1, columns: x.value.count, operations: cost * x.value.count, rowStep: 1,
      columnStep: lineLength
    ) { _, part in
      kernel(
        slice(x.value, from: part.lowerBound, count: part.count),
        slice(y.value, from: part.lowerBound, count: part.count),
        slice(z.value, from: part.lowerBound, count: part.count))
    }
  }

  /// What arithmetic with a number and reading and writing it take, in multiplications.
  static let cost = 8

  /// What an exponential or a logarithm takes, in multiplications.
  static let exponentialCost = 48

  /// Some cache lines of numbers: parts of an array begin at multiples.
  static let lineLength = 64

  /// Memory of which every thread uses its own part.
  struct Shared<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
  }

  private static func cut(_ count: Int, _ step: Int, _ part: Int, _ parts: Int) -> Range<Int> {
    let steps = (count + step - 1) / step
    return min(count, steps * part / parts * step)..<min(count, steps * (part + 1) / parts * step)
  }
}

/// Threads that share large pieces of work with the thread that has them.
///
/// A training step has a piece every fraction of a millisecond. Waking a thread takes a good part
/// of that, so a thread that has finished stays awake for a while before it sleeps. Whoever calls
/// never waits for one to wake: it takes all parts that nobody else has taken.
private final class Crew: Sendable {
  static let shared = Crew()

  /// How many threads share a piece of work, the caller's own included: one for each processor, or
  /// as many as the environment variable `GRADUS_THREADS` says.
  static let size: Int = {
    let wish = getenv("GRADUS_THREADS").flatMap { Int(String(cString: $0)) }
    return max(1, min(256, wish ?? sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }()

  private typealias Body = @Sendable (Int) -> Void

  private let isBusy = Atomic(false)
  private let tickets = Tickets(size)
  /// The number of the last job.
  private let job = Atomic<UInt64>(0)
  private let finished = Atomic(0)
  private let sleepers = Atomic(0)
  private let bell = DispatchSemaphore(value: 0)
  /// Written while there are no parts to take; read by whoever has taken one.
  nonisolated(unsafe) private var body: Body = { _ in }

  private init() {
    for thread in 1..<Self.size {
      DispatchQueue(label: "gradus.crew.\(thread)", qos: .userInitiated).async {
        self.serve(as: thread)
      }
    }
  }

  /// Calls `body` with 0, 1, … `parts - 1`, on several threads unless they are at work already.
  func run(_ parts: Int, _ body: @Sendable (Int) -> Void) {
    guard !isBusy.exchange(true, ordering: .acquiring) else {
      for part in 0..<parts { body(part) }
      return
    }
    withoutActuallyEscaping(body) { body in
      self.body = body
      finished.store(0, ordering: .relaxed)
      tickets.hand(out: parts)
      job.add(1, ordering: .sequentiallyConsistent)
      for _ in 0..<min(parts - 1, sleepers.load(ordering: .sequentiallyConsistent)) {
        bell.signal()
      }
      work(as: 0)
      var rounds = 0
      while finished.load(ordering: .acquiring) < parts {
        rounds += 1
        if rounds < 10_000 { cprocessor_pause() } else { sched_yield() }
      }
      self.body = { _ in }
    }
    isBusy.store(false, ordering: .releasing)
  }

  /// Works on a thread's own parts, and then on what others have not come to yet.
  private func work(as thread: Int) {
    for step in 0..<Self.size {
      while let part = tickets.take(of: (thread + step) % Self.size) {
        body(part)
        finished.add(1, ordering: .releasing)
      }
    }
  }

  private func serve(as thread: Int) -> Never {
    // Signals are for the program's own threads.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, nil)
    var seen: UInt64 = 0
    while true {
      var rounds = 0
      while job.load(ordering: .acquiring) == seen {
        rounds += 1
        if rounds < 5_000 {
          cprocessor_pause()
        } else {
          sleepers.add(1, ordering: .sequentiallyConsistent)
          if job.load(ordering: .sequentiallyConsistent) == seen { bell.wait() }
          sleepers.subtract(1, ordering: .sequentiallyConsistent)
          rounds = 0
        }
      }
      seen = job.load(ordering: .acquiring)
      work(as: thread)
    }
  }
}

/// The parts of a job that are still to be taken.
///
/// Each thread has neighbouring parts of its own, the same in each job: what it writes into its caches in
/// one job is there in the next. It takes others only when it is done.
private struct Tickets: @unchecked Sendable {
  /// For each thread the first part that is left, above, and the end of its parts, below; each in a
  /// cache line of its own.
  private let memory: UnsafeMutablePointer<Atomic<UInt64>>
  private let threads: Int
  private static let distance = 16

  init(_ threads: Int) {
    self.threads = threads
    memory = .allocate(capacity: threads * Self.distance)
    for i in 0..<threads * Self.distance { (memory + i).initialize(to: Atomic(0)) }
  }

  /// Only while none are left.
  func hand(out parts: Int) {
    for thread in 0..<threads {
      let (first, end) = (parts * thread / threads, parts * (thread + 1) / threads)
      memory[thread * Self.distance].store(UInt64(first << 32 | end), ordering: .releasing)
    }
  }

  /// A part that nobody has taken, and that nobody else will take.
  func take(of thread: Int) -> Int? {
    var seen = memory[thread * Self.distance].load(ordering: .acquiring)
    while seen >> 32 < seen & 0xFFFF_FFFF {
      let (taken, now) = memory[thread * Self.distance].weakCompareExchange(
        expected: seen, desired: seen + 1 << 32, ordering: .acquiringAndReleasing)
      if taken { return Int(seen >> 32) }
      seen = now
    }
    return nil
  }
}
