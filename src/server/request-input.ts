// Reading what a request says: parameters, query and body against the route's schemas. Unknown fields and wrong types are named one by one.

import { z } from 'zod';
import { Refusal, excerpt, refuse } from '#kernel/refusal.ts';
import { toCodeShape } from '#platform/http/shape.ts';
import type { Fault } from './problem.ts';

const FAULTS_MAX = 50;

/** Answers the values in the shape of code. Refuses request.unknown_field or request.malformed with every fault found. */
export function readInput(schema: z.ZodType | undefined, given: Record<string, unknown> | unknown, part: 'path' | 'query' | 'body'): unknown {
  if (schema === undefined) {
    const first = typeof given === 'object' && given !== null ? Object.keys(given)[0] : undefined;
    if (first !== undefined) refuse('request.unknown_field', `the ${part} has no field ${excerpt(first)}`, { field: first });
    return undefined;
  }
  refuseNul(given, part, []);
  const parsed = closed(schema).safeParse(given);
  if (parsed.success) return toCodeShape(parsed.data);
  throw refusalOf(parsed.error.issues, given, part);
}

/** The one character that no text of the database can hold. */
function refuseNul(given: unknown, part: string, path: readonly PropertyKey[]): void {
  if (typeof given === 'string') {
    if (given.includes('\u0000')) refuse('request.malformed', `${pathText(path)} in the ${part}: the character NUL can’t be kept`, { field: pathText(path), value: given });
  } else if (typeof given === 'object' && given !== null) {
    for (const [key, value] of Object.entries(given)) refuseNul(value, part, Array.isArray(given) ? [...path, Number(key)] : [...path, key]);
  }
}

/** An object that forgot to be strict is made so here: no route takes fields that nobody reads. */
function closed(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodObject && schema.def.catchall === undefined ? schema.strict() : schema;
}

function refusalOf(issues: readonly z.core.$ZodIssue[], given: unknown, part: string): Refusal {
  const flat = issues.flatMap((issue) => leaves(issue, []));
  // The code speaks of what there is not, so that comes first.
  const faults = [...flat.filter(isOfUnknown), ...flat.filter((issue) => !isOfUnknown(issue))].flatMap((issue) => faultsOf(issue, given)).slice(0, FAULTS_MAX);
  const first = faults[0];
  const code = flat.some(isOfUnknown) ? 'request.unknown_field' : 'request.malformed';
  const place = first?.field === undefined || first.field === '' ? `the ${part}` : `${first.field} in the ${part}`;
  return new Refusal(code, `${place}: ${first?.reason ?? 'not as expected'}`, { field: first?.field, details: { errors: faults } });
}

type Issue = z.core.$ZodIssue & { readonly fullPath: readonly PropertyKey[] };

function isOfUnknown(issue: Issue): boolean {
  return issue.code === 'unrecognized_keys';
}

/** Of a union's branches the one that fits best speaks: the one with the fewest faults. */
function leaves(issue: z.core.$ZodIssue, above: readonly PropertyKey[]): Issue[] {
  const fullPath = [...above, ...issue.path];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ ...issue, fullPath }];
  const best = [...issue.errors].sort((a, b) => a.length - b.length)[0] ?? [];
  return best.flatMap((inner) => leaves(inner, fullPath));
}

function faultsOf(issue: Issue, given: unknown): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: pathText([...issue.fullPath, excerpt(key)]), reason: 'there is no such field', fix: 'Remove it or correct its spelling.' }));
  }
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined')) return [{ field: pathText(issue.fullPath), reason: 'it is missing', fix: 'Give it; /docs shows what is expected.' }];
  return [{ field: pathText(issue.fullPath), value: valueAt(given, issue.fullPath), reason: issue.message, fix: 'Correct the value; /docs shows what is expected.' }];
}

/** lines[2].unit_price, as people write it. */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => (typeof key === 'number' ? `${text}[${key}]` : text === '' ? String(key) : `${text}.${String(key)}`), '');
}

function valueAt(given: unknown, path: readonly PropertyKey[]): string | undefined {
  const value = path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined), given);
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  // A password must not come back in an answer or end in a log.
  return isPlain && !/password|token|secret/i.test(String(path.at(-1))) ? excerpt(String(value)) : undefined;
}
