// From what is ticked to what the server is asked: credit notes settle documents of their own customer first, money pays the rest.
import type { ActionRequest } from '../../api/use-action.ts';
import type { WireMoney } from '../../api/types.ts';
import { digitsOf, isCreditNote, sumOfLine, textOf, type Draft } from './match-draft.ts';
import type { Candidate } from './receipt-wire.ts';

export type ApplyInput = {
  readonly receiptId: string;
  readonly appliedOn: string;
  readonly items: readonly Candidate[];
  readonly draft: Draft;
  readonly reason: string;
  /** What of the payment is used, where the documents are in another currency. */
  readonly source: WireMoney | undefined;
  /** Whose account keeps what is left, where it stays there on purpose. */
  readonly restOnAccountOf: string | undefined;
};

export function applyRequest({ receiptId, appliedOn, items, draft, reason, source, restOnAccountOf }: ApplyInput): ActionRequest {
  const ticked = items.flatMap((item) => {
    const line = draft.get(item.document_id);
    return line ? [{ item, line, sum: sumOfLine(item, line) }] : [];
  });
  const credits = ticked.filter(({ item }) => isCreditNote(item));
  const creditLeft = new Map<string, bigint>();
  for (const { item, sum } of credits) creditLeft.set(item.customer_id, (creditLeft.get(item.customer_id) ?? 0n) + sum.pays);
  const lines = ticked.filter(({ item }) => !isCreditNote(item)).map(({ item, line, sum }) => {
    const offered = creditLeft.get(item.customer_id) ?? 0n;
    const credit = offered < sum.pays ? offered : sum.pays;
    creditLeft.set(item.customer_id, offered - credit);
    const part = (kind: string) => moneyIn(item, line.rest === kind ? sum.deducted : 0n);
    return { document_id: item.document_id, cash: moneyIn(item, sum.pays - credit), credit: moneyIn(item, credit), discount: part('discount'), fee: part('fee'), tolerance: part('tolerance') };
  });
  return {
    method: 'POST',
    path: `/v1/receipts/${receiptId}/applications`,
    body: { applied_on: appliedOn, reason, lines, credits: credits.map(({ item, sum }) => ({ document_id: item.document_id, used: moneyIn(item, sum.pays) })), source, rest_on_account_of: restOnAccountOf },
  };
}

function moneyIn(item: Candidate, minor: bigint): WireMoney {
  return { amount: textOf(minor, digitsOf(item.open.amount)), currency: item.open.currency };
}
