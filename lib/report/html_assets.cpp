#include "report/html_assets.hpp"

namespace idsxml::report::html {

const std::string_view style_sheet_hash = "DryC72Dqzvr5neTBQa9/fjsLQ6+zK2yFdWQCfBEohxs=";
const std::string_view script_hash = "TD5qZDyQcQ3DMYGUA4yPYEq1lRP13tGZrDRiUIz/7Ic=";

const std::string_view style_sheet = R"css(
:root {
  color-scheme: light dark;
  --page: #f5f6f8; --card: #ffffff; --raised: #eef0f4; --line: #cfd5de; --text: #1b2330; --soft: #515c6b; --link: #0b57b7;
  --added: #116329; --added-tint: #e2f5e6; --added-mark: #a9e2b5;
  --removed: #a3121f; --removed-tint: #fdeaea; --removed-mark: #f7bcbc;
  --changed: #7a4d00; --changed-tint: #fdf3dc; --focus: #0b57b7;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10141b; --card: #171d26; --raised: #212936; --line: #3a4555; --text: #e4e9f0; --soft: #a5b0c0; --link: #86b8ff;
    --added: #7fdc98; --added-tint: #14301f; --added-mark: #24603a;
    --removed: #ff9d9d; --removed-tint: #391a1e; --removed-mark: #7a2d34;
    --changed: #f0c36a; --changed-tint: #33290f; --focus: #86b8ff;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 4.5rem; }
body {
  margin: 0 auto; max-width: 84rem; padding: 1.5rem 1.5rem 3rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
}
h1, h2, h3, h4 { line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; }
h2 { font-size: 1.25rem; }
h3 { font-size: 1.1rem; }
h4 { font-size: 1rem; }
p, ul, ol, dl { margin: .5rem 0; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
main:focus { outline: none; }
code, pre { font: .875em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { white-space: pre-wrap; overflow-wrap: anywhere; }
.skip { position: absolute; left: -100vw; padding: .5rem 1rem; background: var(--card); z-index: 3; }
.skip:focus { left: 1rem; top: 1rem; }
.soft { color: var(--soft); }
.aside { color: var(--soft); font-size: .8125rem; }
.hint { color: var(--soft); font-style: italic; }
.hidden-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

header dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 1rem 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
.counts { display: flex; flex-wrap: wrap; gap: .5rem; list-style: none; padding: 0; margin: 1rem 0 0; }
.counts li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .25rem .75rem; }
.counts strong { font-variant-numeric: tabular-nums; }

nav { margin: 1.5rem 0 0; padding: .75rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
nav h2 { font-size: 1rem; }
nav > ul { columns: 22rem; column-gap: 2rem; list-style: none; padding: 0; margin: .5rem 0 0; }
nav ul ul { padding-left: 1.25rem; list-style: none; margin: 0 0 .5rem; }
nav li { break-inside: avoid; padding: .125rem 0; overflow-wrap: anywhere; }

#tools {
  position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; margin: 1rem -.5rem 0;
  padding: .5rem; background: var(--page);
}
#tools input { flex: 1 1 14rem; max-width: 28rem; }
#tools input, #tools button {
  font: inherit; color: inherit; background: var(--card); border: 1px solid var(--soft); border-radius: .5rem; padding: .25rem .75rem;
  min-height: 2.25rem;
}
#tools input::placeholder { color: var(--soft); opacity: 1; }
#tools button { cursor: pointer; }
#tools button:hover { background: var(--raised); }
#shown { color: var(--soft); }

section { margin: 2rem 0 0; }
section section { margin-top: 1.5rem; }
details { margin: 1rem 0 0; }
summary { cursor: pointer; }
summary h2, summary h3, summary h4 { display: inline; }
details.group { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; overflow: clip; }
details.group > summary { padding: .75rem 1rem; }
details.group > summary:hover { background: var(--raised); }
details.group > summary:focus-visible { outline-offset: -3px; border-radius: .75rem; }
details.group > summary code { font-weight: 600; }
details.group > p { padding: 0 1rem; }
details.why { margin: .5rem 0 0; }
details.why > summary { color: var(--link); width: fit-content; }
details.why > p { border-left: 3px solid var(--line); padding-left: .75rem; margin-left: .25rem; max-width: 60rem; }

table { width: 100%; border-collapse: collapse; table-layout: fixed; border-top: 1px solid var(--line); }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: .375rem 1rem; text-align: left; vertical-align: top; font-weight: inherit; overflow-wrap: anywhere; }
thead th { font-size: .8125rem; color: var(--soft); background: var(--raised); padding-top: .25rem; padding-bottom: .25rem; }
thead th:first-child { width: 26%; }
td { border-left: 1px solid var(--line); }
tbody tr { border-top: 1px solid var(--line); }
tbody th[scope="rowgroup"] { padding-top: .625rem; padding-bottom: .625rem; border-top: 2px solid var(--line); }
tbody th[scope="rowgroup"] code { font-weight: 600; }
tbody th[scope="row"] { padding-left: 2rem; }
td.absent { background: var(--raised); }
td.old { background: var(--removed-tint); }
td.new { background: var(--added-tint); }
td ul, td ol { margin: 0; padding-left: 1.5rem; }
td ul { list-style: none; padding-left: 0; }
td .aside { display: block; }
mark { background: none; color: inherit; border-radius: .2rem; text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: .2em; }
td.old mark { background: var(--removed-mark); }
td.new mark { background: var(--added-mark); }

.badge { display: inline-block; margin-right: .25rem; border: 1px solid currentColor; border-radius: 1rem; padding: 0 .5rem; font-size: .75rem; line-height: 1.5; white-space: nowrap; }
.badge.added { color: var(--added); background: var(--added-tint); }
.badge.removed, .badge.error { color: var(--removed); background: var(--removed-tint); }
.badge.changed, .badge.warning { color: var(--changed); background: var(--changed-tint); }
.badge.note { color: var(--soft); background: var(--card); }

.findings { list-style: none; padding: 0; margin: .75rem 0 0; }
.findings > li { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: .75rem 1rem; margin: 0 0 .75rem; }
.findings h4 { display: inline; }
.findings p { max-width: 60rem; overflow-wrap: anywhere; }
.findings ul { padding-left: 1.25rem; overflow-wrap: anywhere; }
.todo > li { border-left: .375rem solid var(--changed); }
.callout { background: var(--card); border: 1px solid var(--line); border-left-width: .375rem; border-radius: .75rem; padding: .5rem 1rem; margin: .75rem 0 0; }
.callout p { margin: .25rem 0; max-width: 60rem; overflow-wrap: anywhere; }
.callout.error { border-left-color: var(--removed); }
.callout.warning { border-left-color: var(--changed); }
.quote { background: var(--raised); border-radius: .5rem; padding: .375rem .75rem; margin: .5rem 0; }

pre.text { margin: 0; padding: .5rem 0; border-top: 1px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; }
pre.text span { display: block; padding: 0 1rem; }
pre.text .lines { color: var(--soft); background: var(--raised); padding-top: .125rem; padding-bottom: .125rem; margin: .5rem 0; }
pre.text .lines:first-child { margin-top: 0; }
pre.text .old { background: var(--removed-tint); }
pre.text .new { background: var(--added-tint); }
footer { margin-top: 2rem; color: var(--soft); font-size: .875rem; }

@media (max-width: 44rem) {
  body { padding: 1rem .75rem 2rem; }
  h1 { font-size: 1.375rem; }
  header dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .5rem; }
  nav ul { columns: auto; }
  #tools { position: static; }
  table, tbody, tr, th, td { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tbody th[scope="row"] { padding: .5rem .75rem .25rem; font-weight: 600; }
  tbody th[scope="rowgroup"] { padding-left: .75rem; padding-right: .75rem; }
  td { border-left: 0; padding: .25rem .75rem .375rem; }
  td::before { display: block; font-size: .75rem; color: var(--soft); }
  td:nth-child(2)::before { content: "Old"; }
  td:nth-child(3)::before { content: "New"; }
  td.absent { display: none; }
}
@media (forced-colors: active) { mark { outline: 1px solid; } }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; background: none; }
  nav, .skip, #tools { display: none; }
  tr, .findings > li { break-inside: avoid; }
  summary { list-style: none; }
  a { color: inherit; text-decoration: none; }
}
)css";

