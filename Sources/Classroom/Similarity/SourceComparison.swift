import Foundation
import Similarity

/// All sources of a class, and what is alike among them.
public struct SourceComparison: Sendable {
  /// For each student, by exercise id, all Swift files joined to one.
  let sources: [String: [String: Data]]
  /// For each exercise, by its id, what was handed out, joined in the same way.
  let stubs: [String: Data]
  let origins: [SimilarSources.Origin]
  /// Students whose sources could not be read here.
  let missing: [String]
  let similar: SimilarSources

  /// Compares all with all.
  ///
  /// - Parameters:
  ///   - sources: for each student, by exercise id, all Swift files joined to one.
  ///   - stubs: for each exercise, by its id, what was handed out, joined in the same way.
  ///   - origins: what lies in the kit besides.
  ///   - missing: students whose sources could not be read here.
  public init(
    sources: [String: [String: Data]], stubs: [String: Data] = [:],
    origins: [SimilarSources.Origin] = [], missing: [String] = []
  ) {
    self.sources = sources
    self.stubs = stubs
    self.origins = origins
    self.missing = missing
    similar = SimilarSources(sources: sources, stubs: stubs, origins: origins)
  }
}
