// Name, e-mail and password of the first account; signs in at once.
import { useState } from 'react';

import { createOwner, signIn } from '../../api/session.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Checkbox, Input } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { useSubmit } from '../sign-in/use-submit.ts';

const leastPassword = 12;

export function OwnerForm({ onDone }: { readonly onDone: () => void }) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [isShown, setShown] = useState(false);
  const form = useSubmit(async () => {
    await createOwner({ name: name.trim(), email: email.trim(), password });
    await signIn({ email: email.trim(), password });
    onDone();
  });
  const reasonFor = (field: string) => form.problem?.reasonFor(field);
  return (
    <form className="grid gap-3" onSubmit={form.submit}>
      {form.problem && <ProblemBanner problem={form.problem} />}
      <Field label="Your name" required error={reasonFor('name')}>
        <Input autoComplete="name" autoFocus value={name} onValue={setName} />
      </Field>
      <Field label="E-mail" required error={reasonFor('email')}>
        <Input type="email" autoComplete="username" value={email} onValue={setEmail} />
      </Field>
      <Field label="Password" required hint={`At least ${leastPassword} characters; a sentence is best.`} error={reasonFor('password')}>
        <Input
          type={isShown ? 'text' : 'password'}
          autoComplete="new-password"
          minLength={leastPassword}
          value={password}
          onValue={setPassword}
        />
      </Field>
      <Checkbox checked={isShown} onChecked={setShown}>Show password</Checkbox>
      <Button type="submit" look="primary" busy={form.busy} className="mt-1">Create account</Button>
    </form>
  );
}
