// The name under which the organisation stands in the switcher; legal names belong to the entities.
import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { sessionQuery, useMay, useSession } from '../../api/session.ts';
import { useAction } from '../../api/use-action.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Input } from '../../kit/input.tsx';
import { showToast } from '../../kit/toast-store.ts';

export function OrganisationName() {
  const { company } = useSession();
  const mayChange = useMay('org.manage');
  const queries = useQueryClient();
  const [name, setName] = useState(company.name);
  const rename = useAction<string>({
    request: (wanted) => ({ method: 'PUT', path: '/v1/organisation', body: { name: wanted } }),
    onDone: () => {
      void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
      showToast('Name changed');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.run(name.trim());
  };
  return (
    <form className="flex items-end gap-2" onSubmit={submit}>
      <Field label="Name of the organisation" className="w-80" error={rename.problem?.reasonFor('name') ?? rename.problem?.message}>
        <Input value={name} readOnly={!mayChange} onValue={setName} />
      </Field>
      {mayChange && <Button type="submit" busy={rename.isRunning} disabled={name.trim() === '' || name.trim() === company.name}>Rename</Button>}
    </form>
  );
}
