// Values as JSON text: integers beyond what JSON numbers hold travel as text, and equal values always give equal text to hash.
import { invariant } from './invariant.ts';
import { refuse } from './refusal.ts';

const depthMax = 100;

export function toJson(value: unknown): string {
  // The library types promise a string, but a function or undefined gives none.
  const text: string | undefined = JSON.stringify(value, wireValue);
  invariant(text !== undefined, `A value of type ${typeof value} has no form in JSON.`);
  return text;
}

// Keys in order of their UTF-16 units and no white space (as RFC 8785); a field that is undefined is as if not there, as in toJson.
// The depth is bounded because the input may come from outside and a call stack that overflows would look like our bug.
export function canonicalJson(value: unknown): string {
  const text = canonical('', value, 0);
  invariant(text !== undefined, `A value of type ${typeof value} has no form in JSON.`);
  return text;
}

function canonical(key: string, raw: unknown, depth: number): string | undefined {
  if (depth > depthMax) refuse('limit.exceeded', `The input is nested more than ${depthMax} levels deep.`);
  const value = wireValue(key, hasToJson(raw) ? raw.toJSON(key) : raw);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item, index) => canonical(String(index), item, depth + 1) ?? 'null').join(',')}]`;

  const fields: string[] = [];
  for (const [name, item] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const text = canonical(name, item, depth + 1);
    if (text !== undefined) fields.push(`${JSON.stringify(name)}:${text}`);
  }
  return `{${fields.join(',')}}`;
}

// JSON would show a broken number as null and a Map or a Set as an empty object, both without a word.
function wireValue(key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') invariant(Number.isFinite(value), `The field "${key}" is the number ${value}, which JSON cannot say.`);
  invariant(!(value instanceof Map || value instanceof Set), `The field "${key}" is a Map or a Set, which JSON cannot say.`);
  return value;
}

function hasToJson(value: unknown): value is { toJSON: (key: string) => unknown } {
  return typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function';
}
