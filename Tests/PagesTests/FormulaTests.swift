import Pages
import Testing

@Suite("Formulas in TeX become MathML")
struct FormulaTests {
  /// What stands between `<math>` and `</math>`.
  private func markup(_ text: String, isDisplayed: Bool = false) throws -> String {
    let markup = try Formula(text, isDisplayed: isDisplayed).markup
    let start = isDisplayed ? "<math display=\"block\">" : "<math>"
    #expect(markup.hasPrefix(start) && markup.hasSuffix("</math>"))
    return String(markup.dropFirst(start.count).dropLast("</math>".count))
  }

  /// MathML Core as its specification has it, written by hand.
  @Test(
    "Typical formulas",
    arguments: [
      ("x", "<mi>x</mi>"),
      ("2.5", "<mn>2.5</mn>"),
      ("w^2_i", "<msubsup><mi>w</mi><mi>i</mi><mn>2</mn></msubsup>"),
      ("x^12", "<msup><mi>x</mi><mn>1</mn></msup><mn>2</mn>"),
      ("\\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
      (
        "\\frac{a + b}{n}",
        "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>n</mi></mfrac>"
      ),
      ("a = -b", "<mi>a</mi><mo>=</mo><mo form=\"prefix\">−</mo><mi>b</mi>"),
      ("a - b", "<mi>a</mi><mo>−</mo><mi>b</mi>"),
      ("\\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
      ("X^\\top", "<msup><mi>X</mi><mi mathvariant=\"normal\">⊤</mi></msup>"),
      (
        "\\hat y",
        "<mover accent=\"true\"><mi>y</mi><mo stretchy=\"false\">^</mo></mover>"
      ),
      (
        "f'(x)",
        "<msup><mi>f</mi><mo lspace=\"0em\" rspace=\"0em\">′</mo></msup>"
          + "<mo form=\"prefix\" stretchy=\"false\">(</mo><mi>x</mi>"
          + "<mo form=\"postfix\" stretchy=\"false\">)</mo>"
      ),
      (
        "\\mathbb R, \\mathbf 1, \\mathcal N",
        "<mi mathvariant=\"normal\">ℝ</mi><mo>,</mo><mi mathvariant=\"normal\">𝟏</mi><mo>,</mo>"
          + "<mi mathvariant=\"normal\">𝒩</mi>"
      ),
      (
        "2 \\log x",
        "<mn>2</mn><mspace width=\"0.167em\"/><mi>log</mi>"
          + "<mspace width=\"0.167em\"/><mi>x</mi>"
      ),
      ("\\text{row sum}", "<mtext>row\u{A0}sum</mtext>"),
      ("a < b", "<mi>a</mi><mo>&lt;</mo><mi>b</mi>"),
      (
        "\\left(x\\right.",
        "<mrow><mo form=\"prefix\" stretchy=\"true\">(</mo><mi>x</mi></mrow>"
      ),
    ])
  func typical(text: String, expected: String) throws {
    #expect(try markup(text) == expected)
  }

  @Test("Limits stand below a sum only where it stands by itself")
  func limits() throws {
    #expect(try markup("\\sum_i x_i", isDisplayed: true).hasPrefix("<munder><mo>∑</mo><mi>i</mi>"))
    #expect(try markup("\\sum_i x_i").hasPrefix("<msub><mo>∑</mo><mi>i</mi></msub>"))
    // In a fraction a formula is as narrow as in a line.
    #expect(
      try markup("\\frac{\\max_k z}{2}", isDisplayed: true)
        .contains("<msub><mi>max</mi><mi>k</mi></msub>"))
    #expect(
      try markup("\\tfrac12", isDisplayed: true) == "<mfrac displaystyle=\"false\"><mn>1</mn>"
        + "<mn>2</mn></mfrac>")
  }

