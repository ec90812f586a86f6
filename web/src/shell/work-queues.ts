// The kinds of work that may wait: what each is called, why it matters, and the address of exactly its rows.
import type { WireQueue } from '../api/types.ts';

export type QueuePlace = {
  readonly label: string;
  readonly one: string;
  readonly many: string;
  readonly hint: string;
  readonly path: string;
  readonly search: Readonly<Record<string, string>>;
  /** Something went wrong, rather than something is next. */
  readonly isTrouble?: boolean;
};

export const queuePlaces: Readonly<Record<string, QueuePlace>> = {
  failed_runs: { label: 'Failed runs', one: 'run', many: 'runs', hint: 'Stopped in the last seven days; what they kept stays.', path: '/runs', search: { view: 'failed' }, isTrouble: true },
  statements_that_differ: {
    label: 'Statements that don’t add up', one: 'statement', many: 'statements', hint: 'Opening, lines and closing disagree.', path: '/bank-statements', search: { view: 'differs' }, isTrouble: true,
  },
  failed_sending: { label: 'Documents not delivered', one: 'document', many: 'documents', hint: 'Issued, but the customer has not got them.', path: '/invoices', search: { view: 'failed_sending' }, isTrouble: true },
  refunds_to_approve: { label: 'Refunds to approve', one: 'refund', many: 'refunds', hint: 'Asked for by one person, decided by another.', path: '/receipts', search: { view: 'refunds' } },
  lines_to_clarify: { label: 'Bank lines to clarify', one: 'line', many: 'lines', hint: 'Nobody has said what they are: returns, likely duplicates, money out.', path: '/bank-statements', search: { view: 'to_clarify' } },
  suggested_matches: { label: 'Payments to confirm', one: 'payment', many: 'payments', hint: 'A match is proposed with its reasons.', path: '/receipts', search: { view: 'suggested' } },
  unidentified_receipts: { label: 'Payments from nobody known', one: 'payment', many: 'payments', hint: 'Say who paid.', path: '/receipts', search: { view: 'nobody_known' } },
  held_charges: { label: 'Held charges', one: 'charge', many: 'charges', hint: 'A check stopped them; money at risk.', path: '/charges', search: { view: 'held' } },
  held_drafts: { label: 'Held drafts', one: 'draft', many: 'drafts', hint: 'Invoices by hand that a check stopped.', path: '/invoices', search: { view: 'held' } },
  unapplied_receipts: { label: 'Payments not applied', one: 'payment', many: 'payments', hint: 'The payer is known, the documents are not.', path: '/receipts', search: { view: 'not_applied' } },
  ready_to_bill: { label: 'Ready to bill', one: 'charge', many: 'charges', hint: 'Delivered, checked, not yet invoiced.', path: '/charges', search: { view: 'pending' } },
  drafts: { label: 'Drafts', one: 'draft', many: 'drafts', hint: 'Begun by hand, not yet issued.', path: '/invoices', search: { view: 'draft' } },
  overdue: { label: 'Overdue', one: 'item', many: 'items', hint: 'Past the due date and open.', path: '/aging', search: {} },
};

/** A queue of a newer server than this page is shown under its own name. */
export function placeOf(queue: string): QueuePlace {
  return queuePlaces[queue] ?? { label: queue.replaceAll('_', ' '), one: 'item', many: 'items', hint: '', path: '/today', search: {} };
}

export type WaitingWork = { readonly queue: string; readonly items: number; readonly amounts: readonly NonNullable<WireQueue['amount']>[]; readonly oldestOn: string | null };

/** One row per kind of work, in the order that the server ranked them; amounts of several currencies stay apart. */
export function workByQueue(queues: readonly WireQueue[]): WaitingWork[] {
  const kinds = new Map<string, WaitingWork>();
  for (const { queue, items, amount, oldest_on: oldestOn } of queues) {
    const before = kinds.get(queue);
    kinds.set(queue, {
      queue,
      items: (before?.items ?? 0) + items,
      amounts: [...(before?.amounts ?? []), ...(amount ? [amount] : [])],
      oldestOn: [before?.oldestOn, oldestOn].filter((day) => day != null).sort()[0] ?? null,
    });
  }
  return [...kinds.values()];
}
