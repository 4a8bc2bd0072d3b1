import Boundary
import Curriculum
import Foundation
import Synchronization

/// Which test has called each planted mistake by its name when it was verified last.
///
/// It is asked first. That saves time and decides nothing: where it is silent now, others are asked.
final class EarlierNames: Sendable {
  private let file: URL
  private let tests: Mutex<[String: String]>

  /// What is known of an exercise's mistakes; nothing where nothing can be read.
  init(of exercise: Exercise, in kit: BuiltKit) {
    file = URL(filePath: "\(kit.cache)/names-\(exercise.folder).json")
    let data = try? Data(contentsOf: file)
    let known = data.flatMap { try? JSONDecoder().decode([String: String].self, from: $0) }
    tests = Mutex(known ?? [:])
  }

  /// The name of the test's function, if one is known.
  func test(for mistake: String) -> [String] {
    tests.withLock { $0[mistake].map { [$0] } ?? [] }
  }

  /// Remembers a test, by what Swift Testing calls it: `Module.Suite/function()/File.swift:1:2`.
  func note(_ mistake: String, _ test: String) {
    let function = test.split(separator: "/").last { $0.contains("(") }?.prefix { $0 != "(" }
    tests.withLock { $0[mistake] = function.map(String.init) }
  }

  /// Writes it down; a full disk is no reason to fail.
  func keep() {
    let known = tests.withLock(\.self)
    _ = try? JSONEncoder().encode(known).write(to: file, options: .atomic)
  }
}
