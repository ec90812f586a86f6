// The control for the day as of which a screen looks at the books: a day, or a jump to the end of a period. The day itself is in use-as-of.ts.
import { CalendarDays } from 'lucide-react';
import { useState } from 'react';

import { formatDate, monthEndBefore } from '../format/date.ts';
import { Button } from '../kit/button.tsx';
import { DateField } from '../kit/date-field.tsx';
import { Field } from '../kit/field.tsx';
import { Popover } from '../kit/popover.tsx';
import type { AsOf } from './use-as-of.ts';

export function AsOfControl({ asOf }: { readonly asOf: AsOf }) {
  const [open, setOpen] = useState(false);
  const take = (day: string | undefined) => {
    asOf.set(day === asOf.today ? undefined : day);
    setOpen(false);
  };
  const quarterMonths = (Number(asOf.today.slice(5, 7)) - 1) % 3 + 1;
  const jumps: readonly [string, string][] = [
    ['Today', asOf.today],
    ['End of last month', monthEndBefore(asOf.today, 1)],
    ['End of last quarter', monthEndBefore(asOf.today, quarterMonths)],
    ['End of last year', `${Number(asOf.today.slice(0, 4)) - 1}-12-31`],
  ];
  return (
    <Popover title="Show as of" open={open} onOpen={setOpen} trigger={<Button small icon={CalendarDays}>As of {formatDate(asOf.day)}</Button>}>
      <Field label="Day" hideLabel>
        <DateField value={asOf.day} today={asOf.today} max={asOf.today} onValue={(day) => day && day !== asOf.day && take(day)} />
      </Field>
      <ul className="mt-2 -mx-1">
        {jumps.map(([label, day]) => (
          <li key={label}>
            <button
              type="button"
              className="flex h-7 w-full items-center justify-between rounded-small px-1 hover:bg-accent-soft"
              onClick={() => take(day)}
            >
              {label}<span className="text-minor text-ink-3">{formatDate(day)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Popover>
  );
}
