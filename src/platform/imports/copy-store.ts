// COPY into a temporary table: the fastest way for many rows from code into the database. A statement then moves them on,
// because COPY itself does not pass row-level security.

import { once } from 'node:events';
import { from as copyFrom } from 'pg-copy-streams';
import { invariant } from '#kernel/invariant.ts';
import { fixedSql, sql, type Statement } from '../database/sql.ts';
import type { Tx } from '../database/transaction.ts';

export type StageValue = string | number | bigint | boolean | null;
/** A temporary table of the connection, emptied at the end of each transaction. */
export type Stage = { readonly name: string; readonly columns: Statement; readonly width: number };

const PIECE_CHARACTERS = 64 * 1024;

/** columns: names with types, such as 'order_id uuid, line_no int'. Name and columns are written in code, never taken from outside. */
export function defineStage(name: string, columns: string): Stage {
  invariant(/^[a-z_]+$/.test(name), `${name} is no name for a stage`);
  return { name, columns: fixedSql(columns), width: columns.split(',').length };
}

/** Fills the stage with these rows and no others. */
export async function fillStage(tx: Tx, stage: Stage, rows: readonly (readonly StageValue[])[]): Promise<void> {
  const name = fixedSql(stage.name);
  await tx.run(sql`create temporary table if not exists ${name} (${stage.columns}) on commit delete rows`);
  await tx.run(sql`delete from ${name}`);
  const stream = tx.client.query(copyFrom(sql`copy ${name} from stdin`.text));
  const finished = once(stream, 'finish');
  let piece = '';
  for (const row of rows) {
    invariant(row.length === stage.width, `${row.length} values for the ${stage.width} columns of ${stage.name}`);
    piece += lineOf(row);
    if (piece.length < PIECE_CHARACTERS) continue;
    if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), finished]);
    piece = '';
  }
  stream.end(piece);
  await finished;
}

const special = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** The text format of COPY: tabs between, \N for null, a backslash before what would break the line. */
function lineOf(row: readonly StageValue[]): string {
  let line = '';
  for (let index = 0; index < row.length; index += 1) {
    const value = row[index];
    if (index > 0) line += '\t';
    if (value === null || value === undefined) line += '\\N';
    else if (typeof value !== 'string') line += String(value);
    else line += special.test(value) ? value.replace(/[\\\t\n\r]/g, (found) => escapes[found] ?? found) : value;
  }
  return `${line}\n`;
}
