import { trusted, type Markup } from "./markup.ts"

/** Colours by the reader's theme; text against its surface is at least 7:1 (faint 4.5:1). On paper it is always light. */
export const style: Markup = trusted(`
:root{color-scheme:light dark;--back:#fff;--raised:#f6f7f9;--text:#1b1f24;--faint:#56606c;--line:#d9dde3;--accent:#0b5cbf;--good:#05704f;--bad:#b3261e;--warn:#8a5a00;
--mark-waiting:#6b7683;--mark-running:#0b5cbf;--mark-paused:#7a5c00;--mark-complete:#05704f;--mark-pruned:#66707c;--mark-failed:#b3261e;--mark-infeasible:#9a4a00;--mark-excluded:#7b5a9e}
@media screen and (prefers-color-scheme:dark){:root{--back:#0e1115;--raised:#15191f;--text:#e6eaf0;--faint:#9ba6b4;--line:#2d3540;--accent:#6cb2ff;--good:#57d3a5;--bad:#ff8a80;--warn:#f0bd5b;
--mark-waiting:#97a3b2;--mark-running:#6cb2ff;--mark-paused:#e3c060;--mark-complete:#57d3a5;--mark-pruned:#8d98a7;--mark-failed:#ff8a80;--mark-infeasible:#f2a65e;--mark-excluded:#c3a3e6}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--text);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
header,nav,main,footer{max-width:60rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2rem}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 .3rem}
h2{font-size:1.35rem;margin:2.6rem 0 .8rem;padding-top:1.1rem;border-top:1px solid var(--line)}
h3{font-size:1.05rem;margin:1.9rem 0 .5rem}
p,ul,dl{margin:.6rem 0}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--back);padding:.3rem .6rem}
.sub,.help,.lack{color:var(--faint)}
.running{border-left:4px solid var(--accent);background:var(--raised);padding:.5rem .9rem}
nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;padding:0;margin:.9rem 0}
.summary{list-style:none;padding:0;font-size:1.06rem}
.summary li{margin:.45rem 0}
.about-best,.about-honest{font-weight:600}
.good{color:var(--good)}.bad{color:var(--bad);font-weight:600}
.warn{color:var(--warn)}.bar{display:block;height:.7em;margin-top:.35em;background:var(--accent);print-color-adjust:exact}
.wide{overflow-x:auto;margin:.8rem 0;max-width:100%}
table{border-collapse:collapse;font-size:.86rem;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:.26rem .9rem .26rem 0;border-bottom:1px solid var(--line);overflow-wrap:normal}
td{max-width:34rem;overflow-wrap:break-word;min-width:3.2rem}
thead th{color:var(--faint);font-weight:600;white-space:nowrap}
.n{text-align:right}
.facts th{font-weight:400;color:var(--faint);white-space:nowrap;max-width:22rem;overflow:hidden;text-overflow:ellipsis;padding-right:1.6rem}
pre,code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.85em}
pre{background:var(--raised);border:1px solid var(--line);border-radius:5px;padding:.55rem .8rem;margin:.3rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
dt{color:var(--faint);margin-top:.7rem}dd{margin:0}
figure{margin:0 0 2.4rem;break-inside:avoid}
figure h3{margin-bottom:.1rem}
figure svg{display:block;width:100%;height:auto;max-width:100%}
.picture svg text{font-family:inherit}.lacking li{margin:.4rem 0}
figcaption{margin:.2rem 0}
details{margin:.4rem 0}summary{cursor:pointer;color:var(--faint)}
.swatch{display:inline-block;width:.7em;height:.7em;border-radius:50%;margin-right:.35em}
.seeds{font-size:.82rem;font-variant-numeric:tabular-nums}.seeds span{white-space:nowrap;margin-right:.8em}
.signature{display:grid;grid-template-columns:1fr 1fr;gap:2.6rem 2rem;margin:2.4rem 0 1rem}
.signature div{border-top:1px solid var(--text);padding-top:.2rem;color:var(--faint);font-size:.85rem}
footer{color:var(--faint);font-size:.85rem;margin-top:3rem;padding-bottom:2.5rem}
@media print{@page{margin:16mm 14mm}body{font-size:10pt}nav,.skip{display:none}header,main,footer{max-width:none;padding:0}h2{break-after:avoid}h3{break-after:avoid}
tr{break-inside:avoid}thead{display:table-header-group}.warn{color:var(--warn)}.bar{display:block;height:.7em;margin-top:.35em;background:var(--accent);print-color-adjust:exact}
.wide{overflow:visible}table{font-size:7.6pt}td,th{padding-right:.5rem}td{overflow-wrap:anywhere}thead th{white-space:normal}details:not([open]){display:none}a{color:inherit;text-decoration:none}pre{white-space:pre-wrap}}
`)
