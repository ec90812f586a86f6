// E-mail and password, then the code of the second factor where one is set up.
import { useState } from 'react';

import { confirmCode, signIn } from '../../api/session.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Checkbox, Input } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { ForgottenForm } from './forgotten-form.tsx';
import { useSubmit } from './use-submit.ts';

type SignInFormProps = { readonly email?: string; readonly onDone: () => void };

export function SignInForm({ email, onDone }: SignInFormProps) {
  const [step, setStep] = useState<'password' | 'code' | 'forgotten'>('password');
  const [typed, setTyped] = useState(email ?? '');
  if (step === 'code') return <CodeForm onDone={onDone} onBack={() => setStep('password')} />;
  if (step === 'forgotten') return <ForgottenForm email={typed} onBack={() => setStep('password')} />;
  const forget = (address: string) => {
    setTyped(address);
    setStep('forgotten');
  };
  return <PasswordForm email={typed} onForgotten={forget} onDone={(codeWanted) => (codeWanted ? setStep('code') : onDone())} />;
}

type PasswordFormProps = { readonly email: string; readonly onDone: (codeWanted: boolean) => void; readonly onForgotten: (email: string) => void };

function PasswordForm(props: PasswordFormProps) {
  const [email, setEmail] = useState(props.email);
  const [password, setPassword] = useState('');
  const form = useSubmit(async () => {
    const answer = await signIn({ email: email.trim(), password });
    props.onDone(answer?.twoFactorRedirect === true);
  });
  return (
    <form className="grid gap-3" onSubmit={form.submit}>
      {form.problem && <ProblemBanner problem={form.problem} />}
      <Field label="E-mail" required>
        <Input type="email" autoComplete="username" autoFocus={!props.email} value={email} onValue={setEmail} />
      </Field>
      <Field label="Password" required>
        <Input type="password" autoComplete="current-password" autoFocus={Boolean(props.email)} value={password} onValue={setPassword} />
      </Field>
      <Button type="submit" look="primary" busy={form.busy} className="mt-1">Sign in</Button>
      <Button look="quiet" onClick={() => props.onForgotten(email)}>Forgot your password?</Button>
    </form>
  );
}

function CodeForm({ onDone, onBack }: { readonly onDone: () => void; readonly onBack: () => void }) {
  const [code, setCode] = useState('');
  const [trust, setTrust] = useState(false);
  const form = useSubmit(async () => {
    await confirmCode({ code: code.replace(/\s/g, ''), trustDevice: trust });
    onDone();
  });
  return (
    <form className="grid gap-3" onSubmit={form.submit}>
      {form.problem && <ProblemBanner problem={form.problem} />}
      <Field label="Code from your authenticator app" required hint="Six digits; a new one every 30 seconds.">
        <Input autoComplete="one-time-code" inputMode="numeric" autoFocus value={code} onValue={setCode} className="tracking-[0.2em]" />
      </Field>
      <Checkbox checked={trust} onChecked={setTrust}>Don’t ask on this device for 30 days</Checkbox>
      <div className="mt-1 flex gap-2">
        <Button type="submit" look="primary" busy={form.busy} className="grow">Confirm</Button>
        <Button onClick={onBack}>Back</Button>
      </div>
    </form>
  );
}
