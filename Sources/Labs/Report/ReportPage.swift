import Pages
import Plotting

/// The report of a lab: one page of HTML that needs nothing else.
public struct ReportPage {
  /// How a run has ended.
  public struct Row: Sendable {
    /// What people read, such as "λ = 0.1".
    public var title: String
    /// Such as "20 of 20 epochs", or why there are no results.
    public var words: String
    /// How long it has taken.
    public var seconds: Double
    /// What the answer printed.
    public var printed: String

    /// A row of the report.
    public init(title: String, words: String, seconds: Double, printed: String) {
      self.title = title
      self.words = words
      self.seconds = seconds
      self.printed = printed
    }
  }

  /// What the lab is called.
  public var title: LabTitle
  /// What it was made with: names and values.
  public var facts: [(name: String, value: String)]
  /// The runs, in the order of the plan.
  public var runs: [Row]
  /// Figures and tables, in their order.
  public var exhibits: [Exhibit]

  /// Puts a page together.
  public init(
    title: LabTitle, facts: [(name: String, value: String)], runs: [Row], exhibits: [Exhibit]
  ) {
    self.title = title
    self.facts = facts
    self.runs = runs
    self.exhibits = exhibits
  }

  /// The page.
  public var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>Lab \(title.number) · \(escaped(title.text))</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    <main>
    <h1>Lab \(title.number) · \(escaped(title.text))</h1>
    <p>\(escaped(title.tasks.joined(separator: ", ")))</p>
    \(exhibits.map(section).joined(separator: "\n"))
    <h2>How it was made</h2>
    \(html(Table(title: "", header: [], rows: facts.map { [$0.name, $0.value] })))
    <h2>Runs</h2>
    \(html(runTable))
    \(runs.map(printed).joined())
    </main>
    </body>
    </html>

    """
  }

  private var runTable: Table {
    Table(
      title: "", header: ["run", "how it ended", "time"],
      rows: runs.map { [$0.title, $0.words, decimals($0.seconds, 1) + " s"] })
  }

  private func section(_ exhibit: Exhibit) -> String {
    switch exhibit {
    case .figure(_, let chart as Figure): return chart.html()
    case .figure(_, let chart): return "<figure>\(chart.svg())</figure>"
    case .table(let table): return html(table)
    }
  }

  private func html(_ table: Table) -> String {
    func row(_ cells: [String], _ tag: String) -> String {
      "<tr>" + cells.map { "<\(tag)>\(escaped($0))</\(tag)>" }.joined() + "</tr>"
    }
    // What scrolls must be reachable from the keyboard.
    return "<div class=\"table\" tabindex=\"0\"><table>"
      + (table.title.isEmpty ? "" : "<caption>\(escaped(table.title))</caption>")
      + (table.header.isEmpty ? "" : row(table.header, "th"))
      + table.rows.map { row($0, "td") }.joined(separator: "\n") + "</table></div>"
  }

  private func printed(_ run: Row) -> String {
    run.printed.isEmpty
      ? ""
      : "<details><summary>What your code printed: \(escaped(run.title))</summary>"
        + "<pre tabindex=\"0\">\(escaped(run.printed))</pre></details>\n"
  }

  private static let style = """
    body { font: 16px/1.5 system-ui, sans-serif; margin: 0; background: #fff; color: #1c1c1c }
    main { max-width: 900px; margin: 0 auto; padding: 16px }
    h1 { font-size: 1.6em; margin: .4em 0 }
    h2 { font-size: 1.2em; margin: 1.6em 0 .4em }
    figure { margin: 24px 0; break-inside: avoid }
    figure svg { width: 100%; max-width: 680px; height: auto }
    figcaption { font-weight: 600; margin-bottom: 8px }
    .table { overflow-x: auto; margin: 16px 0 }
    table { border-collapse: collapse }
    caption { text-align: left; font-weight: 600; padding: 4px 0 }
    th, td { text-align: left; padding: 4px 14px 4px 0; border-bottom: 1px solid #ccc; vertical-align: top }
    pre { overflow-x: auto }
    @media (prefers-color-scheme: dark) {
      body { background: #16181b; color: #e6e6e6 }
      th, td { border-color: #444 }
    }
    @media print {
      body { background: #fff; color: #000 }
      main { max-width: none; padding: 0 }
      h2 { break-after: avoid }
      .table { overflow: visible; break-inside: avoid }
      pre { white-space: pre-wrap }
    }
    """
}
