// A reading: one way to understand a receipt, what it would apply, and how sure it is after all doubts are taken off.

import { invariant } from '#kernel/invariant.ts';
import { openMinorOf, type Claim } from './claim.ts';

export type Rule =
  | 'named_exact' | 'named_sum' | 'named_instalment' | 'named_discount' | 'named_bank_charge' | 'named_small_difference' | 'named_credit_taken' | 'named_part' | 'named_overpaid'
  | 'named_and_rest' | 'named_some' | 'named_other_currency' | 'paid_twice' | 'payer_exact' | 'payer_sum' | 'payer_discount' | 'payer_near' | 'on_account' | 'amount_only' | 'payer_only' | 'none';

/** What speaks for a reading (positive) or how much doubt it takes off the confidence (negative). */
export type Reason = { readonly code: string; readonly text: string; readonly weight: number };

export type ProposedLine = {
  readonly claim: Claim;
  readonly cashMinor: bigint;
  readonly creditMinor: bigint;
  readonly discountMinor: bigint;
  readonly feeMinor: bigint;
  readonly toleranceMinor: bigint;
};

export type CreditUse = { readonly claim: Claim; readonly usedMinor: bigint };

export type Reading = {
  readonly rule: Rule;
  readonly confidence: number;
  readonly lines: readonly ProposedLine[];
  readonly credits: readonly CreditUse[];
  /** Left on the payer's account, in the currency of the lines. */
  readonly restMinor: bigint;
  readonly reasons: readonly Reason[];
  /** Whose account the rest stands on, where documents tell it and not the payer alone. */
  readonly onAccountOf?: string | null;
};

/** What each doubt takes off. Together with policy.automaticAt these figures decide what needs a person. */
export const doubts = {
  number_by_digits: 0.005,
  number_tail: 0.01,
  number_range: 0.01,
  number_one_slip: 0.01,
  number_two_slips: 0.03,
  number_of_another: 0.02,
  list_differs: 0.06,
  slip_of_stranger: 0.04,
  named_not_paid: 0.06,
  payer_by_name: 0.005,
  payer_vague: 0.015,
  payer_unknown: 0.02,
  payer_group: 0.03,
  payer_other: 0.12,
  payer_several: 0.04,
  no_number: 0.03,
  vague_and_no_number: 0.04,
  sum_of_unnamed: 0.005,
  unread_number: 0.06,
  month_differs: 0.06,
  several_said: 0.03,
  on_account_said: 0.06,
  sum_by_chance: 0.06,
  also_a_sum: 0.06,
  not_alone: 0.3,
  discount_in_terms: 0.005,
  discount_by_policy: 0.015,
  charge_named: 0.01,
  charge_usual: 0.02,
  small_difference: 0.01,
  credit_unnamed: 0.015,
  part_said: 0.015,
  part_unsaid: 0.04,
  part_or_charge: 0.08,
  part_asks: 0.06,
  part_of_several: 0.08,
  overpaid_twice: 0.02,
  overpaid_little: 0.02,
  overpaid_some: 0.04,
  overpaid_much: 0.08,
  rest_by_amount: 0.02,
  other_invoice_of_amount: 0.06,
  fewer_paid_than_named: 0.06,
  rate_unknown: 0.3,
  payer_and_no_amount: 0.5,
  amount_alone: 0.45,
} as const;

export type Doubt = keyof typeof doubts;

export const doubted = (code: Doubt, text: string): Reason => ({ code, text, weight: -doubts[code] });
export const supported = (code: string, text: string, weight: number): Reason => ({ code, text, weight });

export function confidenceOf(reasons: readonly Reason[]): number {
  const left = reasons.reduce((sum, { weight }) => (weight < 0 ? sum + weight : sum), 1);
  return Math.max(0, Math.round(left * 1000) / 1000);
}

/** What is deducted from a claim instead of being paid. */
export type Deduction = { readonly kind: 'discount' | 'fee' | 'tolerance'; readonly byClaim: ReadonlyMap<Claim, bigint> };

export type Spread = { readonly lines: readonly ProposedLine[]; readonly credits: readonly CreditUse[]; readonly restMinor: bigint };

/** Lays the money over the claims in their order: credits first, then cash, each claim less its deduction; what is left over is the rest. */
export function spread(claims: readonly Claim[], amountMinor: bigint, deduction?: Deduction): Spread {
  const credits = claims.filter((claim) => openMinorOf(claim) < 0n).map((claim) => ({ claim, usedMinor: -openMinorOf(claim) }));
  let creditLeft = credits.reduce((sum, { usedMinor }) => sum + usedMinor, 0n);
  let cashLeft = amountMinor;
  const lines: ProposedLine[] = [];
  for (const claim of claims) {
    const open = openMinorOf(claim);
    if (open <= 0n) continue;
    const deducted = deduction?.byClaim.get(claim) ?? 0n;
    const toPay = open - deducted;
    const creditMinor = least(creditLeft, toPay);
    const cashMinor = least(cashLeft, toPay - creditMinor);
    creditLeft -= creditMinor;
    cashLeft -= cashMinor;
    if (creditMinor + cashMinor + deducted === 0n) continue;
    const line = { claim, cashMinor, creditMinor, discountMinor: 0n, feeMinor: 0n, toleranceMinor: 0n };
    lines.push(deduction === undefined ? line : { ...line, [`${deduction.kind}Minor`]: deducted });
  }
  invariant(cashLeft >= 0n, `the rest of ${amountMinor} is ${cashLeft}`);
  return { lines, credits: usedCredits(credits, creditLeft), restMinor: cashLeft };
}

function usedCredits(credits: readonly CreditUse[], unused: bigint): CreditUse[] {
  let left = unused;
  return [...credits].reverse().flatMap(({ claim, usedMinor }) => {
    const back = least(left, usedMinor);
    left -= back;
    return usedMinor === back ? [] : [{ claim, usedMinor: usedMinor - back }];
  }).reverse();
}

export function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
