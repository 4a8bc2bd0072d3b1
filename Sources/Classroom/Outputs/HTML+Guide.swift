import Pages

extension HTML {
  /// A marking guide with its formulas. What can't be shown is named, and the guide stands there as it is
  /// written: a class's page never fails because of it.
  ///
  /// - Parameters:
  ///   - file: where it was read, for the remark.
  ///   - line: the line in which it begins.
  static func guide(_ guide: String, file: String = "the guide", line: Int = 1) -> String {
    var markdown = Markdown(file: file)
    // The page's own headings end with the question's, and its links would lead elsewhere.
    markdown.headingShift = 1
    markdown.namesHeadings = false
    markdown.address = { $0.contains("://") ? $0 : nil }
    do {
      return "<div class=\"text\">\n\(try markdown.html(guide, firstLine: line))\n</div>"
    } catch {
      return "<p class=\"dim\">Shown as it is written: \(text("\(error)", limit: 500)).</p>\n"
        + block(guide, as: .prose)
    }
  }
}
