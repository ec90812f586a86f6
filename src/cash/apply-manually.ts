// A person applies a receipt or a credit note: to several documents, with discount, bank charge or a tolerated difference, with credit notes.

import { invariant } from '#kernel/invariant.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { formatAmount, type Money } from '#kernel/money.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findReceipt } from '#payments/index.ts';
import { cashAccounts, openFrame, writePlans } from './books.ts';
import { claimsByIds, entityOfDocument } from './desk-store.ts';
import { learnPayer } from './learn-payer.ts';
import { openMinorOf, type Claim } from './matching/claim.ts';
import type { CreditUse, ProposedLine } from './matching/reading.ts';
import { settleMatch } from './match-store.ts';
import { planApplication, planCredit, planIdentification, type Grounds, type Plan } from './plan-application.ts';
import { lockItems, lockReceipt, type ReceiptMoney } from './store.ts';
import { requireWriteOff } from './write-off.ts';

/** Amounts in the document's currency; what is not given is nothing. */
export type ManualLine = {
  readonly documentId: string;
  /** Paid by the receipt. */
  readonly cash: Money;
  /** Settled by the credit notes named. */
  readonly credit?: Money | undefined;
  readonly discount?: Money | undefined;
  readonly fee?: Money | undefined;
  readonly tolerance?: Money | undefined;
};

export type ManualApplication = {
  readonly receiptId: string;
  readonly lines: readonly ManualLine[];
  readonly credits: readonly { readonly documentId: string; readonly used: Money }[];
  readonly reason: string;
  /** What of the receipt pays documents in another currency, in the receipt's own; all that is left when not said. */
  readonly sourceMinor?: bigint | undefined;
  readonly appliedOn: LocalDate;
};

/** The ids are what taking it back at once needs. */
export type Applied = { readonly receiptId: string; readonly applications: number; readonly applicationIds: readonly string[] };

const EVER = '9999-12-31';

/** Refuses request.not_found, receipt.reversed, cash.nothing_open, cash.nothing_left, cash.currency, cash.write_off_reason, cash.write_off_limit, item.overapplied and period.closed. */
export async function applyManually(tx: Tx, ctx: Context, input: ManualApplication, grounds: Partial<Grounds> = {}): Promise<Applied> {
  const receipt = await receiptToApply(tx, input.receiptId);
  const frame = await openFrame(tx, ctx, { entityId: receipt.entityId, fallbackOn: input.appliedOn });
  const claims = await lockedClaims(tx, receipt.entityId, frame.accounts.receivable, [...input.lines, ...input.credits].map((one) => one.documentId));
  const lines = linesOf(input, claims);
  const credits = creditsOf(input, claims);
  const { currency, sourceMinor } = moneyOf(receipt, lines, input);
  requireReason(input);
  // What the matcher proposed is within the policy already.
  if ((grounds.matchId ?? null) === null) await requireWriteOff(tx, ctx, receipt, { lines, sourceMinor, currency });

  const why: Grounds = { decidedBy: 'person', rule: null, confidence: null, reasons: [{ code: 'person', text: input.reason, weight: 1 }], matchId: null, runId: null, ...grounds };
  const payer = onlyCustomer(lines);
  const identification = payer !== null && receipt.unidentifiedMinor > 0n ? planIdentification(receipt, payer, { decidedBy: 'person', reason: input.reason }, frame) : null;
  const application = planApplication(receipt, identification?.parts ?? receipt.parts, { lines, credits, sourceMinor, restMinor: 0n, currency }, why, frame);
  await writePlans(tx, ctx, frame, [...(identification === null ? [] : [identification]), application]);
  await settleMatch(tx, receipt.receiptId, grounds.matchId === undefined ? 'superseded' : 'applied', ctx.now, ctx.actor.name);
  if (payer !== null) await learnPayer(tx, ctx, receipt, payer);
  auditPlan(tx, receipt.receiptId, input.reason, application);
  return { receiptId: receipt.receiptId, applications: application.applications.length, applicationIds: application.applications.map((row) => row.applicationId) };
}

export type CreditApplication = { readonly creditDocumentId: string; readonly lines: readonly { readonly documentId: string; readonly amount: Money }[]; readonly reason: string; readonly appliedOn: LocalDate };

