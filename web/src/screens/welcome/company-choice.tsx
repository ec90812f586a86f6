// Two ways in: a company of one's own, empty, or the sample company with a few months of trade in it.
import { Building2, Check, PackageOpen, type LucideIcon } from 'lucide-react';
import { useState, type ReactNode } from 'react';

import { createCompany } from '../../api/session.ts';
import { currentLocale } from '../../format/locale.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Input, Select } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';
import { countryOptions, currencyOptions, usualCurrency } from './places.ts';

const sampleContents = [
  'Orders and deliveries waiting to be billed',
  'Invoices whose every cent explains itself',
  'Bank lines to match: short payments, typing errors, two invoices in one payment',
  'Held charges: a wrong price, an expired order, a delivery reported twice',
];

export function CompanyChoice({ onDone }: { readonly onDone: () => void }) {
  return (
    <div className="grid grid-cols-2 gap-4 max-sm:grid-cols-1">
      <Choice icon={Building2} title="Start an empty company" text="Your name and your currency; then bring in customers, products and orders.">
        <EmptyCompanyForm onDone={onDone} />
      </Choice>
      <Choice icon={PackageOpen} title="Open the sample company" text="Several months of a trading company, brought in through the same imports you will use.">
        <ul className="grid gap-1.5">
          {sampleContents.map((line) => (
            <li key={line} className="flex gap-2"><Check aria-hidden="true" size={15} className="mt-0.5 shrink-0 text-ok" />{line}</li>
          ))}
        </ul>
        <SampleForm onDone={onDone} />
      </Choice>
    </div>
  );
}

type ChoiceProps = { readonly icon: LucideIcon; readonly title: string; readonly text: string; readonly children: ReactNode };

function Choice({ icon: Icon, title, text, children }: ChoiceProps) {
  return (
    <section aria-label={title} className="flex flex-col gap-3 rounded-panel border border-line p-4">
      <div>
        <Icon aria-hidden="true" size={20} strokeWidth={1.5} className="mb-2 text-accent" />
        <h2 className="text-read font-semibold">{title}</h2>
        <p className="mt-0.5 text-ink-2">{text}</p>
      </div>
      {children}
    </section>
  );
}

function EmptyCompanyForm({ onDone }: { readonly onDone: () => void }) {
  const region = new Intl.Locale(currentLocale()).maximize().region ?? 'US';
  const [name, setName] = useState('');
  const [country, setCountry] = useState(region);
  const [chosenCurrency, setCurrency] = useState<string>();
  const currency = chosenCurrency ?? usualCurrency(country);
  const form = useSubmit(async () => {
    const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    await createCompany({ kind: 'empty', name: name.trim(), country, currency, time_zone: timeZone });
    onDone();
  });
  return (
    <form className="grid gap-3" onSubmit={form.submit}>
      {form.problem && <ProblemBanner problem={form.problem} />}
      <Field label="Name" required error={form.problem?.reasonFor('name')}>
        <Input autoComplete="organization" value={name} onValue={setName} />
      </Field>
      <Field label="Country"><Select value={country} options={countryOptions()} onValue={setCountry} /></Field>
      <Field label="Currency of the books" hint="Can’t be changed later. Invoices may use any currency.">
        <Select value={currency} options={currencyOptions()} onValue={setCurrency} />
      </Field>
      <Button type="submit" look="primary" busy={form.busy}>Start empty</Button>
    </form>
  );
}

function SampleForm({ onDone }: { readonly onDone: () => void }) {
  const form = useSubmit(async () => {
    await createCompany({ kind: 'sample' });
    onDone();
  });
  return (
    <form className="mt-auto grid gap-3" onSubmit={form.submit}>
      {form.problem && <ProblemBanner problem={form.problem} />}
      <Button type="submit" busy={form.busy}>Open the sample</Button>
    </form>
  );
}
