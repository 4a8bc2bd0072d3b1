import Pages
import Testing

@Suite("Markdown becomes HTML")
struct MarkdownTests {
  private func html(_ text: String) throws -> String { try Markdown(file: "a.md").html(text) }

  @Test(
    "Blocks and what is in a line",
    arguments: [
      ("One\ntwo", "<p>One\ntwo</p>"),
      ("# A & b", "<h1 id=\"a--b\">A &amp; b</h1>"),
      (
        "a **b *c*** `d < e` *f*",
        "<p>a <strong>b <em>c</em></strong> <code>d &lt; e</code> <em>f</em></p>"
      ),
      ("3 * 4 * 5, [0, 1], a_b_c, \\*", "<p>3 * 4 * 5, [0, 1], a_b_c, *</p>"),
      ("[the `x[0]`](b.md#c)", "<p><a href=\"b.md#c\">the <code>x[0]</code></a></p>"),
      ("a<br>b\n\n&nbsp;", "<p>a<br>b</p>\n<p>&nbsp;</p>"),
      ("- a\n  b\n- c", "<ul>\n<li>a\nb</li>\n<li>c</li>\n</ul>"),
      ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>"),
      ("- a\n  - b\n- c", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul></li>\n<li>c</li>\n</ul>"),
      ("1. a\n\n   b\n\n2. c", "<ol>\n<li><p>a</p>\n<p>b</p></li>\n<li><p>c</p></li>\n</ol>"),
      ("> a\n>\n> b", "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>"),
      (
        "```swift\nlet a = \"$x\"\n```",
        "<pre class=\"code\" tabindex=\"0\"><code>let a = &quot;$x&quot;</code></pre>"
      ),
      (
        "<details><summary>Why *this*?</summary>\n\nSo.\n</details>",
        "<details><summary>Why <em>this</em>?</summary>\n<p>So.</p>\n</details>"
      ),
      ("<!-- no\nword -->\nb", "<p>b</p>"),
      (
        "costs 5 $ or `$0`, $x$ y",
        "<p>costs 5 $ or <code>$0</code>, <math><mi>x</mi></math> y</p>"
      ),
      (
        "($x$), a",
        "<p><span class=\"joined\">(<math><mi>x</mi></math>),</span> a</p>"
      ),
    ])
  func blocks(text: String, expected: String) throws {
    #expect(try html(text) == expected)
  }

  @Test("A table; a head without words is no heading")
  func table() throws {
    #expect(
      try html("| $x$ | n |\n| --- | ---: |\n| a \\| b | $x$ |")
        == "<div class=\"table\" tabindex=\"0\"><table>\n"
        + "<thead><tr><td><math><mi>x</mi></math></td><th scope=\"col\" class=\"number\">n</th></tr></thead>\n<tbody>\n"
        + "<tr><td>a | b</td><td class=\"number\"><math><mi>x</mi></math></td></tr>\n"
        + "</tbody>\n</table></div>")
  }

  @Test("A formula of several lines is part of its paragraph, whatever they begin with")
  func longFormula() throws {
    let page = try html("so that\n$$\na\n- b\n> c . \\tag{1}\n$$\nholds")
    #expect(page.hasPrefix("<p>so that\n<span class=\"formula\" tabindex=\"0\"><math display"))
    #expect(page.hasSuffix("<span class=\"tag\">(1)</span></span>\nholds</p>"))
  }

  @Test("Headings that are alike have names of their own")
  func names() throws {
    #expect(try html("## The chain rule\n\n## The chain rule").contains("id=\"the-chain-rule-1\""))
  }

  @Test("Images and links go where they are sent")
  func addresses() throws {
    var markdown = Markdown(file: "a.md")
    markdown.address = { $0 == "x" ? nil : "to/" + $0 }
    markdown.image = { "<img alt=\"\($1)\" src=\"\($0)\">" }
    markdown.headingShift = 2
    markdown.namesHeadings = false
    #expect(
      try markdown.html("# T\n\n[a](x) [b](y) ![c](z)")
        == "<h3>T</h3>\n<p>a <a href=\"to/y\">b</a> <img alt=\"c\" src=\"z\"></p>")
  }

  /// The line is the one in which the formula or the tag begins.
  @Test(
    "What isn't known is refused, with its file and line",
    arguments: [
      ("a\n\nb\n$\\foo$", 4, "\\foo"), ("x\n$$ y", 2, "isn't closed"),
      ("a\n<script>alert(1)</script>", 2, "<script>"), ("> a\n> <b>c</b>", 2, "<b>"),
      ("```\na", 1, "isn't closed"), ("<details>\na\n</details>", 1, "<summary>"),
      ("<details><summary>a</summary>", 1, "isn't closed"), ("a\n\n---", 3, "rules"),
      ("| a |", 1, "single line"), ("| a |\n| --- |\n| b | c |", 3, "2 cells"),
      ("[a](javascript:alert)", 1, "javascript:"), ("a &copy; b", 1, "&copy;"),
      ("- a\n  $\\bar$", 2, "ends"),
    ])
  func refused(text: String, line: Int, name: String) throws {
    let error = try #require(throws: MarkdownError.self) { try html(text) }
    #expect(error.line == line)
    #expect(error.description.hasPrefix("a.md, line \(line): "))
    #expect(error.problem.contains(name))
  }
}
