// One's own sign-in: password, second factor, sessions elsewhere.
import { useState } from 'react';

import { send } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Checkbox, Input } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { useSubmit } from '../sign-in/use-submit.ts';
import { Card } from './card.tsx';
import { SessionsCard } from './sessions-card.tsx';
import { SecondFactor } from './second-factor.tsx';

export function YouSection() {
  const { user } = useSession();
  return (
    <div className="grid gap-5">
      <p className="text-read"><span className="font-semibold">{user.name}</span> <span className="text-ink-2">{user.email}</span></p>
      <SecondFactor />
      <PasswordCard email={user.email} />
      <SessionsCard />
    </div>
  );
}

function PasswordCard({ email }: { readonly email: string }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [endOthers, setEndOthers] = useState(true);
  const form = useSubmit(async () => {
    await send('POST', '/auth/change-password', { currentPassword: current, newPassword: next, revokeOtherSessions: endOthers });
    setCurrent('');
    setNext('');
    showToast('Password changed');
  });
  return (
    <Card title="Password">
      <form className="grid max-w-96 gap-3" onSubmit={form.submit}>
        {form.problem && <ProblemBanner problem={form.problem} />}
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <Field label="Present password" required><Input type="password" autoComplete="current-password" value={current} onValue={setCurrent} /></Field>
        <Field label="New password" required hint="At least 12 characters; a sentence is best." error={form.problem?.reasonFor('newPassword')}><Input type="password" autoComplete="new-password" minLength={12} value={next} onValue={setNext} /></Field>
        <Checkbox checked={endOthers} onChecked={setEndOthers}>Sign out everywhere else</Checkbox>
        <p><Button type="submit" busy={form.busy}>Change password</Button></p>
      </form>
    </Card>
  );
}
