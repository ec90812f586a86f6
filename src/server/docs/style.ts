// The look of the API's documentation: one quiet column of text beside a list, light and dark.

export const docsStyle = `
:root { color-scheme: light dark; --canvas: #fbfbfd; --ink: #1c2433; --quiet: #56607a; --line: #dde1ea; --soft: #f0f2f8; --accent: #2a52c4; }
@media (prefers-color-scheme: dark) { :root { --canvas: #14171f; --ink: #e8eaf2; --quiet: #a4adc4; --line: #313748; --soft: #1d2230; --accent: #8ca8ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--canvas); color: var(--ink); font: 14px/21px Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
a { color: var(--accent); } nav a { text-decoration: none; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.shell { display: grid; grid-template-columns: 280px minmax(0, 1fr); }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 16px; border-right: 1px solid var(--line); font-size: 13px; line-height: 18px; }
nav h2 { margin: 16px 0 4px; font-size: 12px; color: var(--quiet); font-weight: 600; }
nav ul { list-style: none; margin: 0; padding: 0; } nav li a { display: block; padding: 3px 6px; border-radius: 6px; color: inherit; } nav li a:hover { background: var(--soft); }
input[type=search] { width: 100%; height: 32px; padding: 0 10px; border: 1px solid var(--quiet); border-radius: 6px; background: transparent; color: inherit; font: inherit; }
main { max-width: 900px; padding: 24px 40px 80px; }
h1 { font-size: 24px; line-height: 30px; margin: 0 0 8px; } main h2 { font-size: 20px; margin: 40px 0 8px; } main h3 { font-size: 16px; line-height: 22px; margin: 0 0 4px; }
article { padding: 20px 0; border-top: 1px solid var(--line); scroll-margin-top: 8px; }
.address { font: 13px/20px ui-monospace, monospace; overflow-wrap: anywhere; } .method { display: inline-block; min-width: 52px; font-weight: 600; color: var(--accent); }
.quiet { color: var(--quiet); } h4 { margin: 14px 0 4px; font-size: 12px; line-height: 16px; color: var(--quiet); font-weight: 600; }
table { border-collapse: collapse; width: 100%; font-size: 13px; line-height: 19px; } td { padding: 5px 10px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td:first-child { width: 32%; font-family: ui-monospace, monospace; overflow-wrap: anywhere; } code, pre { font: 12px/18px ui-monospace, monospace; } pre { background: var(--soft); padding: 10px 12px; border-radius: 8px; overflow-x: auto; }
details > summary { cursor: pointer; color: var(--quiet); margin-top: 10px; }
@media (max-width: 800px) { .shell { display: block; } nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); } nav ul, nav h2 { display: none; } main { padding: 24px 16px; } }
@media print { nav { display: none; } .shell { display: block; } }
`;
