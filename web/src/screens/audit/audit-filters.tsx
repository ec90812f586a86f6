// The filters of the audit trail: person, command, subject, days.
import { useRef } from 'react';

import { useSession } from '../../api/session.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { DateField } from '../../kit/date-field.tsx';
import { Field } from '../../kit/field.tsx';
import { Input, SearchInput } from '../../kit/input.tsx';

export const filterFields = ['actor', 'command', 'subject_id', 'from', 'until'] as const;

export type AuditFilter = Readonly<Partial<Record<(typeof filterFields)[number], string | undefined>>>;

type AuditFiltersProps = { readonly values: AuditFilter; readonly onValue: (field: keyof AuditFilter, value: string) => void; readonly summary: string };

export function AuditFilters({ values, onValue, summary }: AuditFiltersProps) {
  const { today } = useSession().company;
  const box = useRef<HTMLInputElement>(null);
  useKeys([{ keys: '/', label: 'Filter by person', group: 'Audit trail', run: () => box.current?.focus() }]);
  return (
    <search aria-label="Filter" className="no-print flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line bg-surface px-3 py-1.5">
      <SearchInput inputRef={box} label="Person" keys="/" className="w-44" value={values.actor ?? ''} onValue={(text) => onValue('actor', text)} />
      <span className="w-36"><Input aria-label="What was done" placeholder="Invoice issued" className="text-body!" value={values.command ?? ''} onValue={(text) => onValue('command', text)} /></span>
      <span className="w-36"><Input aria-label="Id of the subject" placeholder="Id of the subject" className="text-body!" value={values.subject_id ?? ''} onValue={(text) => onValue('subject_id', text)} /></span>
      <Field label="From day" hideLabel className="w-36"><DateField value={values.from ?? ''} today={today} max={values.until ?? today} onValue={(day) => day !== undefined && onValue('from', day)} /></Field>
      <Field label="Until day" hideLabel className="w-36"><DateField value={values.until ?? ''} today={today} min={values.from} max={today} onValue={(day) => day !== undefined && onValue('until', day)} /></Field>
      <p className="ml-auto text-minor text-ink-2" aria-live="polite">{summary}</p>
    </search>
  );
}
