extension HTML {
  /// How the pages look: on a phone, on a wide screen, in the dark and on paper.
  static let style = """
    :root {
      --ground: #ffffff; --panel: #f5f6f8; --ink: #1b1f24; --dim: #565e68; --line: #d5d9df;
      --link: #0b57a4; --good: #176b34; --bad: #b3261e; --warn: #7a4b00; --warn-ground: #fff3d6;
      --bad-ground: #fdecea; --bar: #3b6fb5; --rail: #e1e5ea;
    }
    @media (prefers-color-scheme: dark) {
      :root {
        --ground: #14171b; --panel: #1d2228; --ink: #e6e9ed; --dim: #a4adb8; --line: #38404a;
        --link: #8ab9f1; --good: #7ccf94; --bad: #ff9d94; --warn: #f3c66b; --warn-ground: #35290f;
        --bad-ground: #3a1d1b; --bar: #6f9fde; --rail: #333b45;
      }
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0 auto; padding: 1rem; max-width: 58rem; background: var(--ground); color: var(--ink);
      font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
      overflow-wrap: anywhere;
    }
    h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
    h2 { font-size: 1.2rem; line-height: 1.3; margin: 0 0 .5rem; }
    h3 { font-size: 1.02rem; line-height: 1.4; margin: 1rem 0 .25rem; }
    .test h3 { margin: 0; }
    h4 { font-size: .95rem; margin: 1rem 0 .25rem; }
    p { margin: .4rem 0; }
    a { color: var(--link); }
    ul { margin: .4rem 0; padding-inline-start: 1.25rem; }
    .dim { color: var(--dim); }
    .total { font-size: 1.35rem; font-weight: 600; margin: .5rem 0; }
    section { border-top: 1px solid var(--line); margin-top: 1.75rem; padding-top: 1.25rem; }
    .notice {
      border: 1px solid currentColor; border-inline-start-width: .4rem; border-radius: .3rem;
      padding: .6rem .8rem; margin: .8rem 0; color: var(--warn); background: var(--warn-ground);
    }
    .notice.bad { color: var(--bad); background: var(--bad-ground); }
    .notice h2 { font-size: 1rem; margin: 0; }
    .notice ul { margin-bottom: 0; }
    .bar {
      display: inline-block; width: 100%; height: .6rem; border-radius: .3rem; overflow: hidden;
      background: var(--rail); vertical-align: middle; print-color-adjust: exact;
      -webkit-print-color-adjust: exact;
    }
    .bar > span { display: block; height: 100%; background: var(--bar); }
    .bar.full > span { background: var(--good); }
    .overview { list-style: none; padding: 0; margin: .75rem 0; }
    .overview li {
      display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .1rem .75rem;
      padding: .4rem 0; border-bottom: 1px solid var(--line); align-items: center;
    }
    .overview .points { grid-column: 2; grid-row: 1; }
    .overview .bar, .overview .state { grid-column: 1 / -1; }
    .overview .state { font-size: .88rem; }
    .points { white-space: nowrap; font-variant-numeric: tabular-nums; }
    @media (min-width: 44rem) {
      .overview li { grid-template-columns: 15rem minmax(6rem, 1fr) 5rem 11rem; }
      .overview .bar { grid-column: 2; grid-row: 1; }
      .overview .points { grid-column: 3; grid-row: 1; text-align: end; }
      .overview .state { grid-column: 4; grid-row: 1; }
    }
    .test {
      border: 1px solid var(--line); border-inline-start: .3rem solid var(--bad);
      border-radius: .3rem; padding: .6rem .8rem; margin: .75rem 0;
    }
    .test .verdict { margin: 0 0 .3rem; font-size: .88rem; color: var(--bad); }
    .label { font-weight: 600; }
    .mistake { border-inline-start: .2rem solid var(--warn); padding-inline-start: .6rem; }
    .hint { border-inline-start: .2rem solid var(--bar); padding-inline-start: .6rem; }
    .good { color: var(--good); }
    .bad-text { color: var(--bad); }
    pre {
      font: .84rem/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
      background: var(--panel); border: 1px solid var(--line); border-radius: .3rem; margin: .4rem 0;
      padding: .5rem .6rem; tab-size: 4;
    }
    pre.code { overflow: auto; overflow-wrap: normal; max-height: 32rem; }
    pre.prose { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }
    .hint pre { background: none; border: 0; padding: 0; margin: 0; }
    pre.wraps { white-space: pre-wrap; overflow-wrap: anywhere; }
    details { margin: .6rem 0; }
    summary { cursor: pointer; }
    summary h3, summary h4 { display: inline; }
    .pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 1rem; }
    .pair pre.code { max-height: none; }
    @media screen and (min-width: 60rem) {
      .pair { width: min(94vw, 96rem); margin-inline: calc(50% - min(47vw, 48rem)); }
    }
    @media screen and (max-width: 44rem) { .pair { grid-template-columns: minmax(0, 1fr); } }
    .compact { columns: 22rem; font-size: .92rem; }
    .compact li { break-inside: avoid; }
    dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .1rem 1rem; margin: .5rem 0; }
    dt { color: var(--dim); }
    dd { margin: 0; }
    table { border-collapse: collapse; width: 100%; font-size: .92rem; margin: .5rem 0; }
    caption { text-align: start; color: var(--dim); padding-bottom: .3rem; }
    th, td {
      text-align: start; vertical-align: top; padding: .3rem .9rem .3rem 0; min-width: 4rem;
      border-bottom: 1px solid var(--line); font-weight: 400; overflow-wrap: break-word;
    }
    th:last-child, td:last-child { padding-inline-end: 0; }
    thead th { color: var(--dim); font-size: .85rem; vertical-align: bottom; }
    .number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
    td > bdi, th > bdi, td a, th a { overflow-wrap: anywhere; }
    @media screen and (max-width: 44rem) {
      /* On a phone each row is a card, and each cell says what it is. */
      table, caption, tbody, tr, th, td { display: block; }
      thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
      tr { border-bottom: 1px solid var(--line); padding: .5rem 0; }
      th, td { border: 0; padding: .05rem 0; min-width: 0; overflow-wrap: anywhere; }
      tbody th { font-weight: 600; }
      td.number { text-align: start; white-space: normal; }
      td:empty { display: none; }
      td[data-label]::before { content: attr(data-label) ": "; color: var(--dim); }
    }
    .facts { display: flex; flex-wrap: wrap; gap: .6rem 2rem; padding: 0; margin: .75rem 0; list-style: none; }
    .facts b { display: block; font-size: 1.25rem; }
    figure { margin: 1rem 0; }
    svg { width: 100%; height: auto; max-width: 38rem; display: block; }
    svg text { fill: var(--ink); font: 13px system-ui, sans-serif; }
    svg .column { fill: var(--bar); }
    svg .axis { stroke: var(--dim); }
    .contents ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
    footer { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: .75rem; font-size: .9rem; }
    :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    @media print {
      :root {
        --ground: #fff; --panel: #fff; --ink: #000; --dim: #333; --line: #999; --link: #000;
        --good: #0b4d20; --bad: #8c1009; --warn: #5c3800; --warn-ground: #fff; --bad-ground: #fff;
        --bar: #555; --rail: #ddd;
      }
      html { font-size: 10pt; }
      body { max-width: none; padding: 0; }
      .contents { display: none; }
      .unfolded details::details-content { content-visibility: visible; display: block; block-size: auto; opacity: 1; }
      .unfolded summary { list-style: none; }
      pre { max-height: none; white-space: pre-wrap; overflow-wrap: anywhere; overflow: visible; }
      h1, h2, h3, h4, summary, .verdict { break-after: avoid; }
      .overview li, tr, .notice, svg { break-inside: avoid; }
      .overview li { grid-template-columns: 11rem minmax(5rem, 1fr) 4.5rem 9rem; }
      .overview .bar { grid-column: 2; grid-row: 1; }
      .overview .points { grid-column: 3; grid-row: 1; text-align: end; }
      .overview .state { grid-column: 4; grid-row: 1; }
    }
    """
}
