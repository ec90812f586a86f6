// Cuts the rows of a file into batches of whole records: the lines of an order are written together or not at all.
// The same file and mapping always give the same batches, so a run that was killed finds its place again.

import { refuse } from '#kernel/refusal.ts';
import type { TableRow } from '#formats/table.ts';
import type { RunIssue } from '../run-store.ts';
import { problem } from './cell.ts';
import { issueOf, type GroupReader, type RowReader, type RowReading } from './row-reader.ts';

/** What is known of a file before its first record is written. */
export type Survey = {
  readonly rows: number;
  /** Records whose rows don't stand together, with the last row of each. */
  readonly scattered: ReadonlyMap<string, number>;
};

export type RecordBatch = {
  /** 1, 2, 3 ... */
  readonly number: number;
  readonly rows: readonly RowReading[];
  readonly issues: readonly RunIssue[];
  readonly refusedRows: number;
  readonly leftOutRows: number;
  /** Rows of the file this batch accounts for: good, refused and left out. */
  readonly allRows: number;
};

type Limits = { readonly batchRows: number; readonly recordRowsMax: number; readonly heldRowsMax: number };

export const batchLimits: Limits = { batchRows: 5000, recordRowsMax: 20_000, heldRowsMax: 200_000 };

/**
 * Walks a file once: counts its rows and finds records that are scattered. What is wrong with the file as a whole shows here,
 * before anything is written. Refuses import.record_too_long.
 */
export async function surveyRows(batches: AsyncIterable<readonly TableRow[]>, groupOf: GroupReader | null, limits: Limits = batchLimits): Promise<Survey> {
  const closed = new Set<string>();
  const scattered = new Map<string, number>();
  let current: string | null = null;
  let currentRows = 0;
  let rows = 0;
  for await (const batch of batches) {
    rows += batch.length;
    if (groupOf === null) continue;
    for (const row of batch) {
      const group = groupOf(row);
      if (group === undefined) continue;
      if (group !== current && current !== null) closed.add(current);
      if (group !== null && (scattered.has(group) || (group !== current && closed.has(group)))) scattered.set(group, row.rowNumber);
      currentRows = group === current ? currentRows + 1 : 1;
      if (group !== null && currentRows > limits.recordRowsMax) refuseLongRecord(group, row.rowNumber, limits);
      current = group;
    }
  }
  return { rows, scattered };
}

function refuseLongRecord(group: string, row: number, limits: Limits): never {
  return refuse('import.record_too_long', `${group} has more than ${limits.recordRowsMax} rows`, { row, value: group });
}

/** Refuses import.record_too_long and import.rows_scattered. */
export async function* recordBatches(batches: AsyncIterable<readonly TableRow[]>, read: RowReader, survey: Survey, limits: Limits = batchLimits): AsyncGenerator<RecordBatch> {
  const assembler = openAssembler(survey, limits);
  for await (const rows of batches) {
    for (const row of rows) {
      const full = assembler.push(read(row));
      if (full !== null) yield full;
    }
  }
  const rest = assembler.finish();
  if (rest !== null) yield rest;
}

type Draft = { rows: RowReading[]; issues: RunIssue[]; refusedRows: number; leftOutRows: number };

function openAssembler(survey: Survey, limits: Limits): { push(reading: RowReading | null): RecordBatch | null; finish(): RecordBatch | null } {
  const open = new Map<string, RowReading[]>();
  let current: string | null = null;
  let heldRows = 0;
  let number = 0;
  let draft: Draft = emptyDraft();

  function closeRecord(group: string): void {
    const record = open.get(group);
    if (record === undefined) return;
    open.delete(group);
    heldRows -= record.length;
    settleRecord(draft, record);
  }

  function hold(group: string, reading: RowReading): void {
    const record = open.get(group);
    if (record === undefined) open.set(group, [reading]);
    else record.push(reading);
    heldRows += 1;
    if ((record?.length ?? 0) > limits.recordRowsMax) refuseLongRecord(group, reading.rowNumber, limits);
    if (heldRows > limits.heldRowsMax) refuse('import.rows_scattered', `the rows of ${open.size} records are scattered over the file`, { row: reading.rowNumber, value: group });
  }

  function take(): RecordBatch | null {
    const done = draft;
    const allRows = done.rows.length + done.refusedRows + done.leftOutRows;
    if (allRows === 0) return null;
    draft = emptyDraft();
    number += 1;
    return { number, ...done, allRows };
  }

  function isFull(): boolean {
    return draft.rows.length + draft.refusedRows >= limits.batchRows;
  }

  return {
    push(reading) {
      if (reading === null) {
        draft.leftOutRows += 1;
        return null;
      }
      const { group, rowNumber } = reading;
      if (current !== null && current !== group && !survey.scattered.has(current)) closeRecord(current);
      const full = isFull() ? take() : null;
      if (group === null) settleRecord(draft, [reading]);
      else hold(group, reading);
      current = group;
      if (group !== null && survey.scattered.get(group) === rowNumber) closeRecord(group);
      return full;
    },
    finish() {
      for (const group of [...open.keys()]) closeRecord(group);
      return take();
    },
  };
}

function emptyDraft(): Draft {
  return { rows: [], issues: [], refusedRows: 0, leftOutRows: 0 };
}

function settleRecord(draft: Draft, record: readonly RowReading[]): void {
  const bad = record.find((reading) => reading.issues.length > 0);
  if (bad === undefined) {
    for (const reading of record) draft.rows.push(reading);
    return;
  }
  draft.refusedRows += record.length;
  for (const reading of record) {
    if (reading.issues.length > 0) draft.issues.push(...reading.issues);
    else draft.issues.push(issueOf(reading, null, reading.group, problem('import.record_refused', `row ${bad.rowNumber} of ${reading.group} was refused, and its rows stand or fall together`)));
  }
}
