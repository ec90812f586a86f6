// The readable page of the API at /docs, made from its OpenAPI description; nothing is fetched from elsewhere.

import { allCodes } from '../problem.ts';
import type { OpenApi, Operation } from '../openapi.ts';
import { escapeHtml } from './escape.ts';
import { row, schemaTable, typeOf } from './schema-table.ts';

type Json = Readonly<Record<string, unknown>>;
type Entry = { readonly method: string; readonly path: string; readonly operation: Operation };

export function docsPage(api: OpenApi): string {
  const entries = Object.entries(api.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]): Entry => ({ method: method.toUpperCase(), path, operation })));
  const groups = api.tags.map(({ name }) => ({ name, entries: entries.filter(({ operation }) => operation.tags[0] === name) }));
  const nav = groups.map((group) => `<section><h2>${escapeHtml(group.name)}</h2><ul>${group.entries.map(navItem).join('')}</ul></section>`).join('');
  const body = groups.map((group) => `<section><h2>${escapeHtml(group.name)}</h2>${group.entries.map((entry) => article(entry, api)).join('')}</section>`).join('');
  return page('The API of Counterfoil', nav, `<h1>The API of Counterfoil</h1>${introduction}${body}`);
}

/** Every refusal with what to do next: problem details point here. */
export function errorsPage(): string {
  const internal = { code: 'internal', status: 500, title: 'The program made a mistake', next: 'Nothing was changed. Try again, and report it with the request id if it stays.' };
  const articles = [...allCodes, internal].map(({ code, status, title, next }) =>
    `<article id="${escapeHtml(code)}" data-words="${escapeHtml(`${code} ${title} ${next} ${status}`.toLowerCase())}"><h3>${escapeHtml(title)}</h3><p class="address">${escapeHtml(code)} <span class="quiet">${status}</span></p><p>${escapeHtml(next)}</p></article>`);
  return page('Errors of Counterfoil', '<section><h2>See also</h2><ul><li data-for=""><a href="/docs">The API</a></li></ul></section>', `<h1>Errors</h1><p>Every refusal has a stable code and says what to do next.</p><section><h2>Codes</h2>${articles.join('')}</section>`);
}

const introduction = `
<p>The API is the workbench's own: whatever a screen does, a program can do. Its machine-readable description is <a href="/openapi.json">/openapi.json</a>; every refusal is explained under <a href="/docs/errors">Errors</a>.</p>
<pre>curl -H "Authorization: Bearer cf_…" "$URL/v1/session"</pre>
<table><tbody>
<tr><td>Authorization</td><td>An API key (Settings, API keys): <code>Bearer cf_…</code>. A browser uses its session cookie.</td></tr>
<tr><td>Idempotency-Key</td><td>On every write: a new value for each, the same for a retry. The same key with the same input gets the first answer again.</td></tr>
<tr><td>dry_run=true</td><td>On every write: everything is done and rolled back; the answer says what would have happened.</td></tr>
<tr><td>X-Organisation</td><td>The organisation, for people who work for several.</td></tr>
<tr><td>Money</td><td><code>{"amount": "1234.50", "currency": "EUR"}</code>: a decimal text, never a number.</td></tr>
<tr><td>Lists</td><td><code>items</code> and <code>next_cursor</code>; send it back as <code>cursor</code> for the next page, null is the end.</td></tr>
<tr><td>format</td><td>Reports and the main lists answer <code>csv</code> and <code>xlsx</code> too: every row of the filter as a file.</td></tr>
<tr><td>version</td><td>What two people may edit at once has one: send the one you saw, and a change in between is refused with who made it and when.</td></tr>
<tr><td>as_of, known_at</td><td>Balances and reports as of a day, and as they were known at an instant.</td></tr>
</tbody></table>`;

function navItem({ method, path, operation }: Entry): string {
  return `<li data-for="${idOf(operation)}"><a href="#${idOf(operation)}" title="${escapeHtml(`${method} ${path}`)}">${escapeHtml(operation.summary)}</a></li>`;
}

function article({ method, path, operation }: Entry, api: OpenApi): string {
  const words = `${operation.operationId} ${method} ${path} ${operation.summary} ${operation['x-permission'] ?? ''} ${operation.tags.join(' ')}`.toLowerCase();
  // The heading is the description's first sentence already.
  const more = operation.description.slice(operation.summary.length + 1).trim();
  const description = more === '' ? '' : `<p class="quiet">${escapeHtml(more).replaceAll(/`([^`]+)`/g, '<code>$1</code>')}</p>`;
  const parameters = operation.parameters.filter((parameter) => parameter['in'] !== 'header');
  return `<article id="${idOf(operation)}" data-words="${escapeHtml(words)}"><h3>${escapeHtml(operation.summary)}</h3>
<p class="address"><span class="method">${method}</span>${escapeHtml(path)}</p>${description}
${parameters.length === 0 ? '' : `<h4>Parameters</h4><table><tbody>${parameters.map((parameter) => parameterRow(parameter, api)).join('')}</tbody></table>`}
${bodyOf(operation, api)}${answersOf(operation, api)}</article>`;
}

function parameterRow(parameter: Json, api: OpenApi): string {
  return row(String(parameter['name']), typeOf((parameter['schema'] ?? {}) as Json, api), parameter['required'] === true, String(parameter['description'] ?? ''));
}

function bodyOf(operation: Operation, api: OpenApi): string {
  const content = (operation.requestBody?.['content'] ?? {}) as Record<string, { schema: Json; example?: unknown }>;
  if (content['application/octet-stream'] !== undefined) return '<h4>Body</h4><p>The file’s bytes; its name in <code>X-File-Name</code>.</p>';
  const schema = content['application/json']?.schema;
  const example = content['application/json']?.example;
  const shown = example === undefined ? '' : `<details><summary>Example</summary><pre>${escapeHtml(JSON.stringify(example, null, 2))}</pre></details>`;
  return schema === undefined ? '' : `<h4>Body</h4>${schemaTable(schema, api)}${shown}`;
}

function answersOf(operation: Operation, api: OpenApi): string {
  const [status, response] = Object.entries(operation.responses)[0] ?? ['200', {}];
  const schema = ((response['content'] ?? {}) as Record<string, { schema: Json }>)['application/json']?.schema;
  return `<details><summary>Answer ${status}</summary>${schema === undefined ? '<p>A file.</p>' : schemaTable(schema, api)}</details>${refusalsOf(operation)}`;
}

/** Each code leads to what it means and what to do next. */
function refusalsOf(operation: Operation): string {
  const rows = Object.entries(operation.responses).filter(([status]) => !status.startsWith('2')).map(([status, response]) => {
    const codes = String(response['description']).replace(/^Refused: /, '').split(', ');
    return `<tr><td>${status}</td><td>${codes.map((code) => `<a href="/docs/errors#${escapeHtml(code)}">${escapeHtml(code)}</a>`).join(', ')}</td></tr>`;
  });
  return rows.length === 0 ? '' : `<details><summary>Refusals</summary><table><tbody>${rows.join('')}</tbody></table></details>`;
}

function idOf(operation: Operation): string {
  return escapeHtml(operation.operationId);
}

function page(title: string, nav: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="/docs/page.css"><script defer src="/docs/page.js"></script></head>
<body><div class="shell"><nav aria-label="Operations"><input type="search" placeholder="Search  /" aria-label="Search"><p role="status" class="quiet"></p>${nav}</nav><main>${body}</main></div></body></html>
`;
}
