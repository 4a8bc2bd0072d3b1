import Datasets
import HandIns

/// What `gradus data` says about one place where digits lie.
struct DataReport {
  private let source: ImageSource
  private let inspection: ImageSource.Inspection
  private let isUsed: Bool

  init(_ source: ImageSource, _ inspection: ImageSource.Inspection, isUsed: Bool) {
    self.source = source
    self.inspection = inspection
    self.isUsed = isUsed
  }

  var text: String {
    let mark = isUsed ? "→" : " "
    let title = "\(mark) \(source.form.rawValue) in \(source.path)"
    return ([title] + inspection.findings.map(line) + [summary]).joined(separator: "\n")
  }

  private func line(_ finding: ImageSource.Finding) -> String {
    let size = finding.size.map(sizeText) ?? ""
    let columns = "    " + filled(finding.name, 30) + filled(finding.shape, 18) + filled(size, 10)
    return switch finding.verdict {
    case .right: columns + "right"
    case .other(let reason): columns + "not what it should be: \(reason)"
    case .unreadable(let reason): columns + "✘ \(reason)"
    }
  }

  private var summary: String {
    switch inspection.digits {
    case .success(let digits): "    \(digits.description)" + (isUsed ? "; the labs use these" : "")
    case .failure(let error): "    ✘ \(error)" + (isUsed ? "; the labs can't use these" : "")
    }
  }
}

/// What `gradus data` says about letters or cells.
struct PartsReport {
  let text: String
  /// The images to use; nil where they can't be used.
  let source: ImageSource?

  /// Whether what is used can be used.
  var isRight: Bool { source != nil }

  init(_ set: ImageSet, in folder: String?, kit root: String) {
    do {
      let source = try ImageSource.find(set, data: folder, kit: root)
      text = source.isKits ? Self.drawn(set) : try Self.found(source)
      self.source = source
    } catch {
      (text, source) = ("  ✘ \(error); the labs can't use these", nil)
    }
  }

  private static func drawn(_ set: ImageSet) -> String {
    """
    → drawn by the kit, as many as a lab needs; the labs use these
        For those of \(set.published): \(set.files), in the folder of data
    """
  }

  private static func found(_ source: ImageSource) throws -> String {
    let parts = try source.parts(.all)
    let lines = [
      ("training", parts.training), ("validation", parts.validation), ("test", parts.test),
    ].map { name, part in
      let shape =
        [part.count, part.height, part.width] + (part.channels > 1 ? [part.channels] : [])
      return "    " + filled(name, 30) + shape.map(String.init).joined(separator: " × ")
    }
    let wanted = source.set.publishedCounts
    let isWhole = [parts.training, parts.validation, parts.test].map(\.count) == wanted
    let remark =
      isWhole
      ? ""
      : "a data set of its own: \(source.set.published) has "
        + "\(wanted.map(String.init).joined(separator: " + ")); "
    return (["→ \(source.title) in \(source.path)"] + lines + ["    \(remark)the labs use these"])
      .joined(separator: "\n")
  }
}

private func filled(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count)) + " "
}
