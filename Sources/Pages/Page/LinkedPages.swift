import Foundation

/// Pages of the kit's texts, each with its figures in it, that lead to each other as the texts do.
///
/// What lies below `docs` is made into pages. A link to anything else of the kit, such as a stub, leads to
/// the file itself; one to what isn't there is none.
public struct LinkedPages {
  private let root: URL
  private let folder: URL

  /// - Parameters:
  ///   - root: The kit's folder.
  ///   - folder: The folder for the pages; it is made.
  public init(root: String, folder: String) {
    self.root = URL(filePath: root, directoryHint: .isDirectory).standardizedFileURL
    self.folder = URL(filePath: folder, directoryHint: .isDirectory).standardizedFileURL
  }

  /// Writes the page of a text and those of all texts that it leads to.
  ///
  /// - Parameter text: A path in the kit, such as `docs/handouts/04-huber-regression.md`.
  /// - Returns: The path of its page.
  /// - Throws: `MarkdownError` that names the file and the line of what can't be shown, or an error of the
  ///   file system.
  public func write(_ text: String) throws -> String {
    var waiting = [text]
    var seen = Set(waiting)
    while let next = waiting.popLast() {
      for found in try writeOne(next) where seen.insert(found).inserted { waiting.append(found) }
    }
    return place(of: text).path
  }

  private func place(of text: String) -> URL {
    folder.appending(path: (text as NSString).deletingPathExtension + ".html")
  }

  /// Writes one page.
  ///
  /// - Returns: The texts that it leads to.
  private func writeOne(_ text: String) throws -> [String] {
    let source = root.appending(path: text)
    let place = place(of: text)
    let content = try String(contentsOf: source, encoding: .utf8)
    var found: [String] = []
    var markdown = Markdown(file: text)
    markdown.image = { self.image($0, $1, beside: source) }
    markdown.address = { address in
      guard let target = self.target(address, from: source) else { return nil }
      if let text = target.text { found.append(text) }
      return target.address
    }
    let html = try markdown.html(content)
    let title = content.split(whereSeparator: \.isNewline).first { $0.hasPrefix("# ") }
    let page = TextPage(title: title.map { String($0.dropFirst(2)) } ?? text, content: html)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(page.html.utf8).write(to: place, options: .atomic)
    return found
  }

  /// Where a link leads, and which text has to be made into a page for it.
  private func target(_ address: String, from source: URL) -> (address: String, text: String?)? {
    if address.hasPrefix("#") || address.contains("://") { return (address, nil) }
    let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let file = source.deletingLastPathComponent().appending(path: String(parts[0]))
      .standardizedFileURL
    let base = root.path.hasSuffix("/") ? root.path : root.path + "/"
    guard file.path.hasPrefix(base), FileManager.default.fileExists(atPath: file.path) else {
      return nil
    }
    let path = String(file.path.dropFirst(base.count))
    guard path.hasPrefix("docs/"), path.hasSuffix(".md") else { return (file.absoluteString, nil) }
    let anchor = parts.count > 1 ? "#" + parts[1] : ""
    let here = String(source.path.dropFirst(base.count))
    let up = String(repeating: "../", count: here.split(separator: "/").count - 1)
    return (up + (path as NSString).deletingPathExtension + ".html" + anchor, path)
  }

  private func image(_ address: String, _ description: String, beside source: URL) -> String {
    let kinds = ["svg": "image/svg+xml", "png": "image/png"]
    let file = source.deletingLastPathComponent().appending(path: address).standardizedFileURL
    guard let kind = kinds[file.pathExtension], let data = try? Data(contentsOf: file) else {
      return "<em>\(escaped(description)) (the figure isn't there)</em>"
    }
    return "<img alt=\"\(escaped(description))\" "
      + "src=\"data:\(kind);base64,\(data.base64EncodedString())\">"
  }
}
