// The tax of a document in a foreign currency, told in the seller's own as well (VAT directive 2006/112/EC, article 230).

import { multiplyDecimal, parseDecimal } from '#kernel/decimal.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import { formatAmount } from '#kernel/money.ts';
import { roundToMinor } from '#kernel/rounding.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { memberStates } from '#customers/index.ts';
import { rateOn } from './document-file-store.ts';

/** Null where the law doesn't ask for it, or no rate is known for the day. */
export async function taxInSellerCurrency(
  tx: Tx, of: { entityId: number; country: string; currency: string; taxMinor: bigint; on: LocalDate },
): Promise<{ currency: string; taxMinor: bigint; rate: string } | null> {
  const entity = await findEntity(tx, of.entityId);
  if (entity === null || entity.baseCurrency === of.currency || of.taxMinor === 0n || !memberStates.has(of.country)) return null;
  const rate = await rateOn(tx, of.currency, entity.baseCurrency, of.on);
  if (rate === null) return null;
  const exact = multiplyDecimal(parseDecimal(formatAmount(of.taxMinor, of.currency)), parseDecimal(rate));
  return { currency: entity.baseCurrency, taxMinor: roundToMinor(exact, entity.baseCurrency, 'half-up'), rate };
}
