// A receipt, a proposal and the match meter as they are shown: amounts exact, the payer's account masked.

import { formatDecimal } from '#kernel/decimal.ts';
import { divideRounded } from '#kernel/rounding.ts';
import { maskAccount } from '#customers/index.ts';
import type { Decision } from './matching/decide.ts';
import type { Reading } from './matching/reading.ts';
import type { MatchRate } from './match-rates-queries.ts';
import type { Proposal } from './match-store.ts';
import { proposalOf } from './proposal.ts';
import type { MatchOverview } from './queries.ts';

export function masked<Row extends { readonly payerAccount: string | null }>(row: Row): Row {
  return { ...row, payerAccount: row.payerAccount === null ? null : maskAccount(row.payerAccount) };
}

export function showProposal(kept: { matchId: string | null; status: string; rule: string; confidence: string; reasons: unknown }, proposal: Proposal): object {
  const { currency } = proposal;
  return {
    matchId: kept.matchId, status: kept.status, rule: kept.rule, confidence: kept.confidence, reasons: kept.reasons, currency, customerId: proposal.customerId, amountMinor: BigInt(proposal.amountMinor), restMinor: BigInt(proposal.restMinor),
    lines: proposal.lines.map((line) => ({ documentId: line.documentId, number: line.number, customerId: line.customerId, currency, cashMinor: BigInt(line.cashMinor), creditMinor: BigInt(line.creditMinor),
      discountMinor: BigInt(line.discountMinor), feeMinor: BigInt(line.feeMinor), toleranceMinor: BigInt(line.toleranceMinor) })),
    credits: proposal.credits.map((credit) => ({ documentId: credit.documentId, number: credit.number, currency, usedMinor: BigInt(credit.usedMinor) })),
  };
}

export function showMatch(match: MatchOverview): object {
  return showProposal(match, match.proposal as Proposal);
}

/** What the matcher makes of a receipt at this moment, not kept. */
export function showReading(decision: Decision, reading: Reading, status: string): object {
  return showProposal({ matchId: null, status, rule: reading.rule, confidence: String(reading.confidence), reasons: reading.reasons }, proposalOf({ ...decision, reading }));
}

export function showRate(rate: MatchRate): object {
  const { automatic, automaticMinor, wrongMinor, ...rest } = rate;
  return {
    ...rest, applied: automatic, appliedAmountMinor: automaticMinor, wrongAmountMinor: wrongMinor, matchRate: fraction(BigInt(automatic), BigInt(rate.receipts)), moneyRate: fraction(automaticMinor, rate.amountMinor),
    falseMatchRate: fraction(BigInt(rate.wrong), BigInt(automatic)),
  };
}

/** Four decimals; a share of right ones is rounded down by it, so that it never looks better than it is. */
function fraction(part: bigint, whole: bigint): string {
  return formatDecimal({ unscaled: whole === 0n ? 0n : divideRounded(part * 10_000n, whole, 'down'), scale: 4 });
}