const std::string_view script = R"js(
(function () {
  'use strict';
  var tools = document.getElementById('tools');
  var filter = document.getElementById('filter');
  var shown = document.getElementById('shown');
  var list = function (selector, within) { return Array.from((within || document).querySelectorAll(selector)); };
  var openAll = function (open) { list('details').forEach(function (each) { each.open = open; }); };
  var has = function (element, wanted) { return element.textContent.toLowerCase().includes(wanted); };

  // A resource whose address matches is shown whole, else those of its rows that match.
  var filterResource = function (body, wanted) {
    var rows = Array.from(body.rows);
    var head = rows[0].cells.length === 1 ? rows[0] : null;
    var whole = head ? has(head, wanted) : false;
    var matches = 0;
    rows.forEach(function (row) {
      if (row === head) return;
      row.hidden = whole ? false : !has(row, wanted);
      if (!row.hidden) matches += 1;
    });
    body.hidden = whole ? false : matches === 0;
    return body.hidden ? 0 : Math.max(matches, 1);
  };

  var apply = function () {
    var wanted = filter.value.trim().toLowerCase();
    var matches = 0;
    list('main tbody').forEach(function (body) { matches += filterResource(body, wanted); });
    list('main .findings > li').forEach(function (item) {
      item.hidden = !has(item, wanted);
      if (!item.hidden) matches += 1;
    });
    list('main details.group').forEach(function (group) {
      var bodies = list('tbody', group);
      group.hidden = bodies.length ? bodies.every(function (body) { return body.hidden; }) : wanted !== '';
    });
    shown.textContent = wanted === '' ? '' : matches === 1 ? '1 match' : matches + ' matches';
  };

  var waiting = 0;
  filter.addEventListener('input', function () { clearTimeout(waiting); waiting = setTimeout(apply, 150); });
  document.getElementById('expand').addEventListener('click', function () { openAll(true); });
  document.getElementById('collapse').addEventListener('click', function () { openAll(false); });
  window.addEventListener('beforeprint', function () { openAll(true); });
  // A link into a closed part opens it.
  window.addEventListener('hashchange', function () {
    var target = document.getElementById(location.hash.slice(1));
    if (target) if (target.tagName === 'DETAILS') target.open = true;
  });
  tools.hidden = false;
})();
)js";

}  // namespace idsxml::report::html
