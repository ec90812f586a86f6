// One transaction of one organisation: runs statements, gathers audit notes and announcements until the command commits them.

import { createHash } from 'node:crypto';
import type pg from 'pg';
import { invariant } from '#kernel/invariant.ts';
import type { Statement } from './sql.ts';

/** What changed, for the audit log. subjects: a select of subject ids, where one write touches many. */
export type AuditNote = {
  readonly subjectKind: string;
  readonly subjectId?: string;
  readonly reason?: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly subjects?: Statement;
};

export type Announcement = { readonly topic: string; readonly subjectId?: string; readonly payload: unknown };

export type Tx = {
  readonly orgId: string;
  /** The pg client, for COPY only. */
  readonly client: pg.ClientBase;
  many<Row>(statement: Statement): Promise<Row[]>;
  one<Row>(statement: Statement): Promise<Row>;
  maybe<Row>(statement: Statement): Promise<Row | null>;
  /** Runs a write and answers the number of rows it touched. */
  run(statement: Statement): Promise<number>;
  audit(note: AuditNote): void;
  announce(announcement: Announcement): void;
  readonly notes: AuditNote[];
  readonly announcements: Announcement[];
};

const statementNames = new Map<string, string>();
const NAMED_STATEMENTS_MAX = 2000;
const camelKeys = new Map<string, string>();

export function openTx(client: pg.ClientBase, orgId: string): Tx {
  const notes: AuditNote[] = [];
  const announcements: Announcement[] = [];
  const many = async <Row>(statement: Statement): Promise<Row[]> => {
    const result = await query(client, statement);
    const keys = result.fields.map((field) => camel(field.name));
    return result.rows.map((cells) => toRow(keys, cells) as Row);
  };
  return {
    orgId,
    client,
    many,
    async one<Row>(statement: Statement): Promise<Row> {
      const rows = await many<Row>(statement);
      invariant(rows.length === 1, `one row expected, got ${rows.length}: ${statement.text.slice(0, 120)}`);
      return rows[0] as Row;
    },
    async maybe<Row>(statement: Statement): Promise<Row | null> {
      const rows = await many<Row>(statement);
      invariant(rows.length <= 1, `at most one row expected, got ${rows.length}: ${statement.text.slice(0, 120)}`);
      return rows[0] ?? null;
    },
    async run(statement: Statement): Promise<number> {
      return (await query(client, statement)).rowCount ?? 0;
    },
    audit: (note) => void notes.push(note),
    announce: (announcement) => void announcements.push(announcement),
    notes,
    announcements,
  };
}

function query(client: pg.ClientBase, statement: Statement): Promise<pg.QueryArrayResult> {
  const name = nameOf(statement.text);
  return client.query({ name, text: statement.text, values: statement.values.map(toParameter), rowMode: 'array' });
}

/** Arrays of bigint and plain values go through; objects become JSON. */
function toParameter(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value) || Buffer.isBuffer(value) || typeof value !== 'object') return value;
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner));
}

/** Statements are prepared once per connection under a name made of their text. */
function nameOf(text: string): string | undefined {
  const known = statementNames.get(text);
  if (known !== undefined) return known;
  if (statementNames.size >= NAMED_STATEMENTS_MAX) return undefined;
  const name = `cf_${createHash('md5').update(text).digest('hex').slice(0, 24)}`;
  statementNames.set(text, name);
  return name;
}

function toRow(keys: readonly string[], cells: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (let index = 0; index < keys.length; index += 1) row[keys[index] as string] = cells[index];
  return row;
}

/** Column amount_minor reads as amountMinor in code. */
function camel(column: string): string {
  const known = camelKeys.get(column);
  if (known !== undefined) return known;
  const key = column.replace(/_([a-z0-9])/g, (_whole, letter: string) => letter.toUpperCase());
  camelKeys.set(column, key);
  return key;
}
