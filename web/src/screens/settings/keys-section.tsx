// API keys: made for a program, shown once, revoked at once.
import { Plus } from 'lucide-react';
import { useState } from 'react';

import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import type { WirePage } from '../../api/types.ts';
import { useAction } from '../../api/use-action.ts';
import { useRecord } from '../../api/use-record.ts';
import { formatInstant } from '../../format/date.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/button.tsx';
import { DateField } from '../../kit/date-field.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Input, Select } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { Card } from './card.tsx';
import { useRoles, type ApiKey } from './company-wire.ts';
import { useRoleOptions } from './member-dialogs.tsx';
import { OnceDialog } from './once-dialog.tsx';

type Open = { readonly what: 'new' } | { readonly what: 'revoke'; readonly apiKey: ApiKey } | { readonly what: 'secret'; readonly name: string; readonly secret: string };

export function KeysSection() {
  const keys = useRecord<WirePage<ApiKey>>('/v1/api-keys');
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  useKeys([{ keys: 'c', label: 'New API key', group: 'API keys', run: () => setOpen({ what: 'new' }) }]);
  return (
    <Card title="API keys" lead="For programs: the key is sent in the Authorization header and may do what its role may." action={<Button icon={Plus} keys="c" onClick={() => setOpen({ what: 'new' })}>New key</Button>}>
      {keys.error && <ProblemBanner problem={asProblem(keys.error)} onRetry={() => void keys.refetch()} />}
      {keys.isPending && <SkeletonLines lines={4} />}
      {keys.data?.items.length === 0 && <p className="text-ink-2">No keys yet.</p>}
      {keys.data && keys.data.items.length > 0 && <KeyTable keys={keys.data.items} onRevoke={(apiKey) => setOpen({ what: 'revoke', apiKey })} />}
      {open?.what === 'new' && <NewKeyDialog onClose={close} onMade={(name, secret) => setOpen(secret === null ? undefined : { what: 'secret', name, secret })} />}
      {open?.what === 'revoke' && <RevokeDialog apiKey={open.apiKey} onClose={close} />}
      {open?.what === 'secret' && <OnceDialog title={`Key “${open.name}”`} text={open.secret} onClose={close}>Put it where the program keeps its secrets. It is stored here only as a hash.</OnceDialog>}
    </Card>
  );
}

function KeyTable({ keys, onRevoke }: { readonly keys: readonly ApiKey[]; readonly onRevoke: (apiKey: ApiKey) => void }) {
  const { time_zone: timeZone } = useSession().company;
  const { roles } = useRoles();
  return (
    <table className="panel-table [&_tbody_tr:last-child_td]:border-b-0!">
      <thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Last used</th><th scope="col">Ends</th><th scope="col" className="text-end!"><span className="sr-only">Action</span></th></tr></thead>
      <tbody>
        {keys.map((apiKey) => (
          <tr key={apiKey.key_id} className={apiKey.revoked_at ? 'text-ink-3' : ''}>
            <td className="py-1.5!"><span className="block font-medium">{apiKey.name}</span><span className="block font-mono text-meta text-ink-3">{apiKey.hint}…</span></td>
            <td>{roles.find(({ role }) => role === apiKey.role)?.title ?? apiKey.role}</td>
            <td>{apiKey.last_used_at ? formatInstant(apiKey.last_used_at, timeZone) : 'Never'}</td>
            <td>{apiKey.expires_at ? formatInstant(apiKey.expires_at, timeZone) : 'No end'}</td>
            <td className="text-end">{apiKey.revoked_at ? <Badge>Revoked</Badge> : <Button small look="danger" aria-label={`Revoke ${apiKey.name}`} onClick={() => onRevoke(apiKey)}>Revoke</Button>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NewKeyDialog({ onClose, onMade }: { readonly onClose: () => void; readonly onMade: (name: string, secret: string | null) => void }) {
  const { today } = useSession().company;
  const options = useRoleOptions();
  const [name, setName] = useState('');
  const [role, setRole] = useState('specialist');
  const [until, setUntil] = useState<string | undefined>('');
  const make = useAction<object, { key: string | null }>({
    request: (body) => ({ method: 'POST', path: '/v1/api-keys', body }),
    refresh: ['/v1/api-keys'],
    onDone: ({ key }) => onMade(name.trim(), key),
  });
  // An end that can't be read must not become a key without one.
  const submit = () => until !== undefined && make.run({ name: name.trim(), role, expires_at: until ? `${until}T00:00:00Z` : null });
  return (
    <FormDialog title="New API key" verb="Make key" busy={make.isRunning} problem={make.problem} onSubmit={submit} onClose={onClose}>
      <Field label="Name" required hint="The program that will use it" error={make.problem?.reasonFor('name')}><Input autoFocus value={name} onValue={setName} /></Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Role" error={make.problem?.reasonFor('role')}><Select value={role} options={options} onValue={setRole} /></Field>
        <Field label="Ends on" hint="Empty: no end" error={make.problem?.reasonFor('expires_at')}><DateField value={until ?? ''} today={today} min={today} onValue={setUntil} /></Field>
      </div>
    </FormDialog>
  );
}

function RevokeDialog({ apiKey, onClose }: { readonly apiKey: ApiKey; readonly onClose: () => void }) {
  const revoke = useAction<undefined>({ request: () => ({ method: 'POST', path: `/v1/api-keys/${apiKey.key_id}/revoke` }), refresh: ['/v1/api-keys'], onDone: onClose });
  return (
    <Dialog
      onClose={onClose}
      title={`Revoke “${apiKey.name}”?`}
      description="It ends at once and for good: programs that use it are refused from now on."
      footer={<><Button onClick={onClose}>Keep it</Button><Button look="primary" autoFocus busy={revoke.isRunning} onClick={() => revoke.run(undefined)}>Revoke key</Button></>}
    >
      {revoke.problem && <ProblemBanner problem={revoke.problem} />}
    </Dialog>
  );
}
