import Curriculum
import Foundation
import Similarity

/// Nearly the same sources, side by side, for the instructor: `similar.html`.
struct SimilarPage {
  /// More clusters than this are on the class's page only.
  static let limit = 60
  /// Of a large cluster, so many are laid beside the first.
  static let perCluster = 3

  private let comparison: SourceComparison

  init(_ comparison: SourceComparison) { self.comparison = comparison }

  /// The place of a cluster on the page; nil for one that isn't there.
  static func anchor(ofCluster number: Int) -> String? {
    number < limit ? "cluster-\(number + 1)" : nil
  }

  /// The file's content; nil where there is nothing to show.
  func data() -> Data? {
    let parts =
      comparison.similar.clusters.prefix(Self.limit).enumerated().map(cluster)
      + comparison.similar.likenesses.compactMap(likeness)
    if parts.isEmpty { return nil }
    let header = """
      <h1>Nearly the same source</h1>
      <p>Questions to ask, not verdicts: short exercises have few right answers. Lines with = are the \
      same, those with ≈ differ in names and values only; long pieces of the stub are left out.</p>
      """
    let page = HTML.page(
      title: "Nearly the same source", header: header, main: parts.joined(separator: "\n"),
      footer: "<p><a href=\"./class.html#look\">Back to the class</a></p>", unfolds: false)
    return Data(page.utf8)
  }

  private func cluster(_ number: Int, _ cluster: SimilarSources.Cluster) -> String {
    let id = Self.anchor(ofCluster: number) ?? ""
    let names = cluster.students.prefix(20).map { HTML.name($0) }.joined(separator: ", ")
    let rest = cluster.students.count - 20
    let first = cluster.students[0]
    let pairs = cluster.students.dropFirst().prefix(Self.perCluster).map { other in
      pair(
        cluster.exercise, (HTML.name(first), source(first, cluster.exercise)),
        (HTML.name(other), source(other, cluster.exercise)))
    }
    return "<section aria-labelledby=\"\(id)\">\n"
      + "<h2 id=\"\(id)\">\(title(cluster.exercise)): \(names)\(rest > 0 ? " and \(rest) more" : "")"
      + "</h2>\n" + pairs.joined(separator: "\n") + "\n</section>"
  }

  /// The first of those who have written what is like an answer of the kit, beside that answer.
  private func likeness(_ likeness: SimilarSources.Likeness) -> String? {
    guard let origin = comparison.origins.first(where: { $0.name == likeness.origin }),
      origin.isAnswer, let known = origin.sources[likeness.exercise]
    else { return nil }
    let pairs = likeness.students.prefix(Self.perCluster).map { share in
      pair(
        likeness.exercise, (HTML.text(origin.name), known),
        (HTML.name(share.student), source(share.student, likeness.exercise)))
    }
    return "<section>\n<h2>\(title(likeness.exercise)): like \(HTML.text(origin.name))</h2>\n"
      + pairs.joined(separator: "\n") + "\n</section>"
  }

  private func title(_ exercise: String) -> String {
    HTML.text(Exercise.all.first { $0.id == exercise }?.title ?? exercise)
  }

  private func source(_ student: String, _ exercise: String) -> Data {
    comparison.sources[student]?[exercise] ?? Data()
  }

  private func pair(
    _ exercise: String, _ left: (name: String, source: Data), _ right: (name: String, source: Data)
  ) -> String {
    let rows = SourcePair(left.source, right.source, stub: comparison.stubs[exercise]).rows
    func side(_ name: String, _ line: (SourcePair.Row) -> String?) -> String {
      let text = rows.map { row in line(row).map { "\(row.sign.rawValue) \($0)" } ?? "" }
      return "<div><h3>\(name)</h3>\n<pre class=\"code\" tabindex=\"0\">"
        + HTML.text(text.joined(separator: "\n"), limit: 100_000) + "</pre></div>"
    }
    return "<div class=\"pair\">\n" + side(left.name, \.left) + "\n" + side(right.name, \.right)
      + "\n</div>"
  }
}
