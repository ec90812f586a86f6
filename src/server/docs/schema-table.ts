// A JSON schema as rows that people read: field with its path, type, whether it is needed, and what it means.

import type { OpenApi } from '../openapi.ts';
import { escapeHtml } from './escape.ts';

type Schema = Readonly<Record<string, unknown>>;

const DEPTH_MAX = 5;
const OR = '<tr><td colspan="2" class="quiet">or</td></tr>';

export function schemaTable(schema: Schema, api: OpenApi): string {
  const rows = rowsOf('', schema, api, true, 0);
  return rows.length === 0 ? '<p class="quiet">Nothing.</p>' : `<table><tbody>${rows.join('')}</tbody></table>`;
}

export function row(name: string, type: string, needed: boolean, description: string): string {
  return `<tr><td>${escapeHtml(name)}</td><td>${escapeHtml(type)}${needed ? '' : ' <span class="quiet">optional</span>'}${description === '' || description.toLowerCase() === type ? '' : `<br><span class="quiet">${escapeHtml(description)}</span>`}</td></tr>`;
}

function rowsOf(path: string, given: Schema, api: OpenApi, needed: boolean, depth: number): string[] {
  const schema = resolve(given, api);
  const own = path === '' ? [] : [row(path, typeOf(given, api), needed, String(schema['description'] ?? ''))];
  if (depth >= DEPTH_MAX) return own;
  const branches = (schema['oneOf'] ?? schema['anyOf']) as readonly Schema[] | undefined;
  const objects = branches?.filter((branch) => resolve(branch, api)['type'] === 'object') ?? [];
  if (objects.length > 0) return [...own, ...objects.flatMap((branch, index) => [...(index === 0 ? [] : [OR]), ...rowsOf(path, branch, api, needed, depth).slice(path === '' ? 0 : 1)])];
  const items = schema['items'] as Schema | undefined;
  if (items !== undefined) return [...own, ...rowsOf(`${path}[]`, items, api, true, depth + 1).slice(1)];
  const required = new Set((schema['required'] ?? []) as string[]);
  // Money is the same everywhere; its two fields are explained once, on top.
  if (isMoney(given)) return own;
  return [...own, ...Object.entries((schema['properties'] ?? {}) as Record<string, Schema>).flatMap(([name, inner]) => rowsOf(path === '' ? name : `${path}.${name}`, inner, api, required.has(name), depth + 1))];
}

function resolve(schema: Schema, api: OpenApi): Schema {
  const name = nameOf(schema);
  return name === null ? schema : (api.components.schemas[name] ?? {});
}

function nameOf(schema: Schema): string | null {
  return /\/([^/]+)$/.exec(String(schema['$ref'] ?? ''))?.[1] ?? null;
}

function isMoney(schema: Schema): boolean {
  return nameOf(schema) === 'Money';
}

export function typeOf(given: Schema, api: OpenApi): string {
  const name = nameOf(given);
  const schema = resolve(given, api);
  const branches = (schema['oneOf'] ?? schema['anyOf']) as readonly Schema[] | undefined;
  if (branches !== undefined) return [...new Set(branches.map((branch) => typeOf(branch, api)))].join(' or ');
  if (schema['const'] !== undefined) return JSON.stringify(schema['const']);
  const choices = schema['enum'] as readonly unknown[] | undefined;
  if (choices !== undefined) return choices.map((choice) => JSON.stringify(choice)).join(', ');
  if (schema['type'] === 'array') return `list of ${typeOf((schema['items'] ?? {}) as Schema, api)}`;
  const plain = String(schema['format'] ?? schema['type'] ?? 'anything');
  return name === null ? plain : name;
}
