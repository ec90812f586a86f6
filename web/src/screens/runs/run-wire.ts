// Runs as the API sends them: long work with its progress, its result and what it refused.
import type { WireRun } from '../../api/types.ts';
import { sentence } from '../../format/sentence.ts';
import type { StatusLook } from '../../grid/column-makers.tsx';

export type RunStatus = WireRun['status'];

export type RunRow = WireRun & {
  readonly created_by: string;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly failure: RunFailure | null;
};

export type RunFailure = { readonly code?: string; readonly detail?: string; readonly next?: string; readonly field?: string; readonly row?: number; readonly value?: string };

export type RunRecord = RunRow & {
  readonly input: Readonly<Record<string, unknown>>;
  readonly progress: Readonly<Record<string, unknown>> | null;
  /** How many issues there are; a long integer, so text. */
  readonly issues: string;
};

export const runStatuses: Readonly<Record<RunStatus, StatusLook>> = {
  waiting: { label: 'Waiting', tone: 'neutral' },
  running: { label: 'Running', tone: 'info' },
  done: { label: 'Done', tone: 'ok' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'warn' },
};

export function isUnderWay(run: Pick<RunRow, 'status'>): boolean {
  return run.status === 'waiting' || run.status === 'running';
}

/** Words for the counts that runs report; a count without a word here is shown under its own name. */
const countWords: Readonly<Record<string, string>> = {
  statements: 'Statements', new_lines: 'New lines', known_lines: 'There already', receipts: 'Receipts', applied: 'Applied', suggested: 'Suggested', unmatched: 'Unmatched', to_clarify: 'To clarify', likely: 'Likely duplicates', rows: 'Rows', created: 'New', updated: 'Changed', unchanged: 'There already', rejected: 'Refused', left_out: 'Left out', lines: 'Lines', priced: 'Priced', pending: 'Ready to bill',
  held: 'Held', documents: 'Invoices', credit_notes: 'Credit notes', released: 'Released', redated: 'Dated later', unprintable: 'With squares', sent: 'Sent', failed: 'Failed',
};
/** Where a run stood, which says nothing to a reader. */
const innerCounts = new Set(['batch', 'after', 'ordinal', 'issues', 'known_statements']);

export function countsOfRun(values: Readonly<Record<string, unknown>> | null): { readonly label: string; readonly count: number }[] {
  const order = Object.keys(countWords);
  const placeIn = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  const entries = Object.entries(values ?? {}).sort(([a], [b]) => placeIn(a) - placeIn(b));
  return entries.flatMap(([name, value]) => {
    const isCount = typeof value === 'number' || (typeof value === 'string' && /^\d{1,15}$/.test(value));
    return isCount && !innerCounts.has(name) ? [{ label: countWords[name] ?? wordsOf(name), count: Number(value) }] : [];
  });
}

function wordsOf(name: string): string {
  return sentence(name.replaceAll('_', ' '));
}

/** A finished import that found everything recorded already: what was sent twice counts once. */
export function changedNothing(run: RunRecord): boolean {
  if (run.status !== 'done') return false;
  const { created, updated, unchanged, rejected, new_lines: newLines, known_lines: knownLines } = run.result ?? {};
  if (run.kind === 'import-bank-statement') return Number(newLines) === 0 && Number(knownLines) > 0;
  return run.kind === 'import' && Number(created) === 0 && Number(updated) === 0 && Number(rejected) === 0 && Number(unchanged) > 0;
}

export type NextStep = { readonly label: string; readonly path: string; readonly search?: Readonly<Record<string, string>> };

/** Where to look after a run of a kind. */
export function nextSteps(run: RunRecord): NextStep[] {
  switch (run.kind) {
    case 'import': {
      const kind = String(run.input.kind ?? '');
      return [...(importResults[kind] ?? []), { label: 'Another file', path: '/imports', search: { kind } }];
    }
    case 'price-deliveries':
      return [{ label: 'Held charges', path: '/charges', search: { view: 'held' } }, { label: 'Ready to bill', path: '/charges', search: { view: 'pending' } }];
    case 'bill':
      return [{ label: 'See the invoices', path: '/invoices', search: { run: run.run_id } }, { label: 'Bill run', path: `/bill-runs/${run.run_id}` }];
    case 'issue':
      return [
        { label: 'See the invoices', path: '/invoices', search: { run: run.run_id } }, ...(Number(run.result?.held) > 0 ? [{ label: 'Held drafts', path: '/invoices', search: { view: 'held' } }] : []),
        ...(Number(run.result?.rejected) > 0 ? [{ label: 'Drafts', path: '/invoices', search: { view: 'draft' } }] : []),
      ];
    case 'render':
      return [{ label: 'Invoices', path: '/invoices' }];
    case 'apply':
      return [{ label: 'Receipts & matching', path: '/receipts' }];
    case 'import-bank-statement':
      return [{ label: 'Receipts & matching', path: '/receipts' }, { label: 'Bank statements', path: '/bank-statements' }];
    default:
      return [];
  }
}

/** What to do about a run that failed or was cancelled. */
export function waysOn(run: RunRecord): NextStep[] {
  if (isUnderWay(run)) return [];
  if (run.kind === 'import') {
    // The kept file is taken again; the wizard starts at its columns.
    const { kind, fileId } = run.input as { readonly kind?: string; readonly fileId?: string };
    return [{ label: 'Import again', path: '/imports', search: { kind: kind ?? '', file: fileId ?? '', name: run.title.replace(/^[^:]*: /, '') } }];
  }
  if (run.kind === 'import-bank-statement') return [{ label: 'Bank accounts', path: '/settings', search: { section: 'bank-accounts' } }, { label: 'Bank statements', path: '/bank-statements' }];
  if (run.kind === 'issue') return [{ label: 'Drafts', path: '/invoices', search: { view: 'draft' } }];
  return run.kind === 'bill' ? [{ label: 'Bill runs', path: '/bill-runs' }] : [];
}

const importResults: Readonly<Record<string, NextStep[]>> = {
  customers: [{ label: 'Customers', path: '/customers' }],
  products: [{ label: 'Products & prices', path: '/products' }],
  prices: [{ label: 'Products & prices', path: '/products' }],
  orders: [{ label: 'Orders', path: '/orders' }, { label: 'Import deliveries', path: '/imports', search: { kind: 'deliveries' } }],
  invoices: [{ label: 'Drafts', path: '/invoices', search: { view: 'draft' } }, { label: 'Held drafts', path: '/invoices', search: { view: 'held' } }],
  'opening-invoices': [{ label: 'Invoices', path: '/invoices' }],
  deliveries: [{ label: 'Deliveries', path: '/deliveries' }, { label: 'Bill', path: '/bill-runs' }],
};
