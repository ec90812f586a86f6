// What the books say of a bank account against what the bank says, and the opening balance that is taken over from its first statement.
import { useState } from 'react';

import { useMay } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { formatDate } from '../../format/date.ts';
import { formatMoney, isZeroAmount } from '../../format/money.ts';
import { Button } from '../../kit/button.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { showToast } from '../../kit/toast-store.ts';
import type { BankAccount } from './bank-wire.ts';

export function AccountBalance({ account }: { readonly account: BankAccount }) {
  const [isAsking, setAsking] = useState(false);
  const { opening, apart, stated_opening: stated, stated_opening_on: statedOn } = account;
  // An older statement that came later says another one: it is taken over in place of the first.
  const isOther = opening?.amount !== stated?.amount || account.opened_on !== statedOn;
  const canTakeOver = useMay('org.manage') && stated !== null && statedOn !== null && isOther;
  return (
    <>
      <table className="panel-table">
        <tbody>
          <BalanceRow label={opening && account.opened_on ? `Opening balance ${formatDate(account.opened_on)}` : 'Opening balance'}>{opening ? <MoneyText money={opening} /> : 'not recorded'}</BalanceRow>
          <BalanceRow label="Lines brought in"><MoneyText money={account.lines} /></BalanceRow>
          <BalanceRow label="In the books"><MoneyText money={account.books} /></BalanceRow>
          {apart && !isZeroAmount(apart.amount) && <BalanceRow label="Between the bank’s last balance and the books"><MoneyText money={apart} className="font-semibold text-warn" /></BalanceRow>}
        </tbody>
      </table>
      {canTakeOver && <Button small className="mt-2" onClick={() => setAsking(true)}>Take over the opening balance…</Button>}
      {isAsking && <TakeOverDialog account={account} onClose={() => setAsking(false)} />}
    </>
  );
}

function TakeOverDialog({ account, onClose }: { readonly account: BankAccount; readonly onClose: () => void }) {
  const { stated_opening: opening, stated_opening_on: openedOn } = account;
  const action = useAction<string>({
    request: (reason) => ({ method: 'POST', path: `/v1/bank-accounts/${account.bank_account_id}/opening-balance`, body: { opening, opened_on: openedOn, reason } }),
    refresh: ['/v1/bank-accounts', '/v1/reports', '/v1/ledger'],
    onDone: () => {
      showToast('The opening balance is in the books');
      onClose();
    },
  });
  if (!opening || !openedOn) return null;
  return (
    <ReasonDialog
      onClose={onClose}
      title="Take over the opening balance"
      effect={`The first statement of ${account.name} opens with ${formatMoney(opening)} on ${formatDate(openedOn)}. It is posted on that day between the bank account and opening balances (3900), so that the books come to what the bank says.`}
      verb="Post it"
      busy={action.isRunning}
      problem={action.problem}
      onConfirm={action.run}
    />
  );
}

export function BalanceRow({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return <tr><th scope="row" className="whitespace-normal!">{label}</th><td className="text-end">{children}</td></tr>;
}
