// An entry and its transfers as values. A transfer has one debit, one credit and one positive amount, so it always balances.

import { invariant } from '#kernel/invariant.ts';
import type { LocalDate } from '#kernel/local-date.ts';

/** The open item that a side of a transfer opens or changes. dueOn counts when the item is new. */
export type ItemSide = { readonly itemId: string; readonly documentId: string; readonly dueOn: LocalDate };

export type Transfer = {
  readonly debitAccountId: number;
  readonly creditAccountId: number;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly customerId?: string | null;
  readonly documentId?: string | null;
  readonly debitItem?: ItemSide | null;
  readonly creditItem?: ItemSide | null;
};

export type Entry = {
  readonly entryId: string;
  readonly entityId: number;
  readonly postedOn: LocalDate;
  /** The business event in the words of docs/accounting.md, such as invoice.issued. */
  readonly event: string;
  /** The document, receipt or application that the entry belongs to. */
  readonly sourceId: string;
  readonly reversesEntryId?: string | null;
  readonly reason?: string | null;
  readonly transfers: readonly Transfer[];
};

/** What must hold of an entry before it is written. */
export function assertEntry(entry: Entry): void {
  invariant(entry.transfers.length > 0, `the entry ${entry.event} of ${entry.sourceId} has no transfer`);
  for (const transfer of entry.transfers) {
    invariant(transfer.amountMinor > 0n, `a transfer of ${entry.event} has the amount ${transfer.amountMinor}`);
    const sameAccount = transfer.debitAccountId === transfer.creditAccountId;
    invariant(!sameAccount || transfer.debitItem?.itemId !== transfer.creditItem?.itemId, `a transfer of ${entry.event} moves nothing`);
  }
}

/** The entry that undoes another: the same transfers with debit and credit exchanged. */
export function reversalOf(entry: Entry, reversal: { entryId: string; postedOn: LocalDate; event: string; reason: string }): Entry {
  return {
    ...reversal,
    entityId: entry.entityId,
    sourceId: entry.sourceId,
    reversesEntryId: entry.entryId,
    transfers: entry.transfers.map((transfer) => ({
      ...transfer,
      debitAccountId: transfer.creditAccountId,
      creditAccountId: transfer.debitAccountId,
      debitItem: transfer.creditItem,
      creditItem: transfer.debitItem,
    })),
  };
}
