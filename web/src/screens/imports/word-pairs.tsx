// Words of the file and what they mean here: "EIRE" is Ireland, "Net 30" is NET30.
import { Plus, X } from 'lucide-react';
import { useState } from 'react';

import { Button, IconButton } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Input, Select } from '../../kit/input.tsx';
import type { ImportField } from './import-wire.ts';

type Words = Readonly<Record<string, string>>;
type WordPairsProps = { readonly field: ImportField; readonly values: Words; readonly onValues: (values: Words | undefined) => void };

export function WordPairs({ field, values, onValues }: WordPairsProps) {
  const [from, setFrom] = useState('');
  const [to, setTo] = useState(field.choices?.[0] ?? '');
  const pairs = Object.entries(values);
  const set = (next: [string, string][]) => onValues(next.length === 0 ? undefined : Object.fromEntries(next));
  const add = () => {
    if (from.trim() === '') return;
    set([...pairs.filter(([word]) => word !== from.trim()), [from.trim(), to.trim()]]);
    setFrom('');
    setTo(field.choices?.[0] ?? '');
  };
  return (
    <div className="grid gap-1.5">
      {pairs.map(([word, meaning]) => (
        <p key={word} className="flex items-center gap-2">
          <span className="w-36 truncate font-medium" title={word}>{word}</span><span className="text-ink-3">means</span>
          <span className="w-36 truncate">{meaning === '' ? <span className="text-ink-3">empty</span> : meaning}</span>
          <IconButton label={`Forget “${word}”`} icon={X} onClick={() => set(pairs.filter(([other]) => other !== word))} />
        </p>
      ))}
      <div className="flex items-center gap-2" onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        add();
      }}
      >
        <Field label={`Word of the file for ${field.title}`} hideLabel className="w-36"><Input value={from} maxLength={500} placeholder="In the file" onValue={setFrom} /></Field>
        <span className="text-ink-3">means</span>
        <Field label={`Meaning for ${field.title}`} hideLabel className="w-36">
          {field.choices
            ? <Select value={to} options={field.choices.map((choice) => ({ value: choice, label: choice }))} onValue={setTo} />
            : <Input value={to} maxLength={500} placeholder="Nothing" onValue={setTo} />}
        </Field>
        <Button small icon={Plus} disabled={from.trim() === ''} onClick={add}>Add</Button>
      </div>
    </div>
  );
}
