// An amount in the text of a page: formatted, never broken over lines, with its exact value where it is shortened.
import { formatMoney, isNegativeAmount, type MoneyStyle } from '../format/money.ts';
import type { WireMoney } from '../api/types.ts';

type MoneyTextProps = { readonly money: WireMoney; readonly look?: MoneyStyle; readonly className?: string };

export function MoneyText({ money, look = 'full', className = '' }: MoneyTextProps) {
  const exact = look === 'full' ? undefined : formatMoney(money);
  return (
    <span title={exact} data-negative={isNegativeAmount(money.amount) || undefined} className={`whitespace-nowrap ${className}`}>
      {formatMoney(money, look)}
    </span>
  );
}

/** Several currencies: the first in full, how many more there are, and all of them on hover. Never a sum over currencies. */
export function MoneyList({ list, look = 'full' }: { readonly list: readonly WireMoney[]; readonly look?: MoneyStyle }) {
  const [first, ...more] = list;
  if (!first) return <span>–</span>;
  if (more.length === 0) return <MoneyText money={first} look={look} />;
  return (
    <span title={list.map((money) => formatMoney(money)).join('\n')} className="whitespace-nowrap">
      {formatMoney(first, look)} <span className="text-ink-3">+{more.length}</span>
    </span>
  );
}
