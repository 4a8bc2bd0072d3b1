import Dispatch
import Foundation
import Synchronization

/// What becomes of all items, in their order.
///
/// - Parameters:
///   - jobs: how many are in work at a time; one for each processor when nil.
///   - work: gets an item and the number of the job that does it, from 0 on.
/// - Throws: the first error of one; after it nothing new is begun.
package func sideBySide<Item: Sendable, Outcome: Sendable>(
  _ items: [Item], jobs: Int? = nil, _ work: @Sendable (_ item: Item, _ job: Int) throws -> Outcome
) throws -> [Outcome] {
  let jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
  let state = Mutex((next: 0, found: [Int: Result<Outcome, any Error>]()))
  DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, items.count))) { job in
    while true {
      let index = state.withLock { state in
        defer { state.next += 1 }
        return state.next
      }
      guard index < items.count else { return }
      let result = Result { try work(items[index], job) }
      state.withLock { state in
        state.found[index] = result
        // After an error nobody wants the rest.
        if case .failure = result { state.next = items.count }
      }
    }
  }
  let found = state.withLock { $0.found }
  for result in found.values { if case .failure(let error) = result { throw error } }
  return items.indices.compactMap { try? found[$0]?.get() }
}
