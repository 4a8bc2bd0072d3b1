import Foundation
import Testing

/// Whether the slow proofs run too, as in CI.
package let runsFullTests = ProcessInfo.processInfo.environment["GRADUS_FULL_TESTS"] == "1"

extension Trait where Self == ConditionTrait {
  /// A slow proof: it runs in CI, and for whoever asks for it. `swift test` takes seconds without it.
  package static var slow: Self { .enabled(if: runsFullTests, "runs with GRADUS_FULL_TESTS=1") }
}
