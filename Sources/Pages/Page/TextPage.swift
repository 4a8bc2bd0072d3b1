/// A text as a page of its own: it needs no network, runs no scripts and loads nothing.
struct TextPage {
  /// What a browser shows as its name: plain text.
  var title: String
  /// The text, as `Markdown` makes it.
  var content: String

  /// A page of a text.
  init(title: String, content: String) {
    self.title = title
    self.content = content
  }

  /// The page.
  var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
    style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(escaped(title))</title>
    <style>
    \(Self.style)
    \(textStyle)
    </style>
    </head>
    <body>
    <main class="text">
    \(content)
    </main>
    </body>
    </html>

    """
  }

  private static let style = """
    :root {
      --ground: #ffffff; --panel: #f5f6f8; --ink: #1b1f24; --dim: #565e68; --line: #d5d9df;
      --link: #0b57a4;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #14171b; --panel: #1d2228; --ink: #e6e9ed; --dim: #a4adb8; --line: #38404a;
        --link: #8ab9f1;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0 auto; padding: 1rem 1rem 4rem; max-width: 46rem; background: var(--ground);
      color: var(--ink);
      font: 1.06rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
      overflow-wrap: anywhere;
    }
    h1 { font-size: 1.7rem; line-height: 1.25; margin: 1rem 0 .6rem; }
    h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.2rem 0 .5rem; }
    h3 { font-size: 1.06rem; line-height: 1.4; margin: 1.5rem 0 .3rem; }
    p { margin: .7rem 0; }
    a { color: var(--link); }
    ul, ol { margin: .7rem 0; padding-inline-start: 1.6rem; }
    li { margin: .25rem 0; }
    summary { cursor: pointer; color: var(--link); }
    summary:hover { text-decoration: underline; }
    img { max-width: 100%; height: auto; }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    @media print {
      :root {
        --ground: #fff; --panel: #fff; --ink: #000; --dim: #333; --line: #999; --link: #000;
      }
      html { font-size: 9.5pt; }
      body { max-width: none; padding: 0; }
      h1, h2, h3 { break-after: avoid; }
      img, tr, li { break-inside: avoid; }
    }
    """
}
