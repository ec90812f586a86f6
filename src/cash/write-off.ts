// Who may let money go: what is deducted from a document by hand, beyond its terms and the policy of the house, has a limit, unless one may credit it.

import { currencyDigits } from '#kernel/currency.ts';
import { addDays } from '#kernel/local-date.ts';
import { formatAmount } from '#kernel/money.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findSetting } from '#platform/setting-store.ts';
import type { ProposedLine } from './matching/reading.ts';
import type { MatchPolicy } from './matching/claim.ts';
import { cashSettingName, policyOf, writeOffAlone } from './policy.ts';
import { worthMinor, type ReceiptMoney } from './store.ts';

export type Deducted = { readonly lines: readonly ProposedLine[]; readonly sourceMinor: bigint; readonly currency: string };

/** Refuses cash.write_off_limit. */
export async function requireWriteOff(tx: Tx, ctx: Context, receipt: ReceiptMoney, { lines, sourceMinor, currency }: Deducted): Promise<void> {
  // A credit note takes the same from what is owed: who may issue one needs no other leave.
  if (ctx.permissions.has('invoice.credit')) return;
  const setting = await findSetting(tx, cashSettingName);
  const policy = policyOf(setting);
  const deducted = lines.reduce((sum, line) => sum + beyondTerms(line, receipt, policy), 0n);
  const lost = currency === receipt.currency ? 0n : await lostInExchange(tx, receipt, { lines, sourceMinor, currency });
  const limit = writeOffAlone(setting, currency);
  if (deducted + lost > limit) {
    refuse('cash.write_off_limit', `${formatAmount(deducted + lost, currency)} ${currency} would be let go, ${formatAmount(limit, currency)} is what ${ctx.role} may alone`, { field: 'lines', value: formatAmount(deducted + lost, currency) });
  }
}

function beyondTerms({ claim, discountMinor, feeMinor, toleranceMinor }: ProposedLine, { receivedOn }: ReceiptMoney, policy: MatchPolicy): bigint {
  const isInTime = claim.discount !== null && receivedOn <= addDays(claim.discount.until, policy.discountGraceDays);
  return beyond(discountMinor, isInTime ? claim.discount.discountMinor : 0n) + beyond(feeMinor, policy.bankFeeMinor[claim.currency] ?? 0n) + beyond(toleranceMinor, policy.shortPayMinor[claim.currency] ?? 0n);
}

function beyond(minor: bigint, allowed: bigint): bigint {
  return minor > allowed ? minor - allowed : 0n;
}

// What a bank takes off the middle rate of the day stays well below: a twentieth is no deduction.
const SPREAD_PART = 20n;

/** What the documents go down by without the money being worth it. Where a rate is missing nobody can tell. */
async function lostInExchange(tx: Tx, receipt: ReceiptMoney, { lines, sourceMinor, currency }: Deducted): Promise<bigint> {
  const cash = lines.reduce((sum, line) => sum + line.cashMinor, 0n);
  const worth = await worthMinor(tx, { ...receipt, minor: sourceMinor, into: currency, shift: currencyDigits(currency) - currencyDigits(receipt.currency) });
  return worth === null ? 0n : beyond(cash, worth + cash / SPREAD_PART);
}
