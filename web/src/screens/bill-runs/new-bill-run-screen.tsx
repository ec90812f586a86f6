// Bill everything due through a day: the day, what would be billed and what is held, and the start.
import { useNavigate } from '@tanstack/react-router';
import { Play } from 'lucide-react';
import { useState, type FormEvent } from 'react';

import { asProblem } from '../../api/problem.ts';
import { useMay, useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { useRecord } from '../../api/use-record.ts';
import { useAddressText } from '../../app/address.ts';
import { isDay, monthEndBefore, formatDate } from '../../format/date.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { Combobox } from '../../kit/combobox.tsx';
import { DateField } from '../../kit/date-field.tsx';
import { Field } from '../../kit/field.tsx';
import type { Option } from '../../kit/option.ts';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { useReadDays } from '../../kit/use-read-days.ts';
import { useEntityChoice } from '../../shell/entity-choice.tsx';
import { Page } from '../../shell/page.tsx';
import { findCustomers } from '../customers/find-customers.ts';
import { BillPreviewView } from './bill-preview.tsx';
import type { BillPreview } from './bill-run-wire.ts';

export function NewBillRunScreen() {
  const { today } = useSession().company;
  const mayBill = useMay('invoice.issue');
  const [chosenDay, setDay] = useAddressText('through');
  const through = chosenDay !== undefined && isDay(chosenDay) ? chosenDay : today;
  const [issuedOn, setIssuedOn] = useState<string>();
  const [customer, setCustomer] = useState<Option | null>(null);
  const entity = useEntityChoice();
  const preview = useRecord<BillPreview>('/v1/bill-runs/preview', { through, customer_id: customer?.id, entity_id: entity.param }, { keepPrevious: true });
  const start = useStart({ through, issued_on: issuedOn, customer_id: customer?.id ?? null, entity_id: entity.param });
  const isEmpty = preview.data !== undefined && preview.data.charges === 0 && preview.data.uncharged === 0;
  const days = useReadDays();
  const canStart = mayBill && !days.isUnread && preview.data !== undefined && !preview.isPlaceholderData && !isEmpty;
  useKeys([{ keys: 'Mod+Enter', label: 'Start the run', group: 'Bill run', whileTyping: true, run: start.run }], canStart);
  return (
    <Page
      title="Bill everything due"
      beside={entity.control}
      actions={mayBill && <Button look="primary" icon={Play} keys="Mod+Enter" disabled={!canStart} busy={start.isRunning} onClick={start.run}>Start the run</Button>}
      scrolls
    >
      <div className="mx-auto grid max-w-[960px] gap-5 p-4">
        <form
          aria-label="What to bill"
          className="grid gap-4 rounded-panel border border-line bg-surface p-4 md:grid-cols-3"
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            if (canStart) start.run();
          }}
        >
          <Field label="Due through" hint={`t for today, or ${formatDate(monthEndBefore(today, 1), 'short')} for the end of last month`}>
            <DateField value={through} today={today} onValue={days.reading('through', (day) => setDay(day === today || day === '' ? undefined : day))} />
          </Field>
          <Field label="Date on the invoices" hint="Today unless another day is set">
            <DateField value={issuedOn ?? today} today={today} onValue={days.reading('issued_on', (day) => setIssuedOn(day || undefined))} />
          </Field>
          <Field label="Only this customer" hint="Leave empty to bill everyone">
            <Combobox value={customer} onValue={setCustomer} search={findCustomers} placeholder="Everyone" />
          </Field>
        </form>
        {start.problem && <ProblemBanner problem={start.problem} />}
        {preview.error && <ProblemBanner problem={asProblem(preview.error)} onRetry={() => void preview.refetch()} />}
        {preview.isPending && <SkeletonLines lines={8} />}
        {preview.data && <BillPreviewView preview={preview.data} through={through} isOld={preview.isPlaceholderData} />}
      </div>
    </Page>
  );
}

type NewRun = { readonly through: string; readonly issued_on: string | undefined; readonly customer_id: string | null; readonly entity_id: number | undefined };

function useStart(input: NewRun) {
  const navigate = useNavigate();
  const action = useAction<NewRun, { run_id: string }>({
    request: (body) => ({ method: 'POST', path: '/v1/bill-runs', body }),
    refresh: ['/v1/runs', '/v1/charges', '/v1/invoices', '/v1/work'],
    onDone: ({ run_id: runId }) => void navigate({ to: `/bill-runs/${runId}` }),
  });
  return { ...action, run: () => !action.isRunning && action.run(input) };
}
