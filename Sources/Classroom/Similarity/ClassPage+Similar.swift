import Similarity

extension ClassPage {
  /// Hand-ins with nearly the same source.
  var similarSources: String {
    let title = "<h3>Nearly the same source</h3>\n"
    guard let comparison else { return title + "<p>No sources were compared.</p>" }
    var parts = [missingSources(comparison)]
    let clusters = comparison.similar.clusters
    if clusters.isEmpty {
      parts.append("<p>None of the sources that were compared are nearly the same.</p>")
    } else {
      parts += [explanation, table(of: clusters)]
    }
    parts.append(likenesses(comparison.similar.likenesses))
    return title + parts.filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func missingSources(_ comparison: SourceComparison) -> String {
    let missing = comparison.missing
    if missing.isEmpty { return "" }
    let (noun, verb) = missing.count == 1 ? ("hand-in isn’t", "is") : ("hand-ins aren’t", "are")
    return "<p><strong>\(missing.count) \(noun) on this machine and \(verb) compared with "
      + "nobody:</strong> \(names(missing, limit: 20))</p>"
  }

  private var explanation: String {
    let (anyway, some) = (
      Int(SimilarSources.alikeAnyway * 100), Int(SimilarSources.threshold * 100)
    )
    return """
      <p>Names, numbers, comments and layout make no difference here; what the stub says is left out. \
      Hand-ins are alike if they share \(anyway) % of the pieces of the smaller one, or \(some) % and at \
      least \(SimilarSources.fewestOwn) that hardly anybody has who isn’t like them. All that hang \
      together stand in one row. “Pieces” counts what they all share, “Unusual” how many of these \
      hardly anybody else has: the fewer, the likelier it is the usual way to write it.</p>
      """
  }

  private func table(of clusters: [SimilarSources.Cluster]) -> String {
    let rows = clusters.prefix(200).enumerated().map { number, cluster in
      let beside = SimilarPage.anchor(ofCluster: number).map {
        "<a href=\"./similar.html#\($0)\">side by side</a>"
      }
      return [
        names(cluster.students, limit: 20), HTML.text(cluster.exercise), alike(cluster),
        "\(cluster.own)", "\(cluster.unusual)", beside ?? "",
      ]
    }
    let caption =
      clusters.count > rows.count
      ? "The first \(rows.count) of \(clusters.count)" : "\(clusters.count) found"
    return HTML.table(
      caption, ["Students", "Exercise", "Alike", "Pieces", "Unusual", "Sources"], Array(rows),
      numbers: [2, 3, 4])
  }

  private func alike(_ cluster: SimilarSources.Cluster) -> String {
    if cluster.isIdentical { return "the same file" }
    func percent(_ share: Double) -> String { points(100 * share, decimals: 0) }
    let (least, most) = (percent(cluster.shares.lowerBound), percent(cluster.shares.upperBound))
    return least == most ? "\(least) %" : "\(least) to \(most) %"
  }

  private func likenesses(_ likenesses: [SimilarSources.Likeness]) -> String {
    if likenesses.isEmpty { return "" }
    let rows = likenesses.map { likeness in
      let students = likeness.students.prefix(20).map {
        "\(names([$0.student], limit: 1)) (\(points(100 * $0.share, decimals: 0)) %)"
      }
      let rest = likeness.students.count - students.count
      return [
        HTML.text(likeness.exercise), "like \(HTML.text(likeness.origin))",
        students.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : ""),
      ]
    }
    return HTML.table(
      "What lies in the kit, and the part of their own that students share with it",
      ["Exercise", "What", "Students"], rows)
  }
}
