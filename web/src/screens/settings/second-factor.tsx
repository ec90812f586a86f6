// The second factor: a code of an authenticator app. Turned on with the password, a scan and one right code; backup codes are shown once.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { send } from '../../api/client.ts';
import { confirmCode, sessionQuery, useSession } from '../../api/session.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Input } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { useSubmit } from '../sign-in/use-submit.ts';
import { Card } from './card.tsx';
import { QrCode } from './qr-code.tsx';

type Begun = { readonly address: string; readonly backupCodes: readonly string[] };

/** onKept hears that it is on and the backup codes are kept. */
export function SecondFactor({ onKept }: { readonly onKept?: () => void }) {
  const { user } = useSession();
  const queries = useQueryClient();
  const [begun, setBegun] = useState<Begun>();
  const [codes, setCodes] = useState<readonly string[]>();
  const again = () => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  return (
    <Card
      title="Second factor"
      lead="A code of your authenticator app beside the password: a stolen password alone opens nothing."
      action={<Badge tone={user.has_two_factor ? 'ok' : 'neutral'}>{user.has_two_factor ? 'On' : 'Off'}</Badge>}
    >
      {codes && (
        <BackupCodes
          codes={codes}
          onDone={() => {
            setCodes(undefined);
            onKept?.();
          }}
        />
      )}
      {!codes && user.has_two_factor && <TurnOff onDone={again} onCodes={setCodes} />}
      {!codes && !user.has_two_factor && !begun && <Begin onBegun={setBegun} />}
      {!codes && !user.has_two_factor && begun && (
        <Confirm
          begun={begun}
          onDone={() => {
            setCodes(begun.backupCodes);
            setBegun(undefined);
            again();
          }}
        />
      )}
    </Card>
  );
}

function Begin({ onBegun }: { readonly onBegun: (begun: Begun) => void }) {
  const [password, setPassword] = useState('');
  const form = useSubmit(async () => {
    const answer = await send<{ totpURI?: string; backupCodes?: string[] }>('POST', '/auth/two-factor/enable', { password });
    onBegun({ address: answer.totpURI ?? '', backupCodes: answer.backupCodes ?? [] });
  });
  return (
    <form className="grid max-w-96 gap-3" onSubmit={form.submit}>
      {form.problem && <ProblemBanner problem={form.problem} />}
      <Field label="Your password" required><Input type="password" autoComplete="current-password" value={password} onValue={setPassword} /></Field>
      <p><Button type="submit" look="primary" busy={form.busy}>Turn on</Button></p>
    </form>
  );
}

function Confirm({ begun, onDone }: { readonly begun: Begun; readonly onDone: () => void }) {
  const [code, setCode] = useState('');
  const secret = new URLSearchParams(begun.address.split('?')[1] ?? '').get('secret') ?? '';
  const form = useSubmit(async () => {
    await confirmCode({ code: code.replace(/\s/g, ''), trustDevice: false });
    showToast('The second factor is on');
    onDone();
  });
  return (
    <form className="flex flex-wrap gap-6" onSubmit={form.submit}>
      <QrCode text={begun.address} label="Code to scan with the authenticator app" />
      <div className="grid max-w-96 content-start gap-3">
        {form.problem && <ProblemBanner problem={form.problem} />}
        <p>Scan it with your authenticator app, or type this key there: <span className="font-mono break-all select-all">{secret.match(/.{1,4}/g)?.join(' ')}</span></p>
        <Field label="Code that the app shows" required hint="Six digits; a new one every 30 seconds."><Input autoFocus inputMode="numeric" autoComplete="one-time-code" className="tracking-[0.2em]" value={code} onValue={setCode} /></Field>
        <p><Button type="submit" look="primary" busy={form.busy}>Confirm</Button></p>
      </div>
    </form>
  );
}

function BackupCodes({ codes, onDone }: { readonly codes: readonly string[]; readonly onDone: () => void }) {
  return (
    <div className="grid gap-3">
      <p>Keep these backup codes: each signs you in once when the app is not at hand. They are shown only now.</p>
      <ul className="grid max-w-96 grid-cols-2 gap-1 rounded-control bg-sunken p-3 font-mono select-all">{codes.map((code) => <li key={code}>{code}</li>)}</ul>
      <p><Button look="primary" autoFocus onClick={onDone}>I have kept them</Button></p>
    </div>
  );
}

function TurnOff({ onDone, onCodes }: { readonly onDone: () => void; readonly onCodes: (codes: readonly string[]) => void }) {
  const [password, setPassword] = useState('');
  const off = useSubmit(async () => {
    await send('POST', '/auth/two-factor/disable', { password });
    showToast('The second factor is off');
    onDone();
  });
  const renew = useSubmit(async () => {
    const answer = await send<{ backupCodes?: string[] }>('POST', '/auth/two-factor/generate-backup-codes', { password });
    onCodes(answer.backupCodes ?? []);
  });
  const problem = off.problem ?? renew.problem;
  return (
    <form className="grid max-w-96 gap-3" onSubmit={renew.submit}>
      {problem && <ProblemBanner problem={problem} />}
      <Field label="Your password" required><Input type="password" autoComplete="current-password" value={password} onValue={setPassword} /></Field>
      <p className="flex gap-2">
        <Button type="submit" busy={renew.busy}>New backup codes</Button>
        <Button look="danger" busy={off.busy} onClick={(event) => event.currentTarget.form?.reportValidity() && off.submit(event)}>Turn off</Button>
      </p>
    </form>
  );
}
