// Which roles work with a second factor only: a setting of the company, kept as the names of the roles.
import { useState } from 'react';

import { asProblem } from '../../api/problem.ts';
import { useMay } from '../../api/session.ts';
import type { WirePage } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { useRecord } from '../../api/use-record.ts';
import { Button } from '../../kit/button.tsx';
import { Checkbox } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { Card } from './card.tsx';
import { useRoles, type Role, type Setting } from './company-wire.ts';

export function SecondFactorRoles() {
  const settings = useRecord<WirePage<Setting>>('/v1/settings');
  const { roles } = useRoles();
  const setting = settings.data?.items.find(({ name }) => name === 'security');
  if (settings.error) return <ProblemBanner problem={asProblem(settings.error)} onRetry={() => void settings.refetch()} />;
  if (!setting || roles.length === 0) return null;
  return <Choice key={setting.version} setting={setting} roles={roles} />;
}

function Choice({ setting, roles }: { readonly setting: Setting; readonly roles: readonly Role[] }) {
  const mayChange = useMay('org.manage');
  const present = (setting.fields[0]?.value ?? '').split(',').map((role) => role.trim()).filter(Boolean);
  const [chosen, setChosen] = useState<readonly string[]>(present);
  const isChanged = chosen.length !== present.length || chosen.some((role) => !present.includes(role));
  const save = useAction<object>({
    request: (body) => ({ method: 'PUT', path: '/v1/settings/security', body }),
    refresh: ['/v1/settings'],
    onDone: () => showToast('Saved'),
  });
  const toggle = (role: string, isOn: boolean) => setChosen(isOn ? [...chosen, role] : chosen.filter((one) => one !== role));
  return (
    <Card title="Second factor" lead="Who has one of these roles is asked to turn on a second factor before anything else.">
      {save.problem && <ProblemBanner problem={save.problem} onClose={save.reset} />}
      <fieldset className="grid grid-cols-2 gap-1.5" disabled={!mayChange}>
        <legend className="sr-only">Roles that work with a second factor only</legend>
        {roles.filter(({ role }) => role !== 'customer').map(({ role, title }) => (
          <Checkbox key={role} checked={chosen.includes(role)} disabled={!mayChange} onChecked={(isOn) => toggle(role, isOn)}>{title}</Checkbox>
        ))}
      </fieldset>
      {mayChange && (
        <p className="mt-3 flex justify-end">
          <Button look={isChanged ? 'primary' : 'plain'} disabled={!isChanged} busy={save.isRunning} onClick={() => save.run({ second_factor_roles: chosen.join(', '), version: setting.version })}>Save</Button>
        </p>
      )}
    </Card>
  );
}
