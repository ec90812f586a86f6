// Where a one-time link leads: an invited person, or one who lost their sign-in, sets a password and is signed in with it.
import { useState } from 'react';

import { send } from '../../api/client.ts';
import { signIn } from '../../api/session.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Checkbox, Input } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { FrontDoor } from './front-door.tsx';
import { useSubmit } from './use-submit.ts';

const leastPassword = 12;

export function SetPasswordScreen() {
  // The token stands behind the # and so is never sent to a server by the address alone; it is read once.
  const [token] = useState(() => window.location.hash.slice(1));
  const [password, setPassword] = useState('');
  const [isShown, setShown] = useState(false);
  const form = useSubmit(async () => {
    const { email } = await send<{ email: string }>('POST', '/auth/set-password', { token, password });
    const answer = await signIn({ email, password });
    window.location.assign(answer?.twoFactorRedirect === true ? '/sign-in' : '/');
  });
  if (token === '') {
    return <FrontDoor title="The link is not complete"><p className="text-read">Open the whole link that you were given, with everything behind the # sign, or ask for a new one.</p></FrontDoor>;
  }
  return (
    <FrontDoor title="Set your password" lead="The link works once.">
      <form className="grid gap-3" onSubmit={form.submit}>
        {form.problem && <ProblemBanner problem={form.problem} />}
        <Field label="Password" required hint={`At least ${leastPassword} characters; a sentence is best.`} error={form.problem?.reasonFor('password')}>
          <Input type={isShown ? 'text' : 'password'} autoComplete="new-password" autoFocus minLength={leastPassword} value={password} onValue={setPassword} />
        </Field>
        <Checkbox checked={isShown} onChecked={setShown}>Show password</Checkbox>
        <Button type="submit" look="primary" busy={form.busy} className="mt-1">Set password and sign in</Button>
      </form>
    </FrontDoor>
  );
}
