// The documents that a receipt may be for, ranked for the person who decides: named first, then by payer, amount and age.

import type { Context } from '#platform/context.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findSetting } from '#platform/setting-store.ts';
import { asReceipt } from './apply-batch.ts';
import { loadNumberForms, loadPayerProfiles } from './desk-store.ts';
import { openDesk } from './open-desk.ts';
import { openMinorOf, type Claim } from './matching/claim.ts';
import { decide, type Decision } from './matching/decide.ts';
import { gatherFacts, type Facts } from './matching/facts.ts';
import { openPayerIndex, type PayerIndex } from './matching/payer-index.ts';
import { cashSettingName, policyOf } from './policy.ts';
import type { CashAccounts } from './postings.ts';
import type { ReceiptMoney } from './store.ts';

export type Candidate = {
  readonly documentId: string; readonly number: string; readonly kind: string; readonly customerId: string; readonly customerNumber: string; readonly customerName: string; readonly issuedOn: string; readonly dueOn: string;
  readonly openMinor: bigint; readonly totalMinor: bigint; readonly currency: string; readonly discount: { readonly amountMinor: bigint; readonly currency: string; readonly until: string } | null; readonly score: number; readonly reasons: readonly string[];
};

export type Candidates = { readonly decision: Decision; readonly payers: readonly { customerId: string; name: string; certainty: string; how: string }[]; readonly items: readonly Candidate[] };

const SHOWN_MAX = 200;

export async function candidatesFor(tx: Tx, ctx: Context, receipt: ReceiptMoney, accounts: CashAccounts, more: { customerIds: readonly string[] }): Promise<Candidates> {
  const payers = await payerIndexOf(tx, ctx);
  const books = { entityId: receipt.entityId, receivable: accounts.receivable, through: '9999-12-31' };
  const forms = await loadNumberForms(tx, receipt.entityId);
  const policy = policyOf(await findSetting(tx, cashSettingName));
  const read = asReceipt(receipt);
  // A customer whom the person looks at is as good as a payer found: its documents are laid on the desk too, also where the text names others.
  const desk = await openDesk(tx, { books, payers, forms, policy }, [read, ...more.customerIds.map((customerId) => ({ ...read, customerId, text: '' }))]);
  const facts = gatherFacts(read, desk);
  const decision = decide(read, desk);
  const wanted = [...new Set([...facts.payer.pays.keys(), ...more.customerIds])].flatMap((customerId) => desk.claimsOf(customerId));
  const claims = new Set([...facts.mentions.flatMap((mention) => mention.claims), ...decision.reading.lines.map((line) => line.claim), ...wanted]);
  const items = [...claims].filter((claim) => openMinorOf(claim) !== 0n).map((claim) => candidateOf(facts, decision, claim)).sort((a, b) => b.score - a.score || (a.dueOn < b.dueOn ? -1 : 1)).slice(0, SHOWN_MAX);
  return { decision, payers: [...facts.payer.own].map(([customerId, { certainty, how }]) => ({ customerId, name: payers.nameOf(customerId), certainty, how })), items };
}

function candidateOf(facts: Facts, decision: Decision, claim: Claim): Candidate {
  const mention = facts.mentions.find((one) => one.claims.includes(claim));
  const open = openMinorOf(claim);
  const isProposed = [...decision.reading.lines, ...decision.reading.credits].some((one) => one.claim === claim);
  const isAmount = open === decision.target.minor && claim.currency === decision.target.currency;
  const certainty = facts.payer.pays.get(claim.customerId);
  const signs: [boolean, number, string][] = [
    [isProposed, 8, 'proposed'], [mention?.sureness === 'number', 4, 'named in the text'], [mention !== undefined && mention.sureness !== 'number', 3, `like ${mention?.written ?? ''} in the text`],
    [isAmount, 2, 'exactly the amount'], [certainty === 'sure', 1, 'of the payer'], [certainty === 'likely', 0.8, 'of the likely payer'], [certainty === 'vague', 0.4, 'of a customer with a like name'],
  ];
  const found = signs.filter(([holds]) => holds);
  return {
    documentId: claim.documentId, number: claim.number, kind: claim.kind, customerId: claim.customerId, customerNumber: facts.desk.payers.numberOf(claim.customerId), customerName: facts.desk.payers.nameOf(claim.customerId), issuedOn: claim.issuedOn, dueOn: claim.dueOn, openMinor: open,
    totalMinor: claim.totalMinor, currency: claim.currency, discount: claim.discount === null ? null : { amountMinor: claim.discount.discountMinor, currency: claim.currency, until: claim.discount.until },
    score: found.reduce((sum, [, weight]) => sum + weight, 0), reasons: found.map(([, , text]) => text),
  };
}

// Reading all customers' names for every receipt that someone opens would cost more than the rest; a minute old is good enough to look at.
const KEPT_MS = 60_000;
const kept = new Map<string, { readonly index: PayerIndex; readonly atMs: number }>();

async function payerIndexOf(tx: Tx, ctx: Context): Promise<PayerIndex> {
  const nowMs = millisecondsOf(ctx.now);
  const known = kept.get(tx.orgId);
  if (known !== undefined && nowMs - known.atMs < KEPT_MS && nowMs >= known.atMs) return known.index;
  const index = openPayerIndex(await loadPayerProfiles(tx));
  kept.set(tx.orgId, { index, atMs: nowMs });
  return index;
}
