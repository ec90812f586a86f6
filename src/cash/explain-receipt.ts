// Why a receipt stands as it does: the bank line and its file, who paid, what was paid and on which grounds, and the postings.

import { formatAmount } from '#kernel/money.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { transfersOf } from '#ledger/queries.ts';
import { findReceipt, originOfReceipt } from '#payments/index.ts';
import { historyOf } from './history-queries.ts';
import { applicationsOf, type ApplicationOverview } from './queries.ts';
import { pageOfRefunds } from './refund-store.ts';

export type ReceiptProof = {
  readonly label: string; readonly kind: string; readonly value: string | null; readonly amountMinor: bigint | null; readonly currency: string | null; readonly link: { readonly kind: string; readonly id: string } | null;
  readonly children: readonly ReceiptProof[];
};

type Parts = Partial<Omit<ReceiptProof, 'label' | 'kind'>>;

function node(kind: string, label: string, parts: Parts = {}): ReceiptProof {
  return { label, kind, value: null, amountMinor: null, currency: null, link: null, children: [], ...parts };
}

/** Refuses request.not_found. */
export async function explainReceipt(tx: Tx, receiptId: string): Promise<ReceiptProof> {
  const receipt = await findReceipt(tx, receiptId);
  if (receipt === null) refuse('request.not_found', `there is no receipt ${receiptId}`);
  const origin = await originOfReceipt(tx, receiptId);
  const applications = await applicationsOf(tx, { sourceId: receiptId });
  const events = (await historyOf(tx, receiptId)).filter((event) => event.event.startsWith('payer'));
  const children: ReceiptProof[] = [];
  if (origin !== null) {
    const file = origin.fileId === null ? [] : [node('file', `File ${origin.fileName ?? ''}`, { link: { kind: 'file', id: origin.fileId }, value: origin.sha256 })];
    children.push(node('bank_line', `Line ${origin.lineNo} of statement ${origin.statementReference}`, { amountMinor: origin.amountMinor, currency: receipt.currency, value: origin.text, children: file }));
  } else children.push(node('entered', `Entered as ${receipt.method}`, { value: receipt.reference }));
  children.push(...events.map((event) => node('payer', `${event.event === 'payer identified' ? 'Payer identified' : 'Payer taken back'}: ${event.customerName ?? ''}`, { amountMinor: event.amountMinor, currency: event.currency, value: event.reason })));
  for (const application of applications) children.push(await explainApplication(tx, application));
  for (const refund of await pageOfRefunds(tx, { status: null, receiptId, after: null, limit: 100 })) {
    const state = refund.status === 'paid' ? `paid on ${refund.paidOn ?? ''}` : refund.status === 'taken_back' ? `taken back: ${refund.takenBackReason ?? ''}` : refund.status;
    children.push(node('refund', `Refund to ${refund.customerName}, ${state}`, { amountMinor: refund.amountMinor, currency: refund.currency, value: `${refund.reason}; asked for by ${refund.requestedBy}${refund.decidedBy === null ? '' : `, decided by ${refund.decidedBy}`}`, children: await postingsOf(tx, refund.refundId) }));
  }
  children.push(...(await postingsOf(tx, receipt.bankLineId ?? receiptId)), ...(receipt.bankLineId === null ? [] : await postingsOf(tx, receiptId)));
  return node('receipt', `Receipt ${receipt.number}`, { amountMinor: receipt.amountMinor, currency: receipt.currency, value: receipt.reversedOn === null ? null : `reversed on ${receipt.reversedOn}`, children });
}

async function explainApplication(tx: Tx, application: ApplicationOverview): Promise<ReceiptProof> {
  const { currency, number, documentId, appliedMinor, appliedOn, decidedBy, rule, confidence, recordedBy, unappliedOn } = application;
  const deducted = ([['discount', application.discountMinor], ['bank charge', application.feeMinor], ['tolerated difference', application.toleranceMinor]] as const).filter(([, minor]) => minor > 0n);
  const reasons = application.reasons as readonly { readonly text: string; readonly weight: number }[];
  const children = [
    ...deducted.map(([kind, minor]) => node('deduction', `Less ${kind}`, { amountMinor: minor, currency })),
    ...(application.sourceCurrency === currency ? [] : [node('exchange', `Paid with ${application.sourceCurrency}: the difference of the rates stands on currency exchange, not yet split per application`, { amountMinor: application.sourceMinor, currency: application.sourceCurrency })]),
    ...reasons.map((reason) => node('reason', reason.text, { value: reason.weight < 0 ? `doubt ${String(-reason.weight)}` : null })),
    ...(await postingsOf(tx, application.applicationId)),
  ];
  const how = decidedBy === 'rule' ? `by rule ${rule ?? ''}, confidence ${confidence ?? ''}` : `by ${recordedBy}`;
  const state = unappliedOn === null ? '' : `; taken back on ${unappliedOn}: ${application.unappliedReason ?? ''}`;
  return node('application', `${application.sourceKind === 'receipt' ? 'Applied to' : 'Credit note applied to'} ${number} on ${appliedOn}`, { amountMinor: appliedMinor, currency, value: `${how}${state}`, link: { kind: 'document', id: documentId }, children });
}

async function postingsOf(tx: Tx, sourceId: string): Promise<ReceiptProof[]> {
  const transfers = await transfersOf(tx, sourceId);
  return transfers.map((transfer) => node('posting', `${transfer.postedOn} ${transfer.event}: debit ${transfer.debitCode}, credit ${transfer.creditCode}`, {
    amountMinor: transfer.amountMinor, currency: transfer.currency, value: formatAmount(transfer.amountMinor, transfer.currency), link: { kind: 'entry', id: transfer.entryId },
  }));
}
