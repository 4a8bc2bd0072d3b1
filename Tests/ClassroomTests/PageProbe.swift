import Testing

@testable import Classroom

/// Reads a page's tags, to see that nothing in it is what it shouldn't be.
struct PageProbe {
  let html: String

  /// Says what is wrong with the page: tags that aren't ours or aren't closed, attributes that run
  /// code, headings that skip a level, anchors that stand there twice.
  var problems: [String] {
    var problems: [String] = []
    var open: [String] = []
    var level = 0
    var ids: Set<String> = []
    for match in body.matches(of: /<(\/?)([a-zA-Z!][a-zA-Z0-9]*)([^>]*)>/) {
      let (name, attributes) = (String(match.2), String(match.3))
      if !Self.tags.contains(name) { problems.append("<\(name)>") }
      if attributes.contains(/\son\w+\s*=/) || attributes.contains("javascript:") {
        problems.append("<\(name)\(attributes)>")
      }
      if let id = attributes.firstMatch(of: /\sid="([^"]*)"/)?.1 {
        if !ids.insert(String(id)).inserted { problems.append("twice: \(id)") }
      }
      if match.1 == "/" {
        if open.popLast() != name { problems.append("</\(name)> closes something else") }
      } else if !Self.empty.contains(name), !attributes.hasSuffix("/") {
        open.append(name)
        if name.count == 2, name.first == "h", let next = name.last?.wholeNumberValue {
          if next > level + 1 { problems.append("<\(name)> after level \(level)") }
          level = next
        }
      }
    }
    if !open.isEmpty { problems.append("open: \(open)") }
    let stray = body.replacing(/<\/?[a-zA-Z!][^>]*>/, with: "").contains("<")
    return stray ? problems + ["a stray <"] : problems
  }

  /// The page without its style, and with nothing in quotes that could look like a tag.
  private var body: String { html.replacing(/<style>(.|\n)*?<\/style>/, with: "") }

  private static let empty: Set = ["!DOCTYPE", "meta", "rect", "line"]
  private static let tags: Set = [
    "!DOCTYPE", "html", "head", "meta", "title", "body", "header", "main", "footer", "nav", "h1",
    "h2", "h3", "h4", "p", "a", "ul", "li", "span", "section", "article", "div", "details",
    "summary",
    "pre",
    "bdi", "code", "dl", "dt", "dd", "b", "em", "strong", "table", "caption", "thead", "tbody",
    "tr",
    "th", "td", "math", "mi", "msub", "figure", "svg", "desc", "rect", "line", "text",
  ]
}
