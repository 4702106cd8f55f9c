/** What every page shares, the desk's screens included: ink on paper white, indigo for acts, vermilion for fire alone. */
export const STYLE = `
:root {
  color-scheme: light;
  --paper: #fbfaf7;
  --surface: #fff;
  --ink: #1b1e24;
  --ink-soft: #4c515b;
  --rule: #dcd8cf;
  --edge: #77746c;
  --ai: #1d3f73;
  --ai-deep: #122a50;
  --ai-tint: #edf1f7;
  --shu: #b5301a;
  --shu-tint: #fcefeb;
  --gap: 1rem;
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.8 "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, system-ui, sans-serif;
  line-break: strict;
  overflow-wrap: anywhere;
}
h1, h2, h3 { line-height: 1.45; word-break: auto-phrase; text-wrap: pretty; margin: 0; }
h1 { font-size: 1.625rem; letter-spacing: .02em; }
h2 { font-size: 1.1875rem; }
h3 { font-size: 1rem; }
p { margin: .5rem 0; }
ul, ol { margin: .5rem 0; padding-left: 1.5rem; }
dl, dd, dt { margin: 0; }
a { color: var(--ai); text-underline-offset: .2em; }
a:hover { color: var(--ai-deep); text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--ai); outline-offset: 2px; border-radius: 2px; }
main:focus, [tabindex="-1"]:focus { outline: none; }
[hidden] { display: none !important; }
.skip { position: absolute; left: -100vw; top: 0; padding: .75rem 1rem; background: var(--ai); color: #fff; z-index: 2; }
.skip:focus { left: 0; color: #fff; }
.top { border-top: 4px solid var(--ai); border-bottom: 1px solid var(--rule); background: var(--surface); }
.top-inner { max-width: 44rem; margin: auto; padding: .25rem 1rem; display: flex; flex-wrap: wrap; align-items: center; column-gap: .75rem; }
.brand { display: inline-flex; align-items: center; min-height: 44px; font-weight: 700; letter-spacing: .12em; color: var(--ink); text-decoration: none; }
.brand::before { content: ""; width: .5rem; height: 1.1rem; margin-right: .5rem; background: var(--shu); border-radius: 1px; }
.brand-of { font-size: .8125rem; color: var(--ink-soft); }
.page { max-width: 44rem; margin: auto; padding: 1.5rem 1rem 4rem; }
.lead { font-size: 1.0625rem; margin: .75rem 0 1rem; }
.hint { font-size: .875rem; line-height: 1.7; color: var(--ink-soft); margin: .25rem 0; }
.note { border-top: 1px solid var(--rule); padding-top: .75rem; color: var(--ink-soft); font-size: .9375rem; }
.plain, .reach ul { padding-left: 1.25rem; }
.link-strong { display: inline-flex; align-items: center; min-height: 44px; font-weight: 700; }
.call { display: flex; flex-wrap: wrap; column-gap: 1rem; margin: 1.25rem 0; padding: .75rem 1rem; background: var(--surface); border: 1px solid var(--rule); }
.call strong { color: var(--ink); }
.call-words { flex-basis: 100%; font-size: .875rem; color: var(--ink-soft); }
.call-words:empty { display: none; }
.tel { font-weight: 700; white-space: nowrap; font-variant-numeric: tabular-nums; }
a.tel { display: inline-flex; align-items: center; min-height: 44px; margin: -.5rem 0; }
.doors { display: grid; gap: 1rem; margin: 1.5rem 0; }
.door { display: block; padding: 1.25rem; background: var(--surface); border: 1px solid var(--edge); border-radius: 6px; color: var(--ink); text-decoration: none; }
.door:hover { border-color: var(--ai); box-shadow: inset 0 0 0 1px var(--ai); color: var(--ink); }
.door-name { display: block; font-size: 1.25rem; font-weight: 700; color: var(--ai); }
.door-main { background: var(--ai); border-color: var(--ai); color: #fff; }
.door-main:hover { background: var(--ai-deep); color: #fff; }
.door-main .door-name { color: #fff; font-size: 1.5rem; }
@media (min-width: 40rem) { .doors { grid-template-columns: 3fr 2fr; } }

.field { margin: 1.5rem 0; padding: 0; border: 0; min-width: 0; }
.field-wrong { border-left: 4px solid var(--shu); padding-left: .75rem; }
label, legend { font-weight: 700; }
legend { padding: 0; }
.field > label { display: block; }
.field > .choice { display: flex; }
.tag { display: inline-block; margin-left: .5rem; padding: 0 .375rem; border: 1px solid var(--rule); border-radius: 2px; font-size: .75rem; line-height: 1.5; font-weight: 400; color: var(--ink-soft); vertical-align: .1em; }
.tag-required { border-color: var(--ink); color: var(--ink); font-weight: 700; }
input:not([type=radio], [type=checkbox]), select, textarea {
  display: block; width: 100%; min-height: 48px; margin-top: .375rem; padding: .5rem .75rem;
  font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--edge); border-radius: 4px;
}
textarea { line-height: 1.7; resize: vertical; field-sizing: content; min-height: 7rem; max-height: 40rem; }
input[type=datetime-local] { max-width: 17rem; appearance: none; -webkit-appearance: none; }
input.code { max-width: 12rem; font-size: 1.5rem; letter-spacing: .3em; font-variant-numeric: tabular-nums; }
input[aria-invalid=true], textarea[aria-invalid=true], select[aria-invalid=true] { border: 2px solid var(--shu); }
.group { margin-top: .5rem; background: var(--surface); border: 1px solid var(--edge); border-radius: 4px; }
.group > summary { display: flex; align-items: center; min-height: 48px; padding: .5rem .75rem; font-weight: 700; line-height: 1.5; cursor: pointer; }
.group > summary::-webkit-details-marker { display: none; }
.group > summary::before { content: "+"; content: "+" / ""; flex: none; width: 1.5rem; color: var(--ai); font-size: 1.25rem; line-height: 1; }
.group[open] > summary::before { content: "\\2212"; content: "\\2212" / ""; }
.group:has(input:checked:not([value=""])) > summary { background: var(--ai-tint); }
.group > .choices { margin-top: 0; padding: .25rem .75rem .75rem; }
.choices { display: grid; gap: .5rem; margin-top: .375rem; }
.choice { display: flex; align-items: center; gap: .75rem; min-height: 48px; padding: .5rem .75rem; background: var(--surface); border: 1px solid var(--edge); border-radius: 4px; font-weight: 400; line-height: 1.5; cursor: pointer; }
.choice:has(:checked) { border-color: var(--ai); background: var(--ai-tint); box-shadow: inset 0 0 0 1px var(--ai); }
.choice:has(:focus-visible) { outline: 3px solid var(--ai); outline-offset: 2px; }
.choice input { flex: none; width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--ai); }
.choice input:focus-visible { outline: none; }
.group-plain > summary { font-weight: 400; }
.group-plain .field { margin-top: .25rem; }
.inside { padding: 0 .75rem .75rem; }
.below { display: none; margin: .25rem 0 .5rem; padding: .25rem .75rem; border-left: 4px solid var(--ai); }
.ticked:has(:checked) > .below { display: block; }
.question { margin: 1.5rem 0; padding: 0 .75rem; background: var(--surface); border: 1px solid var(--rule); }
.question .field { margin: 1rem 0; }
.question .group { margin-bottom: .75rem; }
.button.button-quiet { min-height: 44px; padding: .25rem 0; color: var(--ai); background: none; border: 0; font-weight: 400; text-decoration: underline; text-underline-offset: .2em; }
.button.button-quiet:hover { color: var(--ai-deep); background: none; }
.first { margin: 1.25rem 0; padding: .75rem 1rem; background: var(--surface); border-left: 4px solid var(--ai); }
.label { font-weight: 700; margin: 0; }
.status { margin: 1rem 0; padding: .75rem 1rem; border-left: 4px solid var(--ai); background: var(--ai-tint); }
.status p { margin: 0; }
.talk { padding: 0; list-style: none; }
.talk li { margin: .75rem 0; padding: .75rem 1rem; background: var(--surface); border: 1px solid var(--rule); border-left: 4px solid var(--edge); }
.talk .talk-desk { border-left-color: var(--ai); background: var(--ai-tint); }
.talk-by { display: flex; flex-wrap: wrap; column-gap: 1rem; margin: 0; font-size: .875rem; }
.talk-text { margin: .25rem 0 0; white-space: pre-wrap; }
.state-words { display: block; font-weight: 400; font-size: .875rem; }
.paper { width: 100%; border-collapse: collapse; background: var(--surface); }
.paper th, .paper td { padding: .375rem .5rem; border: 1px solid var(--edge); text-align: left; vertical-align: top; }
.paper th { width: 34%; }
.paper p { margin: 0; }
.paper .small { font-size: .8125rem; font-weight: 400; color: var(--ink-soft); }
.paper .strong { font-weight: 700; }
.paper-tall td { height: 9rem; }
.paper-row td { height: 2.75rem; }
@media (min-width: 40rem) { .choices { grid-template-columns: 1fr 1fr; } .choices-wide { grid-template-columns: 1fr; } }
.files-drop { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; padding: .75rem; border: 2px dashed var(--edge); border-radius: 6px; }
.files-drop .files-input { position: absolute; width: 1px; min-height: 1px; height: 1px; margin: 0; padding: 0; opacity: 0; }
.files-input:focus-visible + label { outline: 3px solid var(--ai); outline-offset: 2px; }
.files-list { padding: 0; list-style: none; }
.files-list li { display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; padding: .625rem 0; border-bottom: 1px solid var(--rule); }
.files-list [hidden] { display: none; }
.files-name { flex: 1 0 100%; font-weight: 700; }
.files-state { flex: 1 1 12rem; }
.files-list progress { width: 100%; accent-color: var(--ai); }
.files-list .button { min-height: 44px; padding: .25rem 1rem; }
.files-said:empty { display: none; }
.files-ask { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1rem 0; padding: 1rem; border: 3px solid var(--shu); background: var(--surface); }
.files-ask[hidden] { display: none; }
.files-ask p { flex: 1 0 100%; margin: 0; overflow-wrap: anywhere; }
.files-ask p:first-child { font-weight: 700; }
.wrong { margin: .25rem 0; color: var(--shu); font-weight: 700; }
.summary { margin: 0 0 1.5rem; padding: 1rem; border: 3px solid var(--shu); background: var(--surface); }
.summary a { color: var(--shu); font-weight: 700; display: inline-block; padding: .25rem 0; min-height: 32px; }
.summary h2 + p { margin-bottom: 0; }
.caution { padding: .75rem 1rem; border-left: 4px solid var(--ink); background: var(--surface); font-weight: 700; }
.part { margin-top: 2.5rem; padding-top: 1.25rem; border-top: 1px solid var(--rule); }
.reach { margin: 2rem 0 1rem; padding: 1rem; background: var(--ai-tint); }
.reach p { margin-bottom: 0; font-size: .9375rem; }
.button { display: inline-flex; align-items: center; justify-content: center; min-height: 48px; padding: .5rem 1.5rem; font: inherit; font-weight: 700; line-height: 1.4; color: #fff; background: var(--ai); border: 2px solid var(--ai); border-radius: 6px; text-decoration: none; cursor: pointer; }
.button:hover { background: var(--ai-deep); border-color: var(--ai-deep); color: #fff; }
.button-second { color: var(--ai); background: var(--surface); }
.button-second:hover { color: var(--ai-deep); background: var(--ai-tint); border-color: var(--ai-deep); }
.button[aria-disabled=true] { cursor: progress; opacity: .7; }
.button-large { width: 100%; min-height: 60px; font-size: 1.125rem; }
.act { margin: 1.25rem 0; }

.slip { margin: 1rem 0; background: var(--surface); border: 1px solid var(--rule); border-top: 3px solid var(--ink); }
.slip > div { display: grid; grid-template-columns: 6.5rem 1fr; gap: .75rem; align-items: baseline; padding: .625rem 1rem; border-top: 1px solid var(--rule); }
.slip > div:first-child { border-top: 0; }
.slip dt { font-size: .875rem; color: var(--ink-soft); }
.slip dd { font-weight: 700; }
.slip > .slip-number { display: block; }
.number { font-size: 1.75rem; line-height: 1.4; letter-spacing: .03em; font-variant-numeric: tabular-nums; white-space: nowrap; }
.sources { margin-top: 3rem; font-size: .75rem; }
.receipt h2 { margin-top: 2rem; }
.receipt h3 { margin-top: 1rem; }
.steps { padding-left: 0; list-style: none; counter-reset: step; }
.steps li { counter-increment: step; display: flex; gap: .75rem; align-items: baseline; padding: .625rem 0; border-bottom: 1px solid var(--rule); font-size: 1.0625rem; }
.steps li::before { content: counter(step); flex: none; width: 1.75rem; text-align: center; font-weight: 700; color: #fff; background: var(--ai); border-radius: 2px; }
.never { padding-left: 0; list-style: none; }
.never li { display: flex; gap: .75rem; align-items: baseline; padding: .625rem 0; border-bottom: 1px solid var(--rule); }
.never li::before { content: "\\d7"; content: "\\d7" / ""; flex: none; width: 1.75rem; text-align: center; font-weight: 700; font-size: 1.25rem; line-height: 1; color: var(--shu); }
.result { margin: 1rem 0; padding: 1rem; border-left: 4px solid var(--ai); background: var(--ai-tint); }
.result p { margin-bottom: 0; }
@media (prefers-reduced-motion: no-preference) { .button, .door, .choice { transition: background-color .12s, border-color .12s; } }
@media print {
  @page { size: A4; margin: 12mm; }
  body { background: #fff; font-size: 9pt; line-height: 1.4; }
  .skip, .screen { display: none; }
  .top { border-top: 0; }
  .brand, a.tel { min-height: 0; }
  .top-inner, .page { max-width: none; padding: 0; }
  h1, .receipt h1 { margin: 4pt 0; font-size: 14pt; }
  h2 { font-size: 11pt; }
  .receipt h2, .receipt h3 { margin-top: 4pt; break-after: avoid; }
  .slip, .call { margin: 3pt 0; }
  .call { padding: 3pt 8pt; }
  .slip > div { padding: 2pt 8pt; }
  .slip > .slip-number { display: grid; }
  .number { font-size: 14pt; line-height: 1.2; }
  .receipt h3 { font-size: 9.5pt; }
  .receipt .never { columns: 2; }
  .steps, .never, p { margin: 2pt 0; }
  .steps li, .never li { padding: 1pt 0; font-size: 9pt; break-inside: avoid; }
  .steps li::before { color: #000; background: none; border: 1px solid #000; }
  .hint, .paper .small { font-size: 7.5pt; line-height: 1.3; }
  .paper th, .paper td { padding: 2pt 4pt; line-height: 1.4; }
  .paper-row td { height: 6.5mm; }
  .paper-tall td { height: 16mm; }
  .paper + h2 { margin-top: 6pt; }
  a { color: inherit; text-decoration: none; }
}
`;
