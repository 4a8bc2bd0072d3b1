import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Starts workers, a fresh one for each session: copies of a nursery where that is safe, programs
/// of their own elsewhere.
public final class Workers: Sendable {
  /// What keeps the workers apart; nil for nothing but their limits.
  let sandbox: Sandbox?
  private let program: String
  private let usesNurseries: Bool
  private let name: String
  private let shelf: Shelf?
  private let data: Sandbox.View?
  private let memory: Int?
  private let idle = Mutex<[Nursery]>([])

  /// Prepares; nothing is started yet.
  ///
  /// - Parameters:
  ///   - program: The path of `gradus-worker`.
  ///   - usesNurseries: Whether workers are copies. On macOS a copy of a process that has used the
  ///     system's frameworks isn't safe.
  ///   - name: Stands in the command line of each worker, for people who look for it.
  ///   - data: The path of a file or folder that workers see in a sandbox too, at `placeOfData(_:)`.
  ///   - memory: The bytes that a worker's processes may hold together in a sandbox; 1 GB when nil.
  public init(
    program: String, sandbox: Sandbox? = nil, usesNurseries: Bool = Workers.canCopy,
    name: String = "worker", data: String? = nil, memory: Int? = nil
  ) {
    self.program = program
    self.sandbox = sandbox
    self.usesNurseries = usesNurseries
    self.name = name
    self.memory = memory
    self.data =
      sandbox == nil ? nil : data.map { Sandbox.View(outside: $0, inside: Sandbox.Place.data) }
    shelf = usesNurseries ? sandbox.map { Shelf(in: $0.cache) } : nil
  }

  deinit { end() }

  /// Whether this system allows copies.
  public static var canCopy: Bool {
    #if os(Linux)
      true
    #else
      false
    #endif
  }

  /// Where a worker sees data: in a sandbox at a place of its own, which is read-only.
  public func placeOfData(_ path: String) -> String { data?.inside ?? path }

  /// Starts a worker for an answer, or for several.
  ///
  /// - Parameter libraries: Gives the paths of the answers' libraries. What will make the worker starts
  ///   meanwhile.
  func start(_ limits: Limits, libraries: () throws -> [String]) throws -> Worker {
    guard usesNurseries else {
      let libraries = try libraries()
      return try starting {
        try Worker(output: limits.output) { theirs in
          try SpawnedWorker(
            program: program, libraries: libraries, limits: limits, name: name, theirs: theirs)
        }
      }
    }
    let nursery = try starting { try takeNursery() }
    do {
      let libraries = try libraries()
      return try starting {
        let request = WorkerProgram.Request(
          of: libraries, seenAt: try libraries.map { try shelf?.put($0) ?? $0 }, limits,
          sandbox?.confinement(memory: memory))
        return try Worker(output: limits.output) { theirs in
          try NurseryChild(of: nursery, request, theirs: theirs) { [self] nursery in
            idle.withLock { $0.append(nursery) }
          }
        }
      }
    } catch {
      idle.withLock { $0.append(nursery) }
      throw error
    }
  }

  /// Ends what waits for further sessions.
  public func end() {
    for nursery in idle.withLock({ list in
      defer { list = [] }
      return list
    }) { nursery.end() }
  }

  private func takeNursery() throws -> Nursery {
    if let nursery = idle.withLock({ $0.popLast() }) { return nursery }
    return try Nursery(
      program: program, name: name, sandbox: sandbox,
      showing: (shelf.map { [try $0.view()] } ?? []) + [data].compactMap(\.self), memory: memory)
  }

  private func starting<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      throw AnswerFailure(notStarted: "the worker", "\(error)")
    }
  }
}

extension Workers {
  /// Ends what waits for further sessions when the program ends, for which nobody would wait otherwise.
  func endWithTheProgram() {
    Self.all.withLock { $0.append(self) }
    _ = Self.ending
  }

  private static let all = Mutex<[Workers]>([])
  private static let ending: Void = {
    atexit { for workers in Workers.all.withLock({ $0 }) { workers.end() } }
  }()
}

/// The libraries of one run's answers, in a folder that workers in a sandbox see, and nothing else.
final class Shelf: Sendable {
  private let folder: String
  private let lock = Mutex(false)

  init(in cache: String) { folder = "\(cache)/shelf-\(UUID().uuidString)" }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
    Leftovers.forget(folder)
  }

  /// What the workers see.
  func view() throws -> Sandbox.View {
    try lock.withLock { isThere in
      if !isThere {
        try make(folder)
        Leftovers.add(folder)
        isThere = true
      }
    }
    return Sandbox.View(outside: folder, inside: Sandbox.Place.answers)
  }

  /// Puts a library on the shelf; the path by which a worker sees it.
  func put(_ library: String) throws -> String {
    let parts = library.split(separator: "/").suffix(2).joined(separator: "/")
    let place = "\(folder)/\(parts)"
    try lock.withLock { _ in
      guard access(place, F_OK) != 0 else { return }
      try make(place.parent)
      if link(library, place) != 0 {
        try FileManager.default.copyItem(atPath: library, toPath: place)
      }
      chmod(place, 0o755)
    }
    return "\(Sandbox.Place.answers)/\(parts)"
  }

  /// Makes a folder that another user may look into.
  private func make(_ path: String) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    chmod(path, 0o755)
  }
}
