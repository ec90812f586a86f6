// A decision as it is kept for people: the documents with their amounts, comparable with what was proposed or rejected before.

import type { Decision } from './matching/decide.ts';
import type { Reading } from './matching/reading.ts';
import type { Proposal, StoredMatch } from './match-store.ts';

export function proposalOf({ reading, target, customerId }: Pick<Decision, 'reading' | 'target' | 'customerId'>): Proposal {
  return {
    currency: target.currency, amountMinor: target.minor.toString(), customerId, restMinor: reading.restMinor.toString(),
    lines: reading.lines.map(({ claim, cashMinor, creditMinor, discountMinor, feeMinor, toleranceMinor }) => ({
      documentId: claim.documentId, number: claim.number, kind: claim.kind, customerId: claim.customerId, cashMinor: cashMinor.toString(), creditMinor: creditMinor.toString(),
      discountMinor: discountMinor.toString(), feeMinor: feeMinor.toString(), toleranceMinor: toleranceMinor.toString(),
    })),
    credits: reading.credits.map(({ claim, usedMinor }) => ({ documentId: claim.documentId, number: claim.number, usedMinor: usedMinor.toString() })),
  };
}

/** Two proposals are the same when they move the same money to the same documents. */
export function proposalKey(proposal: Pick<Proposal, 'lines' | 'credits' | 'restMinor' | 'customerId'>): string {
  const lines = proposal.lines.map((line) => `${line.documentId} ${line.cashMinor} ${line.creditMinor} ${line.discountMinor} ${line.feeMinor} ${line.toleranceMinor}`).sort();
  return JSON.stringify([proposal.customerId, lines, proposal.credits.map((credit) => `${credit.documentId} ${credit.usedMinor}`).sort(), proposal.restMinor]);
}

/** What a person rejected is not proposed again: the next best reading takes its place, or nothing. */
export function withoutRejected(decision: Decision, earlier: readonly StoredMatch[]): Decision {
  const rejected = new Set(earlier.filter((match) => match.status === 'rejected').map((match) => documentsKey(match.proposal.lines.map((line) => line.documentId))));
  const keyOf = (reading: Reading): string => documentsKey(reading.lines.map((line) => line.claim.documentId));
  if (rejected.size === 0 || !rejected.has(keyOf(decision.reading))) return decision;
  const next = decision.others.find((reading) => !rejected.has(keyOf(reading)));
  if (next !== undefined) return { ...decision, outcome: 'suggested', reading: next, others: decision.others.filter((reading) => reading !== next) };
  const nothing: Reading = { ...decision.reading, rule: 'none', lines: [], credits: [], restMinor: decision.target.minor, reasons: [{ code: 'rejected', text: 'what could be proposed was rejected', weight: 0 }], confidence: 0 };
  return { ...decision, outcome: 'unmatched', reading: nothing, others: [] };
}

function documentsKey(documentIds: readonly string[]): string {
  return [...documentIds].sort().join(' ');
}
