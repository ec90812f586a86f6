// What was posted without a rate: named by currency and day, never edited; its base amount is given beside it once the rate is known.
import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';

import { useMay } from '../../api/session.ts';
import type { WirePage } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { useRecord } from '../../api/use-record.ts';
import { formatDate } from '../../format/date.ts';
import { counted, formatDecimal, formatMoney } from '../../format/money.ts';
import { Button } from '../../kit/button.tsx';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { missingPath, type MissingBase } from './rate-wire.ts';

const mostDays = 12;

export function MissingRates() {
  const mayWrite = useMay('rate.write');
  const [isGiving, setGiving] = useState(false);
  const days = useRecord<WirePage<MissingBase>>(missingPath).data?.items ?? [];
  const count = days.reduce((sum, day) => sum + day.transfers, 0);
  const ready = days.filter((day) => day.rate !== null).reduce((sum, day) => sum + day.transfers, 0);
  if (count === 0) return null;
  return (
    <section aria-label="Postings without a rate" className="flex items-start gap-2.5 rounded-panel bg-warn-soft px-3 py-2.5">
      <TriangleAlert aria-hidden="true" size={16} className="mt-px shrink-0 text-warn" />
      <div className="min-w-0 grow">
        <p className="font-semibold">{counted(count, 'posting has', 'postings have')} no amount in the currency of the books</p>
        <p className="text-ink-2">No rate was known when they were posted, so they are in no figure of the trial balance in base currency. Record the rates below, then give them their amounts: they stand beside the postings, which are never edited.</p>
        <ul className="my-1 list-disc pl-4">
          {days.slice(0, mostDays).map((day) => (
            <li key={`${day.entity_id} ${day.currency} ${day.rated_on}`}>
              {day.currency} of {formatDate(day.rated_on)}: {counted(day.transfers, 'posting', 'postings')}, {formatMoney(day.amount)}, {day.rate === null ? 'no rate on or before that day' : `at ${formatDecimal(day.rate)} ${day.base_currency}`}
            </li>
          ))}
          {days.length > mostDays && <li>and {counted(days.length - mostDays, 'other day', 'other days')}</li>}
        </ul>
        {mayWrite && ready > 0 && <Button small onClick={() => setGiving(true)}>Give base amounts to {ready}</Button>}
      </div>
      {isGiving && <GiveDialog ready={ready} rest={count - ready} onClose={() => setGiving(false)} />}
    </section>
  );
}

function GiveDialog({ ready, rest, onClose }: { readonly ready: number; readonly rest: number; readonly onClose: () => void }) {
  const give = useAction<string, { readonly given: number }>({
    request: (reason) => ({ method: 'POST', path: `${missingPath}/give`, body: { reason } }),
    refresh: [missingPath, '/v1/reports'],
    onDone: ({ given }) => {
      showToast(`${counted(given, 'posting has its', 'postings have their')} base amount`);
      onClose();
    },
  });
  return (
    <ReasonDialog
      onClose={onClose}
      title="Give base amounts"
      effect={`${counted(ready, 'posting gets', 'postings get')} an amount in the currency of the books at the rate of their day, once and for good: a later correction of the rate does not change it. Reports in base currency include them from now on, those of closed months too; asked as known before, they do not.${rest > 0 ? ` ${counted(rest, 'posting still lacks', 'postings still lack')} a rate.` : ''}`}
      verb="Give base amounts"
      busy={give.isRunning}
      problem={give.problem}
      onConfirm={give.run}
    />
  );
}
