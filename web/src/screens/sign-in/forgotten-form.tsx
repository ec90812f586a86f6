// A forgotten password: a link is mailed, if the address has an account; the page says no more than that. Without mail, it says who can help.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { askForNewPassword, setupQuery } from '../../api/session.ts';
import { Button } from '../../kit/button.tsx';
import { Field } from '../../kit/field.tsx';
import { Input } from '../../kit/input.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { useSubmit } from './use-submit.ts';

type ForgottenFormProps = { readonly email: string; readonly onBack: () => void };

export function ForgottenForm(props: ForgottenFormProps) {
  const setup = useQuery(setupQuery);
  if (setup.data?.sends_mail === false) {
    return (
      <div className="grid gap-3">
        <p className="text-read">No mail is sent from here. An administrator can make you a link to set a new password, under Settings, People &amp; roles. So can whoever runs the machine:</p>
        <p className="num break-words">npx counterfoil sign-in-link {props.email.trim() || 'E-MAIL'}</p>
        <Button autoFocus onClick={props.onBack}>Back to sign in</Button>
      </div>
    );
  }
  return <AskForm {...props} />;
}

function AskForm(props: ForgottenFormProps) {
  const [email, setEmail] = useState(props.email);
  const [isAsked, setAsked] = useState(false);
  const form = useSubmit(async () => {
    await askForNewPassword({ email: email.trim() });
    setAsked(true);
  });
  if (isAsked) {
    return (
      <div className="grid gap-3">
        <p role="status" className="text-read">If {email.trim()} has an account, a link to set a new password is on its way there. It works once, for one hour.</p>
        <Button autoFocus onClick={props.onBack}>Back to sign in</Button>
      </div>
    );
  }
  return (
    <form className="grid gap-3" onSubmit={form.submit}>
      {form.problem && <ProblemBanner problem={form.problem} />}
      <Field label="E-mail" required hint="A link to set a new password is mailed there."><Input type="email" autoComplete="username" autoFocus value={email} onValue={setEmail} /></Field>
      <div className="mt-1 flex gap-2">
        <Button type="submit" look="primary" busy={form.busy} className="grow">Mail the link</Button>
        <Button onClick={props.onBack}>Back</Button>
      </div>
    </form>
  );
}