/** Settles invoices with a credit note of the same customer. Refuses as applyManually does. */
export async function applyCreditNote(tx: Tx, ctx: Context, input: CreditApplication): Promise<{ creditDocumentId: string; applications: number }> {
  const entityId = await entityOf(tx, input.creditDocumentId);
  const frame = await openFrame(tx, ctx, { entityId, fallbackOn: input.appliedOn });
  const claims = await lockedClaims(tx, entityId, frame.accounts.receivable, [input.creditDocumentId, ...input.lines.map((line) => line.documentId)]);
  const [{ amount: first } = { amount: { minor: 0n, currency: '' } }] = input.lines;
  const manual = {
    lines: input.lines.map((line) => ({ documentId: line.documentId, cash: { minor: 0n, currency: line.amount.currency }, credit: line.amount })),
    credits: [{ documentId: input.creditDocumentId, used: { minor: input.lines.reduce((sum, line) => sum + line.amount.minor, 0n), currency: first.currency } }],
  };
  const lines = linesOf(manual, claims);
  const credits = creditsOf(manual, claims);
  const grounds: Grounds = { decidedBy: 'person', rule: null, confidence: null, reasons: [{ code: 'person', text: input.reason, weight: 1 }], matchId: null, runId: null };
  const plan = planCredit(entityId, input.appliedOn, lines, credits, grounds, frame);
  await writePlans(tx, ctx, frame, [plan]);
  auditPlan(tx, input.creditDocumentId, input.reason, plan);
  return { creditDocumentId: input.creditDocumentId, applications: plan.applications.length };
}

export async function receiptToApply(tx: Tx, receiptId: string): Promise<ReceiptMoney> {
  const found = await findReceipt(tx, receiptId);
  if (found === null) refuse('request.not_found', `there is no receipt ${receiptId}`);
  if (found.reversedOn !== null) refuse('receipt.reversed', `${found.number} was reversed on ${found.reversedOn}`);
  const receipt = await lockReceipt(tx, await cashAccounts(tx, found.entityId), receiptId);
  invariant(receipt !== null, `the receipt ${receiptId} vanished`);
  return receipt;
}

/** The documents with what is open on them now; their items are locked first, in the order of their ids. */
async function lockedClaims(tx: Tx, entityId: number, receivable: number, documentIds: readonly string[]): Promise<ReadonlyMap<string, Claim>> {
  const books = { entityId, receivable, through: EVER };
  const before = await claimsByIds(tx, books, [...new Set(documentIds)]);
  await lockItems(tx, receivable, before.flatMap((claim) => claim.items.map((item) => item.itemId)).sort());
  const claims = new Map((await claimsByIds(tx, books, [...new Set(documentIds)])).map((claim) => [claim.documentId, claim]));
  const missing = documentIds.find((documentId) => !claims.has(documentId));
  if (missing !== undefined) refuse('request.not_found', `there is no issued document ${missing}`, { field: 'lines.document_id', value: missing });
  return claims;
}

function linesOf({ lines }: Pick<ManualApplication, 'lines'>, claims: ReadonlyMap<string, Claim>): ProposedLine[] {
  if (new Set(lines.map((line) => line.documentId)).size !== lines.length || lines.length === 0) refuse('request.malformed', 'each document is named once, and at least one is', { field: 'lines' });
  return lines.map(({ documentId, cash, credit, discount, fee, tolerance }) => {
    const claim = claims.get(documentId);
    invariant(claim !== undefined, `the document ${documentId} was loaded`);
    const open = openMinorOf(claim);
    const minor = (given: Money | undefined): bigint => (given === undefined || given.minor === 0n ? 0n : inCurrencyOf(claim, given).minor);
    const amounts = { cashMinor: minor(cash), creditMinor: minor(credit), discountMinor: minor(discount), feeMinor: minor(fee), toleranceMinor: minor(tolerance) };
    const applied = amounts.cashMinor + amounts.creditMinor + amounts.discountMinor + amounts.feeMinor + amounts.toleranceMinor;
    if (open <= 0n) refuse('cash.nothing_open', `${claim.number} has nothing open`, { field: 'lines.document_id', value: claim.number });
    if (Object.values(amounts).some((one) => one < 0n) || applied <= 0n) refuse('money.malformed', 'amounts are zero or more, and a line settles something', { field: 'lines', value: claim.number });
    if (applied > open) refuse('item.overapplied', `${claim.number} has ${formatAmount(open, claim.currency)} open, ${formatAmount(applied, claim.currency)} would be applied`, { field: 'lines.amount', value: claim.number });
    return { claim, ...amounts };
  });
}

