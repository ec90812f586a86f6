// One batch of cash application: receipts locked, decided in memory, their items locked and held against what was read, then written.

import type { LocalDate } from '#kernel/local-date.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { learnBankAccounts, normaliseAccount } from '#customers/index.ts';
import { openFrame, writePlans } from './books.ts';
import { openDesk, type DeskNeeds, type LaidDesk } from './open-desk.ts';
import { decide, type Decision } from './matching/decide.ts';
import type { Receipt } from './matching/claim.ts';
import type { PayerIndex } from './matching/payer-index.ts';
import { insertMatches, matchesOf, type MatchRow, type StoredMatch } from './match-store.ts';
import { planApplication, planIdentification, type Frame, type Grounds, type Plan } from './plan-application.ts';
import { proposalKey, proposalOf, withoutRejected } from './proposal.ts';
import { lockItems, lockReceiptsToApply, type ReceiptMoney } from './store.ts';
import { appliedSubjects } from './queries.ts';

export type BatchWork = Omit<DeskNeeds, 'books'> & {
  readonly entityId: number;
  readonly through: LocalDate;
  readonly after: readonly [LocalDate, string] | null;
  readonly limit: number;
  readonly runId: string;
  readonly batchKey: string;
};

export type BatchOutcome = {
  readonly receipts: number; readonly applied: number; readonly onAccount: number; readonly suggested: number; readonly unmatched: number; readonly identified: number;
  readonly last: readonly [LocalDate, string] | null;
};

/** Decides the next receipts. Two batches at once never hold the same receipt, and see each other's effect on the documents. */
export async function applyBatch(tx: Tx, ctx: Context, work: BatchWork): Promise<BatchOutcome> {
  const frame = await openFrame(tx, ctx, { entityId: work.entityId, fallbackOn: work.through, batchKey: work.batchKey });
  const receipts = await lockReceiptsToApply(tx, frame.accounts, work);
  const desk = await openDesk(tx, { ...work, books: { entityId: work.entityId, receivable: frame.accounts.receivable, through: work.through } }, receipts.map(asReceipt));
  const earlier = Map.groupBy(await matchesOf(tx, receipts.map((receipt) => receipt.receiptId)), (match) => match.receiptId);
  const acts = receipts.toSorted(asReceived).map((receipt) => actOn(receipt, desk, earlier.get(receipt.receiptId) ?? [], frame, work.runId));
  await holdAgainstRows(tx, frame, desk, acts);

  await insertMatches(tx, acts.flatMap((act) => act.match ?? []), ctx.now, ctx.actor.name);
  await writePlans(tx, ctx, frame, acts.flatMap((act) => act.plans));
  await learnAccounts(tx, ctx, acts, work.payers);
  const last = receipts.at(-1);
  const outcome = { ...counted(acts), receipts: receipts.length, last: last === undefined ? null : ([last.receivedOn, last.receiptId] as const) };
  if (receipts.length > 0) tx.audit({ subjectKind: 'receipt', reason: 'applied by rule', after: { runId: work.runId, ...outcome }, subjects: appliedSubjects(tx, work.runId, ctx.now) });
  return outcome;
}

/** Of two payments of one day the one that stands first on the statement comes first: the second is the one too many. */
function asReceived(one: ReceiptMoney, other: ReceiptMoney): number {
  const [a, b] = [`${one.receivedOn} ${one.number}`, `${other.receivedOn} ${other.number}`];
  return a < b ? -1 : a > b ? 1 : 0;
}

export function asReceipt(receipt: ReceiptMoney): Receipt {
  const left = receipt.unidentifiedMinor + receipt.unappliedMinor;
  const isWhole = left === receipt.amountMinor && receipt.originalMinor !== null && receipt.originalCurrency !== null;
  return {
    receiptId: receipt.receiptId, receivedOn: receipt.receivedOn, amountMinor: left, currency: receipt.currency, payerName: receipt.payerName ?? '', payerAccount: normaliseAccount(receipt.payerAccount ?? '') ?? '',
    text: [receipt.text, receipt.reference ?? ''].filter((text) => text !== '').join('\n'),
    original: isWhole ? { minor: receipt.originalMinor ?? 0n, currency: receipt.originalCurrency ?? '' } : null,
    // What a rule found before is found again or not; only a person's word is a fact of its own.
    customerId: receipt.byPerson ? receipt.customerId : null, touched: receipt.touched,
  };
}

type Act = { readonly receipt: ReceiptMoney; readonly decision: Decision; readonly plans: readonly Plan[]; readonly match: MatchRow | null; readonly learnFor: string | null };

