// What aging is asked: by due or invoice date, in which buckets, in which currency, as known when. All of it is in the address.
import { CalendarRange, History } from 'lucide-react';
import { useState } from 'react';

import { formatInstant } from '../../format/date.ts';
import { useSession } from '../../api/session.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Input, Select } from '../../kit/input.tsx';
import { Popover } from '../../kit/popover.tsx';
import { bucketsOf, usualBuckets, type Buckets } from './aging-wire.ts';

const bases = [{ value: 'due', label: 'By due date' }, { value: 'issue', label: 'By invoice date' }] as const;

export function BasisControl({ value, onValue }: { readonly value: 'due' | 'issue'; readonly onValue: (basis: 'due' | 'issue') => void }) {
  return <span className="w-40"><Select aria-label="Age counts" className="h-7! text-body!" value={value} options={bases} onValue={onValue} /></span>;
}

export function BucketsControl({ value, onValue }: { readonly value: Buckets; readonly onValue: (buckets: string | undefined) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover title="Buckets in days" open={open} onOpen={setOpen} trigger={<Button small icon={CalendarRange}>{value.join(' · ')}</Button>}>
      <BucketForm
        value={value}
        onDone={(buckets) => {
          onValue(buckets);
          setOpen(false);
        }}
      />
    </Popover>
  );
}

function BucketForm({ value, onDone }: { readonly value: Buckets; readonly onDone: (buckets: string | undefined) => void }) {
  const [texts, setTexts] = useState<readonly string[]>(value.map(String));
  const joined = texts.map((text) => text.trim()).join(',');
  const isRead = bucketsOf(joined).join(',') === joined;
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (isRead) onDone(joined === usualBuckets.join(',') ? undefined : joined);
      }}
    >
      <div className="grid grid-cols-3 gap-2">
        {['First to', 'Second to', 'Third to'].map((label, index) => (
          <Field key={label} label={label}>
            <Input inputMode="numeric" value={texts[index] ?? ''} onValue={(text) => setTexts(texts.map((before, at) => (at === index ? text : before)))} />
          </Field>
        ))}
      </div>
      {!isRead && <p role="alert" className="text-minor text-bad">Three rising numbers of days, such as 30, 60, 90.</p>}
      <div className="flex justify-between gap-2">
        <Button small look="quiet" onClick={() => onDone(undefined)}>Usual</Button>
        <Button small look="primary" type="submit">Use these</Button>
      </div>
    </form>
  );
}

export function CurrencyControl({ value, currencies, onValue }: { readonly value: string | undefined; readonly currencies: readonly string[]; readonly onValue: (currency: string | undefined) => void }) {
  if (currencies.length < 2 && value === undefined) return null;
  const options = [{ value: '', label: 'All currencies' }, ...[...new Set([...currencies, ...(value ? [value] : [])])].map((code) => ({ value: code, label: code }))];
  return <span className="w-36"><Select aria-label="Currency" className="h-7! text-body!" value={value ?? ''} options={options} onValue={(next) => onValue(next || undefined)} /></span>;
}

/** What was in the books at an instant: a report of last month as it was read then, without what was entered since. */
export function KnownAtControl({ value, onValue }: { readonly value: string | undefined; readonly onValue: (instant: string | undefined) => void }) {
  const [open, setOpen] = useState(false);
  const { time_zone: timeZone } = useSession().company;
  const [typed, setTyped] = useState('');
  const take = (instant: string | undefined) => {
    onValue(instant);
    setOpen(false);
  };
  return (
    <Popover
      title="As known at"
      open={open}
      onOpen={setOpen}
      trigger={<Button small icon={History} className={value ? 'border-accent-line! bg-accent-soft!' : ''}>{value ? `As known ${formatInstant(value, timeZone)}` : 'As known now'}</Button>}
    >
      <form
        className="grid gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          const instant = new Date(typed);
          if (!Number.isNaN(instant.getTime())) take(instant.toISOString());
        }}
      >
        <Field label="Instant, in your time" hint="Leaves out what was entered later.">
          <Input type="datetime-local" value={typed} onValue={setTyped} />
        </Field>
        <div className="flex justify-between gap-2">
          <Button small look="quiet" onClick={() => take(undefined)}>As known now</Button>
          <Button small look="primary" type="submit">Show</Button>
        </div>
      </form>
    </Popover>
  );
}
