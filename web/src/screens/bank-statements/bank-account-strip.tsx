// Your own bank accounts above the statements: the last balance, and what still has to be clarified. Choosing one filters the rest.
import { formatDate } from '../../format/date.ts';
import { counted, formatMoney, isZeroAmount } from '../../format/money.ts';
import { StatStrip, StatTile } from '../../kit/stat-tile.tsx';
import type { BankAccount } from './bank-wire.ts';

type BankAccountStripProps = { readonly accounts: readonly BankAccount[]; readonly chosen: string | undefined; readonly onChoose: (id: string) => void };

const mostShown = 4;

export function BankAccountStrip({ accounts, chosen, onChoose }: BankAccountStripProps) {
  if (accounts.length === 0) return null;
  return (
    <StatStrip label="Bank accounts">
      {accounts.slice(0, mostShown).map((account) => (
        <StatTile
          key={account.bank_account_id}
          label={`${account.name} · ${account.account}`}
          value={account.last_closing ? formatMoney(account.last_closing) : '–'}
          note={noteOf(account)}
          pressed={account.bank_account_id === chosen}
          onOpen={() => onChoose(account.bank_account_id)}
        />
      ))}
    </StatStrip>
  );
}

function noteOf(account: BankAccount): string {
  const parts = [
    account.last_closing_on && `closing ${formatDate(account.last_closing_on)}`,
    account.apart && !isZeroAmount(account.apart.amount) && `books ${formatMoney(account.books)}`,
    account.to_clarify > 0 && `${counted(account.to_clarify, 'line', 'lines')} to clarify`,
  ];
  return parts.filter(Boolean).join(' · ') || 'no balance yet';
}
