// The table of settings as the server knows it: numbering, the gate, matching and whatever comes later, each with its fields.
import { useState, type FormEvent } from 'react';

import { asProblem } from '../../api/problem.ts';
import { useMay } from '../../api/session.ts';
import type { WirePage } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { useRecord } from '../../api/use-record.ts';
import { sentence } from '../../format/sentence.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Input, Select } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { Card } from './card.tsx';
import type { Setting } from './company-wire.ts';

export function RulesSection() {
  const settings = useRecord<WirePage<Setting>>('/v1/settings');
  return (
    <div className="grid gap-5">
      {settings.error && <ProblemBanner problem={asProblem(settings.error)} onRetry={() => void settings.refetch()} />}
      {settings.isPending && <SkeletonLines lines={8} />}
      {settings.data?.items.filter(({ name }) => name !== 'security').map((setting) => <SettingCard key={`${setting.name} ${JSON.stringify(setting.fields)}`} setting={setting} />)}
    </div>
  );
}

function SettingCard({ setting }: { readonly setting: Setting }) {
  const mayChange = useMay('org.manage');
  const present = Object.fromEntries(setting.fields.map(({ key, value }) => [key, value]));
  const [values, setValues] = useState(present);
  const changed = Object.fromEntries(Object.entries(values).filter(([key, value]) => value.trim() !== present[key]).map(([key, value]) => [key, value.trim()]));
  const isChanged = Object.keys(changed).length > 0;
  const save = useAction<object>({
    request: (body) => ({ method: 'PUT', path: `/v1/settings/${setting.name}`, body }),
    refresh: ['/v1/settings'],
    onDone: () => showToast('Saved'),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isChanged) save.run({ ...changed, version: setting.version });
  };
  const [title, ...lead] = setting.title.split(/[:;] /);
  return (
    <Card title={title ?? setting.name} lead={sentence(lead.join('; ')) || undefined}>
      <form className="grid gap-3" onSubmit={submit}>
        {save.problem && <ProblemBanner problem={save.problem} onClose={save.reset} />}
        {setting.fields.map((field) => (
          <div key={field.key} className="grid grid-cols-[minmax(0,1fr)_220px] items-start gap-4 max-sm:grid-cols-1">
            <p className="pt-1.5" aria-hidden="true">{field.title}</p>
            <Field label={field.title} hideLabel hint={hintOf(field, values[field.key])} error={save.problem?.reasonFor(field.key)}>
              <ValueBox field={field} value={values[field.key] ?? ''} readOnly={!mayChange} onValue={(value) => setValues({ ...values, [field.key]: value })} />
            </Field>
          </div>
        ))}
        {mayChange && (
          <p className="flex justify-end gap-2">
            {isChanged && <Button onClick={() => setValues(present)}>Undo changes</Button>}
            <Button type="submit" look={isChanged ? 'primary' : 'plain'} disabled={!isChanged} busy={save.isRunning}>Save</Button>
          </p>
        )}
      </form>
    </Card>
  );
}

function hintOf({ fallback, example }: SettingField, value: string | undefined): string | undefined {
  if (value !== fallback && fallback !== '') return `Usual: ${fallback}`;
  return example === null ? undefined : `Such as ${example}`;
}

type SettingField = Setting['fields'][number];

type ValueBoxProps = { readonly field: SettingField; readonly value: string; readonly readOnly: boolean; readonly onValue: (value: string) => void };

function ValueBox({ field, value, readOnly, onValue }: ValueBoxProps) {
  return field.choices
    ? <Select value={value} options={field.choices.map((choice) => ({ value: choice, label: sentence(choice) }))} disabled={readOnly} onValue={onValue} />
    : <Input value={value} readOnly={readOnly} className={/^-?[\d.]+$/.test(field.fallback) ? 'text-right' : ''} onValue={onValue} />;
}
