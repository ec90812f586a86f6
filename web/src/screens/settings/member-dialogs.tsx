// Inviting people, changing roles, helping with sign-in, removing: each with its reason.
import { useState } from 'react';

import { useAction } from '../../api/use-action.ts';
import { Field } from '../../kit/field.tsx';
import { FormDialog } from '../../kit/form-dialog.tsx';
import { Input, Select, Textarea } from '../../kit/input.tsx';
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { useRoles, type Member } from './company-wire.ts';

type LinkAnswer = { readonly link: string | null; readonly mail: 'sent' | 'outbox' | 'failed' | null };
type MemberProps = { readonly member: Member; readonly onClose: () => void };
export type OnLink = (answer: LinkAnswer, name: string) => void;

const refresh = ['/v1/members'];

export function useRoleOptions(): { value: string; label: string }[] {
  return useRoles().roles.map(({ role, title }) => ({ value: role, label: title }));
}

export function InviteDialog({ onClose, onLink }: { readonly onClose: () => void; readonly onLink: OnLink }) {
  const options = useRoleOptions();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [role, setRole] = useState('specialist');
  const invite = useAction<object, LinkAnswer>({
    request: (body) => ({ method: 'POST', path: '/v1/members', body }),
    refresh,
    onDone: (answer) => {
      showToast(`${name.trim()} is a member now`);
      onLink(answer, name.trim());
    },
  });
  const reasonFor = (field: string) => invite.problem?.reasonFor(field);
  return (
    <FormDialog title="Invite someone" verb="Invite" busy={invite.isRunning} problem={invite.problem} onSubmit={() => invite.run({ name: name.trim(), email: email.trim(), role })} onClose={onClose}>
      <Field label="Name" required error={reasonFor('name')}><Input autoFocus value={name} onValue={setName} /></Field>
      <Field label="E-mail" required error={reasonFor('email')}><Input type="email" value={email} onValue={setEmail} /></Field>
      <Field label="Role" error={reasonFor('role')}><Select value={role} options={options} onValue={setRole} /></Field>
    </FormDialog>
  );
}

export function RoleDialog({ member, onClose }: MemberProps) {
  const options = useRoleOptions();
  const [role, setRole] = useState(member.role);
  const [reason, setReason] = useState('');
  const change = useAction<object>({
    request: (body) => ({ method: 'PUT', path: `/v1/members/${encodeURIComponent(member.user_id)}/role`, body }),
    refresh,
    onDone: () => {
      showToast(`${member.name} has another role now`);
      onClose();
    },
  });
  return (
    <FormDialog title={`Role of ${member.name}`} verb="Change role" busy={change.isRunning} problem={change.problem} onSubmit={() => change.run({ role, reason: reason.trim() })} onClose={onClose}>
      <Field label="Role" error={change.problem?.reasonFor('role')}><Select autoFocus value={role} options={options} onValue={setRole} /></Field>
      <Field label="Reason" required error={change.problem?.reasonFor('reason')}><Textarea rows={2} value={reason} onValue={setReason} /></Field>
    </FormDialog>
  );
}

export function RemoveDialog({ member, onClose }: MemberProps) {
  const remove = useAction<string>({
    request: (reason) => ({ method: 'POST', path: `/v1/members/${encodeURIComponent(member.user_id)}/remove`, body: { reason } }),
    refresh,
    onDone: () => {
      showToast(`${member.name} is no longer a member`);
      onClose();
    },
  });
  return (
    <ReasonDialog
      onClose={onClose}
      title={`Remove ${member.name}`}
      effect="They can’t open this company any more. What they did stays under their name."
      verb="Remove"
      busy={remove.isRunning}
      problem={remove.problem}
      onConfirm={remove.run}
    />
  );
}

export function ResetDialog({ member, onClose, onLink }: MemberProps & { readonly onLink: OnLink }) {
  const reset = useAction<string, LinkAnswer>({
    request: (reason) => ({ method: 'POST', path: `/v1/members/${encodeURIComponent(member.user_id)}/reset-sign-in`, body: { reason } }),
    refresh,
    onDone: (answer) => onLink(answer, member.name),
  });
  return (
    <ReasonDialog
      onClose={onClose}
      title={`New sign-in link for ${member.name}`}
      effect="Ends their sessions and takes their second factor away. With the new link they set another password."
      verb="Make link"
      busy={reset.isRunning}
      problem={reset.problem}
      onConfirm={reset.run}
    />
  );
}
