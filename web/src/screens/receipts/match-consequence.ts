// What posting would do, or why it can't be done yet.
import { isZeroAmount } from '../../format/money.ts';
import type { Match } from './use-match.ts';

type Posting = Pick<Match, 'sum' | 'available' | 'left' | 'isForeign' | 'used' | 'usedMinor'>;

export function consequenceOf({ sum, available, left, isForeign, used }: Posting): string {
  if (available === 0n) return 'Nothing is left to apply.';
  if (sum.isWrong || (isForeign && used === undefined)) return 'One of the amounts is not possible: correct it first.';
  if (sum.isCreditLeft) return 'A credit note gives more than the ticked documents of its customer take. Tick more, or take less of it.';
  if (isForeign && sum.cash > sum.credits && isZeroAmount(used ?? '0')) return 'Say what of the payment is used for these documents.';
  if (left < 0n) return isForeign ? 'More of the payment would be used than is left.' : 'The documents take more than came. Lower an amount, or say that its rest stays open.';
  if (sum.count === 0) return 'Nothing is ticked yet. Space ticks the document, = gives it all that is left.';
  return left === 0n ? 'Everything is applied.' : 'Some of the money is left.';
}

export function mayPost({ sum, left, isForeign, usedMinor }: Posting): boolean {
  const takesMoney = sum.cash > sum.credits;
  return sum.count > 0 && !sum.isWrong && !sum.isCreditLeft && left >= 0n && (!isForeign || takesMoney === usedMinor > 0n);
}
