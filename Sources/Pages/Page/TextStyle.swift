/// How formulas, code, tables and hints of a text look, on any page that has them below an element of the class `text`.
/// The page says what `--panel`, `--ink`, `--dim` and `--line` are.
public let textStyle = """
  .text math {
    font-family: "Latin Modern Math", "STIX Two Math", "Cambria Math", "Libertinus Math",
      "DejaVu Math TeX Gyre", math, serif;
    font-size: 1.06em;
  }
  .text .joined { white-space: nowrap; }
  .text .formula {
    display: flex; align-items: center; gap: 1rem; margin: .6rem 0; overflow-x: auto;
    overflow-y: hidden; padding: .25rem 0;
  }
  .text .formula math { flex: 1 0 auto; margin: 0; }
  .text .formula .tag { flex: none; }
  .text math mtable.cases mtd { text-align: start; }
  .text pre.code {
    font: .86em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
    background: var(--panel); color: var(--ink); border: 1px solid var(--line);
    border-radius: .3rem; margin: .7rem 0; padding: .6rem .75rem; overflow-x: auto;
    overflow-wrap: normal; max-height: none; tab-size: 4;
  }
  .text code {
    font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
    font-size: .9em;
  }
  .text pre.code code { font-size: 1em; }
  .text .table { overflow-x: auto; margin: .7rem 0; }
  .text .table table { border-collapse: collapse; font-size: .95em; margin: 0; width: auto; }
  .text .table th, .text .table td {
    text-align: start; vertical-align: top; padding: .3rem 1rem .3rem 0; font-weight: 400;
    border-bottom: 1px solid var(--line); overflow-wrap: normal;
  }
  .text .table thead th { color: var(--dim); }
  .text .table .number { text-align: end; }
  .text blockquote {
    margin: .7rem 0; padding-inline-start: .9rem; border-inline-start: .2rem solid var(--line);
  }
  .text details { margin: .4rem 0; }
  .text details[open] {
    border-inline-start: .2rem solid var(--line); padding-inline-start: .9rem;
  }
  @media print {
    .text pre.code { white-space: pre-wrap; overflow-wrap: anywhere; }
    .text .formula, .text .table { overflow: visible; break-inside: avoid; }
  }
  """
