extension MarkingPage {
  /// What this page has besides the style of all pages.
  static let style = """
    body { max-width: 84rem; }
    .controls { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: end; }
    .controls label { display: flex; flex-direction: column; font-size: .88rem; color: var(--dim); }
    .controls .check { flex-direction: row; align-items: center; gap: .4rem; }
    .controls .wide { flex: 1 1 16rem; min-width: 0; }
    select, input, textarea, button {
      font: inherit; color: var(--ink); background: var(--ground); border: 1px solid var(--dim);
      border-radius: .3rem; padding: .3rem .5rem; max-width: 100%;
    }
    button { background: var(--panel); cursor: pointer; }
    .desk { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 1.5rem; }
    .desk section { border: 0; padding: 0; }
    .desk aside { margin-top: 1.75rem; }
    .desk aside > div { position: sticky; top: 1rem; max-height: calc(100vh - 2rem); overflow: auto; }
    .answer {
      border: 1px solid var(--line); border-inline-start: .3rem solid var(--line);
      border-radius: .3rem; padding: .6rem .8rem; margin-bottom: .9rem; scroll-margin: 1rem;
    }
    .answer.current { border-color: var(--link); border-inline-start-color: var(--link); }
    .answer.marked { border-inline-start-color: var(--good); }
    .answer h2 { font-size: 1rem; margin: 0 0 .4rem; }
    .answer .row { display: flex; flex-wrap: wrap; gap: .5rem .9rem; align-items: center; }
    .answer input { width: 5.5rem; }
    .answer textarea { flex: 1 1 12rem; min-width: 0; min-height: 2.2rem; resize: vertical; }
    .answer .wrong { color: var(--bad); }
    kbd {
      font: .82rem ui-monospace, monospace; border: 1px solid var(--line); border-radius: .25rem;
      padding: 0 .3rem; background: var(--panel);
    }
    @media (max-width: 60rem) {
      .desk { grid-template-columns: minmax(0, 1fr); }
      .desk aside { order: -1; margin-top: 1rem; }
      .desk aside > div { position: static; max-height: 16rem; }
    }
    """
}
