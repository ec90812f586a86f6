// From and to: the period of a report, kept in the address. Months and quarters are one click.
import { CalendarDays } from 'lucide-react';
import { useState } from 'react';

import { useSession } from '../../api/session.ts';
import { useAddressText } from '../../app/address.ts';
import { addDays, formatDate, isDay, monthEndBefore } from '../../format/date.ts';
import { Button } from '../../kit/button.tsx';
import { DateField } from '../../kit/date-field.tsx';
import { Field } from '../../kit/field.tsx';
import { Popover } from '../../kit/popover.tsx';

export type Period = { readonly from: string; readonly to: string; readonly set: (from: string, to: string) => void };

/** The year so far, until the address says something else. */
export function usePeriod(): Period {
  const { today } = useSession().company;
  const [from, setFrom] = useAddressText('from');
  const [to, setTo] = useAddressText('to');
  return {
    from: from !== undefined && isDay(from) ? from : `${today.slice(0, 4)}-01-01`,
    to: to !== undefined && isDay(to) ? to : today,
    set: (nextFrom, nextTo) => {
      setFrom(nextFrom);
      // Two parameters written one after the other: the address keeps the last of them a moment later.
      setTimeout(() => setTo(nextTo), 300);
    },
  };
}

export function PeriodControl({ period }: { readonly period: Period }) {
  const { today } = useSession().company;
  const [open, setOpen] = useState(false);
  const take = (from: string, to: string) => {
    period.set(from, to);
    setOpen(false);
  };
  const monthStart = `${today.slice(0, 7)}-01`;
  const lastEnd = monthEndBefore(today, 1);
  const year = Number(today.slice(0, 4));
  const jumps: readonly [string, string, string][] = [
    ['This month', monthStart, today],
    ['Last month', addDays(monthEndBefore(today, 2), 1), lastEnd],
    ['This year', `${year}-01-01`, today],
    ['Last year', `${year - 1}-01-01`, `${year - 1}-12-31`],
  ];
  return (
    <Popover title="Period" open={open} onOpen={setOpen} trigger={<Button small icon={CalendarDays}>{formatDate(period.from)} – {formatDate(period.to)}</Button>}>
      <div className="grid gap-2">
        <Field label="From"><DateField value={period.from} today={today} max={period.to} onValue={(day) => day && day !== period.from && take(day, period.to)} /></Field>
        <Field label="To"><DateField value={period.to} today={today} min={period.from} onValue={(day) => day && day !== period.to && take(period.from, day)} /></Field>
      </div>
      <ul className="mt-2 -mx-1">
        {jumps.map(([label, from, to]) => (
          <li key={label}><button type="button" className="flex h-7 w-full items-center rounded-small px-1 hover:bg-accent-soft" onClick={() => take(from, to)}>{label}</button></li>
        ))}
      </ul>
    </Popover>
  );
}