function actOn(receipt: ReceiptMoney, desk: LaidDesk, earlier: readonly StoredMatch[], frame: Frame, runId: string): Act {
  const decision = withoutRejected(decide(asReceipt(receipt), desk), earlier);
  const { reading, outcome, target } = decision;
  const proposal = proposalOf(decision);
  const current = earlier.find((match) => match.status !== 'rejected');
  const isSame = outcome !== 'applied' && current !== undefined && current.status === outcome && current.rule === reading.rule && proposalKey(current.proposal) === proposalKey(proposal);
  const matchId = frame.newId(`match ${receipt.receiptId}`);
  const status = outcome !== 'applied' ? outcome : reading.lines.length === 0 || reading.restMinor > 0n ? 'on_account' : 'applied';
  const match: MatchRow | null = isSame ? null : {
    matchId, receiptId: receipt.receiptId, status, outcome, rule: reading.rule, confidence: String(reading.confidence), receiptOn: receipt.receivedOn, amountMinor: receipt.unidentifiedMinor + receipt.unappliedMinor,
    currency: receipt.currency, proposal, reasons: reading.reasons, runId,
  };
  const grounds: Grounds = { decidedBy: 'rule', rule: reading.rule, confidence: String(reading.confidence), reasons: reading.reasons, matchId, runId };
  const plans: Plan[] = [];
  const payer = identityToRecord(receipt, decision);
  const identification = payer === null ? null : planIdentification(receipt, payer, { decidedBy: 'rule', reason: reading.reasons.find((reason) => reason.code.startsWith('payer.'))?.text ?? `rule ${reading.rule}` }, frame);
  if (identification !== null) plans.push(identification);
  if (outcome === 'applied' && reading.lines.length > 0) {
    const application = { lines: reading.lines, credits: reading.credits, sourceMinor: receipt.unidentifiedMinor + receipt.unappliedMinor, restMinor: reading.restMinor, currency: target.currency };
    plans.push(planApplication(receipt, identification?.parts ?? receipt.parts, application, grounds, frame));
  }
  return { receipt, decision, plans, match, learnFor: outcome === 'applied' && reading.lines.length > 0 ? decision.customerId : null };
}

/** Unidentified money goes to the payer's account when the payer is certain and nothing proposed speaks of another customer. */
function identityToRecord(receipt: ReceiptMoney, { customerId, outcome, reading }: Decision): string | null {
  if (receipt.unidentifiedMinor === 0n || customerId === null) return null;
  const agrees = reading.lines.every((line) => line.claim.customerId === customerId);
  return outcome === 'applied' || agrees ? customerId : null;
}

/** Serialization failure of PostgreSQL: the whole command is tried again from the start. */
const TRY_AGAIN = '40001';

async function holdAgainstRows(tx: Tx, frame: Frame, desk: LaidDesk, acts: readonly Act[]): Promise<void> {
  const items = new Set<string>();
  for (const act of acts) {
    if (act.decision.outcome !== 'applied') continue;
    for (const { claim } of [...act.decision.reading.lines, ...act.decision.reading.credits]) for (const item of claim.items) items.add(item.itemId);
  }
  if (items.size === 0) return;
  const locked = await lockItems(tx, frame.accounts.receivable, [...items].sort());
  for (const itemId of items) {
    if (locked.get(itemId) !== desk.openAsLoaded.get(itemId)) throw Object.assign(new Error(`the open item ${itemId} moved meanwhile`), { code: TRY_AGAIN });
  }
}

/** An account is learnt when its holder bears the customer's name: a third party's account must not become the customer's. */
async function learnAccounts(tx: Tx, ctx: Context, acts: readonly Act[], payers: PayerIndex): Promise<void> {
  const learnt: { customerId: string; account: string }[] = [];
  for (const { receipt, learnFor } of acts) {
    const account = normaliseAccount(receipt.payerAccount ?? '');
    if (learnFor === null || account === null || payers.byAccount(account).length > 0) continue;
    if (!isNameOf(payers, receipt.payerName ?? '', learnFor)) continue;
    payers.addAccount(account, { customerId: learnFor, source: 'learned' });
    learnt.push({ customerId: learnFor, account });
  }
  await learnBankAccounts(tx, ctx, learnt);
}

export function isNameOf(payers: PayerIndex, name: string, customerId: string): boolean {
  const found = payers.byName(name);
  const match = found.get(customerId);
  return found.size === 1 && match !== undefined && match !== 'similar name' && match !== 'part of name';
}

function counted(acts: readonly Act[]): Omit<BatchOutcome, 'receipts' | 'last'> {
  const count = (test: (act: Act) => boolean): number => acts.filter(test).length;
  return {
    applied: count((act) => act.decision.outcome === 'applied' && act.decision.reading.lines.length > 0), onAccount: count((act) => act.decision.outcome === 'applied' && act.decision.reading.lines.length === 0),
    suggested: count((act) => act.decision.outcome === 'suggested'), unmatched: count((act) => act.decision.outcome === 'unmatched'), identified: count((act) => act.plans.some((plan) => plan.identifications.length > 0)),
  };
}
