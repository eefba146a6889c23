import { markup } from '../../text/markup.ts';

/** The style of the HTML report: one column on a telephone, light or dark as its reader has it, black on white on paper. */
export const HTML_STYLE = markup`
:root { color-scheme: light dark; --back: #fff; --card: #f6f7f9; --line: #d5d9e0; --text: #1b1f24; --dim: #5b6470; --good: #12692f; --bad: #b3161b; --warn: #8a5300; --calm: #1f5fa8; }
@media (prefers-color-scheme: dark) { :root { --back: #14171b; --card: #1d2127; --line: #363d47; --text: #e6e9ee; --dim: #9aa5b3; --good: #5fd38a; --bad: #ff8480; --warn: #f0b354; --calm: #82b8ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, "Segoe UI", sans-serif; overflow-wrap: anywhere; }
main { max-width: 1080px; margin: 0 auto; padding: 20px 16px 48px; }
h1 { margin: 0 0 8px; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 32px 0 8px; font-size: 1.1rem; }
.outcome { margin: 0 0 16px; padding: 10px 14px; border-left: 6px solid var(--state); background: var(--card); font-size: 1.05rem; font-weight: 600; }
.good { --state: var(--good); } .bad { --state: var(--bad); } .warn { --state: var(--warn); } .calm { --state: var(--calm); } .dim { --state: var(--dim); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 0; }
dt { color: var(--dim); } dd { margin: 0; }
.board { display: grid; grid-template-columns: repeat(auto-fill, minmax(220px, 1fr)); gap: 8px; padding: 0; margin: 0; list-style: none; }
.board li { padding: 8px 12px; background: var(--card); border-radius: 6px; }
.board span { display: block; color: var(--dim); font-size: .85rem; }
.window { margin: 0 0 12px; } .bar { height: 10px; margin: 4px 0; background: var(--line); border-radius: 5px; overflow: hidden; } .bar i { display: block; height: 100%; background: var(--state); }
section.found { padding: 2px 16px 10px; margin: 16px 0 0; background: var(--card); border-left: 4px solid var(--state); }
section.found h2 { margin-top: 10px; } section.found ul { margin: 0; padding-left: 18px; } section.found li { margin-top: 6px; } section.found li > ul { list-style: none; padding-left: 0; color: var(--dim); }
.timeline { list-style: none; margin: 0; padding: 0; border-top: 1px solid var(--line); }
.timeline > li { border-bottom: 1px solid var(--line); padding: 5px 0; }
.row { display: grid; grid-template-columns: 9.5em 6.5em 1fr 6.5em; gap: 0 10px; align-items: baseline; }
.time { color: var(--dim); font-variant-numeric: tabular-nums; font-size: .85rem; white-space: nowrap; }
.badge { color: var(--state); font-weight: 600; font-size: .85rem; }
.what { padding-left: calc(var(--depth) * 14px); min-width: 0; } .what .dim { color: var(--dim); }
.took { text-align: right; color: var(--dim); font-variant-numeric: tabular-nums; font-size: .85rem; }
.head { font-weight: 600; }
.run { position: relative; height: 3px; margin-top: 3px; } .run i { position: absolute; height: 3px; min-width: 2px; background: var(--state); border-radius: 2px; }
summary { cursor: pointer; color: var(--dim); font-size: .85rem; }
pre { margin: 4px 0; padding: 8px 10px; background: var(--card); border-radius: 6px; font: 13px/1.45 ui-monospace, Consolas, monospace; white-space: pre-wrap; }
pre b { color: var(--dim); font-weight: 400; } pre .bad, p.bad { color: var(--bad); } pre .warn { color: var(--warn); }
p { margin: 4px 0; }
footer { margin-top: 40px; color: var(--dim); font-size: .85rem; }
@media (max-width: 640px) { .row { grid-template-columns: 1fr auto; } .time { grid-column: 1; } .badge { grid-column: 2; } .what { grid-column: 1 / -1; padding-left: calc(var(--depth) * 6px); } .took { grid-column: 1 / -1; text-align: left; } dl { grid-template-columns: 1fr; } dt { margin-top: 6px; } }
@media print { body { background: #fff; color: #000; } main { max-width: none; } details:not([open]) { display: none; } .timeline > li { break-inside: avoid; } }
`;
