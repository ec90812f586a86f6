// What a receipt was applied to, with the way back: an application is taken back with a reason, which is an event of its own.
import { useState } from 'react';

import { useMay, useSession } from '../../api/session.ts';
import { formatDate } from '../../format/date.ts';
import { formatMoney, isZeroAmount, sumByCurrency } from '../../format/money.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/input.tsx';
import { MoneyText } from '../../kit/money-text.tsx';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { PanelSection } from '../../kit/side-panel.tsx';
import { unapplyRequest } from './receipt-requests.ts';
import type { Application, ReceiptRecord } from './receipt-wire.ts';
import { useCashAction } from './use-cash-action.ts';

export function Applications({ receipt }: { readonly receipt: ReceiptRecord }) {
  const [taken, setTaken] = useState<readonly Application[]>();
  const mayApply = useMay('cash.apply');
  const standing = receipt.applications.filter((application) => application.unapplied_on === null);
  const first = standing[0];
  useKeys([{ keys: 'u', label: 'Take back what was applied', group: 'Receipt', run: () => setTaken(standing) }], mayApply && first !== undefined);
  if (standing.length === 0) return null;
  return (
    <PanelSection title="Applied to" count={standing.length} action={mayApply && <Button small look="quiet" keys="u" onClick={() => setTaken(standing)}>{standing.length === 1 ? 'Take back' : 'Take all back'}</Button>}>
      <ul className="grid gap-2">
        {standing.map((application) => (
          <li key={application.application_id} className="flex items-baseline gap-2">
            <span className="min-w-0 grow">
              <span className="font-medium">{application.number}</span>
              <span className="block text-minor text-ink-3">
                {formatDate(application.applied_on)} · {application.decided_by === 'rule' ? 'automatic' : application.recorded_by}{partsOf(application)}
              </span>
            </span>
            <MoneyText money={application.applied} />
            {mayApply && standing.length > 1 && <Button small look="quiet" onClick={() => setTaken([application])}>Take back<span className="sr-only"> from {application.number}</span></Button>}
          </li>
        ))}
      </ul>
      {taken && <UnapplyDialog applications={taken} onClose={() => setTaken(undefined)} />}
    </PanelSection>
  );
}

function partsOf({ discount, fee, tolerance }: Application): string {
  return [[discount, 'discount'], [fee, 'fee'], [tolerance, 'written off']]
    .flatMap(([money, word]) => (typeof money === 'object' && !isZeroAmount(money.amount) ? [` · ${formatMoney(money)} ${String(word)}`] : []))
    .join('');
}

function UnapplyDialog({ applications, onClose }: { readonly applications: readonly Application[]; readonly onClose: () => void }) {
  const { today } = useSession().company;
  const [wrongMatch, setWrongMatch] = useState(true);
  const sums = sumByCurrency(applications.map((application) => application.applied)).map((money) => formatMoney(money)).join(' + ');
  const numbers = applications.length > 3 ? `${applications.length} documents` : applications.map((application) => application.number).join(', ');
  const action = useCashAction(unapplyRequest, { onClose }, () => ({ message: `${sums} taken back from ${numbers}` }));
  return (
    <ReasonDialog
      onClose={onClose}
      title={`Take back from ${numbers}`}
      effect={(
        <div className="grid gap-2">
          <p>{sums} {applications.length === 1 ? 'is' : 'are'} open again on {numbers}, and the money is unapplied. Both stay in the books with today’s date.</p>
          <Checkbox checked={wrongMatch} onChecked={setWrongMatch} hint="Counts against the match rate. Leave it out where the facts changed, such as a return.">The match was wrong</Checkbox>
        </div>
      )}
      verb="Take back"
      busy={action.isRunning}
      problem={action.problem}
      onConfirm={(reason) => action.run({ applicationIds: applications.map((application) => application.application_id), reason, wrongMatch, day: today })}
    />
  );
}