function inCurrencyOf(claim: Claim, given: Money): Money {
  return given.currency === claim.currency ? given : refuse('cash.currency', `${claim.number} is in ${claim.currency}`, { field: 'lines', value: given.currency });
}

function creditsOf({ lines, credits }: Pick<ManualApplication, 'lines' | 'credits'>, claims: ReadonlyMap<string, Claim>): CreditUse[] {
  if (new Set(credits.map((credit) => credit.documentId)).size < credits.length) refuse('request.malformed', 'each credit note is named once', { field: 'credits' });
  const given = credits.reduce((sum, credit) => sum + credit.used.minor, 0n);
  const used = lines.reduce((sum, line) => sum + (line.credit?.minor ?? 0n), 0n);
  if (given !== used) refuse('cash.nothing_left', 'the credit notes named and the credits on the lines differ', { field: 'credits' });
  return credits.map(({ documentId, used: usedOfIt }) => {
    const claim = claims.get(documentId);
    invariant(claim !== undefined, `the credit note ${documentId} was loaded`);
    const usedMinor = inCurrencyOf(claim, usedOfIt).minor;
    if (openMinorOf(claim) >= 0n) refuse('cash.nothing_open', `${claim.number} gives nothing`, { field: 'credits.document_id', value: claim.number });
    if (usedMinor <= 0n || usedMinor > -openMinorOf(claim)) refuse('cash.nothing_left', `${claim.number} gives ${formatAmount(-openMinorOf(claim), claim.currency)} at most`, { field: 'credits.amount', value: claim.number });
    for (const line of lines) {
      const other = claims.get(line.documentId);
      if ((line.credit?.minor ?? 0n) > 0n && (other?.customerId !== claim.customerId || other.currency !== claim.currency)) refuse('cash.currency', `${claim.number} and ${other?.number ?? ''} are of different customers or currencies`, { field: 'credits' });
    }
    return { claim, usedMinor };
  });
}

function moneyOf(receipt: ReceiptMoney, lines: readonly ProposedLine[], input: ManualApplication): { currency: string; sourceMinor: bigint } {
  const [currency = receipt.currency, ...more] = [...new Set(lines.map((line) => line.claim.currency))];
  if (more.length > 0) refuse('cash.currency', 'the documents are in several currencies: apply to one currency at a time', { field: 'lines' });
  const left = receipt.unidentifiedMinor + receipt.unappliedMinor;
  const cash = lines.reduce((sum, line) => sum + line.cashMinor, 0n);
  const sourceMinor = currency === receipt.currency ? cash : (input.sourceMinor ?? left);
  if (sourceMinor > left || (cash > 0n) !== (sourceMinor > 0n)) refuse('cash.nothing_left', `${receipt.number} has ${formatAmount(left, receipt.currency)} left`, { field: 'lines.amount', value: formatAmount(sourceMinor, receipt.currency) });
  return { currency, sourceMinor };
}

function requireReason({ lines, reason }: ManualApplication): void {
  const writesOff = lines.some(({ discount, fee, tolerance }) => [discount, fee, tolerance].some((given) => (given?.minor ?? 0n) > 0n));
  if (writesOff && reason.trim().length < 3) refuse('cash.write_off_reason', 'a discount, charge or difference that is not paid needs a reason', { field: 'reason' });
}

function onlyCustomer(lines: readonly ProposedLine[]): string | null {
  const customers = new Set(lines.map((line) => line.claim.customerId));
  return customers.size === 1 ? ([...customers][0] ?? null) : null;
}

async function entityOf(tx: Tx, documentId: string): Promise<number> {
  return (await entityOfDocument(tx, documentId)) ?? refuse('request.not_found', `there is no issued document ${documentId}`);
}

function auditPlan(tx: Tx, subjectId: string, reason: string, plan: Plan): void {
  tx.audit({ subjectKind: 'receipt', subjectId, reason, after: { applications: plan.applications.map(({ documentId, appliedMinor, cashMinor, discountMinor, feeMinor, toleranceMinor, currency, sourceKind }) => ({ documentId, appliedMinor, cashMinor, discountMinor, feeMinor, toleranceMinor, currency, sourceKind })) } });
}
