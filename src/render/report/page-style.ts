/** The looks of a report: light and dark, narrow and wide, screen and paper. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--page:#f6f5f2;--card:#fff;--ink:#1d1f23;--soft:#5b616b;--line:#e2dfd8;--track:#ebe8e1;
--blue:#2b63d9;--violet:#7d55c7;--amber:#a86500;--idle:#c9c5bb;--green:#1b7a43;--red:#c02f3f;--teal:#0c7f78;--on:#fff}
@media (prefers-color-scheme:dark){:root{--page:#14161a;--card:#1d2026;--ink:#e9eaec;--soft:#a3a9b4;--line:#333840;
--track:#2b2f37;--blue:#7aa7ff;--violet:#b79cf0;--amber:#eab05a;--idle:#4a505b;--green:#5fcb8c;--red:#ff8a93;
--teal:#5fd0c5;--on:#14161a}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;
-webkit-text-size-adjust:100%}
main{max-width:940px;margin:0 auto;padding:28px 16px 56px}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 4px;overflow-wrap:anywhere}
h2{font-size:1.1rem;margin:0 0 12px}
h3{font-size:.95rem;margin:18px 0 6px;overflow-wrap:anywhere}
p{margin:.4em 0}
.soft,footer{color:var(--soft);font-size:.88rem}
header{display:flex;gap:20px;align-items:center;justify-content:space-between;margin-bottom:20px}
header>div{min-width:0}
section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:18px 20px;margin:0 0 16px}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(128px,1fr));gap:10px;margin:0 0 16px}
.cards div{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:12px 14px}
.cards b{display:block;font-size:1.3rem;line-height:1.25;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
.cards span{color:var(--soft);font-size:.82rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th{text-align:left;color:var(--soft);font-weight:500;font-size:.82rem}
th,td{padding:6px 12px 6px 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
td:not([class]){min-width:8em}
td.word,th.word{overflow-wrap:normal;white-space:nowrap}
tr:last-child td{border-bottom:0}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap;padding-right:0;padding-left:12px}
code{font:.88em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
ul{margin:.3em 0;padding-left:1.2em}
li{margin:.25em 0;overflow-wrap:anywhere}
.parts{display:grid;gap:10px;margin:0;padding:0;list-style:none}
.parts li{display:grid;grid-template-columns:6.5em 1fr 2.6em;gap:4px 12px;align-items:center;margin:0}
.parts small{grid-column:2/4;color:var(--soft);margin-top:-4px}
.meter{height:8px;border-radius:4px;background:var(--track);overflow:hidden}
.meter i{display:block;height:100%;background:var(--blue);border-radius:4px}
.key{display:flex;flex-wrap:wrap;gap:6px 16px;margin:10px 0 0;padding:0;list-style:none;color:var(--soft);font-size:.82rem}
.key li{display:flex;gap:6px;align-items:center;margin:0}
.key svg{flex:none}
.tag{display:inline-block;border:1px solid var(--line);border-radius:99px;padding:0 9px;font-size:.82rem;color:var(--soft);white-space:nowrap}
.good{color:var(--green)}.poor{color:var(--red)}.fair{color:var(--amber)}
svg{display:block;max-width:100%;height:auto}
svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--ink);unicode-bidi:isolate}
svg .label,svg .tick,svg .note{fill:var(--soft)}
svg .name,svg .value{font-size:13px}
svg .value{fill:var(--soft);font-variant-numeric:tabular-nums}
svg .tick{font-variant-numeric:tabular-nums;font-size:11px}
.grid{stroke:var(--line);stroke-width:1}
.track{fill:var(--track)}
.bar,.call{fill:var(--blue)}
.bad{fill:var(--red)}
.line{fill:none;stroke:var(--blue);stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}
.area{fill:var(--blue);opacity:.12}
.ideal{stroke:var(--soft);stroke-width:1.5;stroke-dasharray:5 5;fill:none}
.dot{fill:var(--blue);stroke:var(--card);stroke-width:1.5}
.current{fill:var(--amber)}
.state-setup{fill:var(--violet)}.state-working{fill:var(--blue)}.state-waiting{fill:var(--amber)}.state-idle{fill:var(--idle)}
.agent{fill:var(--teal)}
svg .on-agent{fill:var(--on);font-size:11px}
.mark-commit{fill:var(--green);stroke:var(--card)}.mark-test_ok{fill:var(--teal);stroke:var(--card)}
.mark-test_failed{fill:none;stroke:var(--red);stroke-width:2.5}
.mark-interrupted,.mark-compaction{fill:none;stroke:var(--amber);stroke-width:2.5}
.ring{flex:none}.ring .full{fill:var(--blue)}.ring.good .full{fill:var(--green)}.ring.poor .full{fill:var(--red)}
.ring.fair .full{fill:var(--amber)}
svg .big{font-size:34px;font-weight:650;fill:var(--ink)}
.narrow{display:none}
@media (max-width:620px){.wide{display:none}.narrow{display:block;width:100%}header .ring{width:96px}
main{padding:18px 12px 40px}section{padding:14px}h1{font-size:1.35rem}
.parts li{grid-template-columns:5.6em 1fr 2.4em}}
@media print{:root{--page:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#ccc;--track:#e6e6e6;--blue:#2b63d9;--violet:#7d55c7;
--amber:#a86500;--idle:#c9c5bb;--green:#1b7a43;--red:#c02f3f;--teal:#0c7f78;--on:#fff}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
body{font-size:11pt}main{max-width:none;padding:0}.wide{display:block}.narrow{display:none}
section,.cards div,tr,svg{break-inside:avoid}section{border-radius:0;border-width:0 0 1px;padding:10px 0}.scroll{overflow:visible}}
`;