  @Test("Tables")
  func tables() throws {
    let rows =
      "<mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr>"
      + "<mtr><mtd><mn>3</mn></mtd><mtd></mtd></mtr>"
    #expect(
      try markup("\\begin{pmatrix}1&2\\\\3&\\end{pmatrix}")
        == "<mrow><mo form=\"prefix\" stretchy=\"true\">(</mo><mtable>\(rows)</mtable>"
        + "<mo form=\"postfix\" stretchy=\"true\">)</mo></mrow>")
    #expect(
      try markup("\\begin{cases}1&2\\\\3&\\\\ \\end{cases}")
        == "<mrow><mo form=\"prefix\" stretchy=\"true\">{</mo><mtable class=\"cases\">\(rows)"
        + "</mtable></mrow>")
  }

  @Test("A formula's number is kept apart")
  func tag() throws {
    let formula = try Formula("a = b . \\tag{2}", isDisplayed: true)
    #expect(formula.tag == "2")
    #expect(!formula.markup.contains("2"))
  }

  @Test(
    "What isn't known is refused by name",
    arguments: [
      ("\\foo x", "\\foo"), ("\\begin{align}a\\end{align}", "\\begin{align}"), ("a # b", "\"#\""),
      ("\\mathbb{\\pi}", "\\mathbb"), ("\\mathcal a", "\"a\""), ("\\left(x", "\\right"),
      ("{x", "brace"), ("x}", "brace"), ("x^", "ends"), ("\\frac{1}", "ends"), ("a & b", "&"),
      ("a \\\\ b", "\\\\"), ("x_1_2", "two subscripts"), ("\\text{a", "closed"),
      ("a \\tag{1}", "\\tag"), ("\\begin{pmatrix}1", "\\end{pmatrix}"), ("\\sqrt[n]{x}", "\\sqrt"),
      ("\\big x", "\\big"), ("\\", "backslash"), ("\\right)", "\\right"),
    ])
  func refused(text: String, name: String) throws {
    let error = try #require(throws: FormulaError.self) { try Formula(text, isDisplayed: false) }
    #expect(error.description.contains(name))
  }
}

@Suite("Formulas in TeX become a line of text")
struct FormulaTextTests {
  /// Written by hand, as one would type them.
  @Test(
    "Typical formulas",
    arguments: [
      ("J_{ij} = y_i(\\delta_{ij} - y_j)/\\tau", "Jᵢⱼ = yᵢ(δᵢⱼ − yⱼ)/τ"),
      ("\\hat m_1", "m̂₁"),
      ("e^{-|z|}", "e^(−|z|)"),
      ("1 + 4 \\cdot 10^{-18}", "1 + 4 ⋅ 10⁻¹⁸"),
      ("\\tfrac12\\lambda w^2", "1/2λw²"),
      ("\\partial C/\\partial w_j", "∂C/∂wⱼ"),
      ("\\frac{a + b}{2h}", "(a + b)/2h"),
      ("\\frac{1}{1 + e^{-t}}", "1/(1 + e^(−t))"),
      ("\\sqrt{g^2}", "√(g²)"),
      ("\\log(1+e^m)", "log(1 + e^m)"),
      ("\\log\\sigma(z)", "log σ(z)"),
      ("\\mathrm{relu}(z_i - \\max z + b)", "relu(zᵢ − max z + b)"),
      ("G \\leftarrow (G W_l) \\odot f'(Z_{l-1})", "G ← (GWₗ) ⊙ f′(Zₗ₋₁)"),
      ("\\lVert w\\rVert^2", "‖w‖²"),
      ("X^\\top A", "XᵀA"),
      ("\\sum_j e^{z_j}", "∑ⱼe^(zⱼ)"),
      ("\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}", "(1, 2; 3, 4)"),
    ])
  func typical(_ formula: String, _ text: String) throws {
    #expect(try Formula.plainText(formula) == text)
  }

  @Test("In a text, formulas become text; code, prices and what isn't TeX stay")
  func inText() {
    #expect(
      Formula.plainText(in: "Of $x_i$, `$0 + 1` and $\\foo$: $y$ costs 5 $.")
        == "Of xᵢ, `$0 + 1` and $\\foo$: y costs 5 $.")
  }
}
