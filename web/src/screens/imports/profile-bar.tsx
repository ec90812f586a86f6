// Saved mappings of this kind: take one, or keep the present one under a name.
import { Save } from 'lucide-react';
import { useState, type FormEvent } from 'react';

import type { WirePage } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { useRecord } from '../../api/use-record.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { Input } from '../../kit/input.tsx';
import { MenuChoice, Menu } from '../../kit/menu.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { showToast } from '../../kit/toast-store.ts';
import type { ImportMapping, ImportProfile } from './import-wire.ts';

type ProfileBarProps = { readonly kind: string; readonly mapping: ImportMapping; readonly onMapping: (mapping: ImportMapping) => void };

export function ProfileBar({ kind, mapping, onMapping }: ProfileBarProps) {
  const profiles = useRecord<WirePage<ImportProfile>>('/v1/import-profiles', { kind }).data?.items ?? [];
  const [taken, setTaken] = useState<string>();
  const [isSaving, setSaving] = useState(false);
  const take = (name: string) => {
    const found = profiles.find((profile) => profile.name === name);
    if (!found) return;
    setTaken(name);
    onMapping(found.mapping);
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <h2 className="mr-auto text-title font-semibold">Which column is what?</h2>
      {profiles.length > 0 && (
        <Menu align="end" trigger={<Button small>{taken ? `Saved mapping: ${taken}` : 'Use a saved mapping'}</Button>}>
          <MenuChoice label="Saved mappings" value={taken} options={profiles.map(({ name }) => ({ value: name, label: name }))} onValue={take} />
        </Menu>
      )}
      <Button small icon={Save} onClick={() => setSaving(true)}>Save mapping</Button>
      {isSaving && (
        <SaveDialog
          kind={kind}
          mapping={mapping}
          name={taken ?? ''}
          names={profiles.map(({ name }) => name)}
          onClose={() => setSaving(false)}
          onSaved={(name) => {
            setTaken(name);
            setSaving(false);
          }}
        />
      )}
    </div>
  );
}

type SaveDialogProps = {
  readonly kind: string;
  readonly mapping: ImportMapping;
  readonly name: string;
  readonly names: readonly string[];
  readonly onClose: () => void;
  readonly onSaved: (name: string) => void;
};

function SaveDialog({ kind, mapping, names, onClose, onSaved, ...props }: SaveDialogProps) {
  const [name, setName] = useState(props.name);
  const save = useAction<string>({
    request: (wanted) => ({ method: 'PUT', path: `/v1/import-profiles/${encodeURIComponent(kind)}/${encodeURIComponent(wanted)}`, body: { mapping } }),
    refresh: ['/v1/import-profiles'],
    onDone: (_answer, wanted) => {
      showToast(`Mapping “${wanted}” saved`);
      onSaved(wanted);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') save.run(name.trim());
  };
  return (
    <Dialog onClose={onClose} title="Save mapping" footer={<Button look="primary" busy={save.isRunning} type="submit" form="save-mapping">Save</Button>}>
      <form id="save-mapping" className="grid gap-3" onSubmit={submit}>
        {save.problem && <ProblemBanner problem={save.problem} />}
        <Field label="Name" required hint={names.includes(name.trim()) ? 'Replaces the mapping of this name; the audit trail keeps both.' : 'For instance the program that writes these files.'}>
          <Input autoFocus value={name} maxLength={80} onValue={setName} />
        </Field>
      </form>
    </Dialog>
  );
}
