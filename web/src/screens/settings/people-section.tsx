// The people of the organisation and what each role may do.
import { UserPlus } from 'lucide-react';
import { useState } from 'react';

import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.ts';
import type { WirePage } from '../../api/types.ts';
import { useRecord } from '../../api/use-record.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/button.tsx';
import { Menu, MenuItem, MenuLine } from '../../kit/menu.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { showToast } from '../../kit/toast-store.ts';
import { Card } from './card.tsx';
import { useRoles, type Member } from './company-wire.ts';
import { InviteDialog, ResetDialog, RemoveDialog, RoleDialog, type OnLink } from './member-dialogs.tsx';
import { OnceDialog } from './once-dialog.tsx';
import { RoleTable } from './role-table.tsx';
import { SecondFactorRoles } from './second-factor-roles.tsx';

type Open =
  | { readonly what: 'invite' } | { readonly what: 'role' | 'remove' | 'reset'; readonly member: Member }
  | { readonly what: 'link'; readonly link: string; readonly name: string; readonly isFailed: boolean };

export function PeopleSection() {
  const members = useRecord<WirePage<Member>>('/v1/members');
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const onLink: OnLink = ({ link, mail }, name) => {
    if (mail === 'sent') showToast(`The link went to ${name} by mail`);
    setOpen(link === null ? undefined : { what: 'link', link, name, isFailed: mail === 'failed' });
  };
  useKeys([{ keys: 'c', label: 'Invite someone', group: 'People', run: () => setOpen({ what: 'invite' }) }]);
  return (
    <div className="grid gap-5">
      <Card title="People" lead="Everyone has one role. Nobody changes their own, or gives more than they have." action={<Button look="primary" icon={UserPlus} keys="c" onClick={() => setOpen({ what: 'invite' })}>Invite</Button>}>
        {members.error && <ProblemBanner problem={asProblem(members.error)} onRetry={() => void members.refetch()} />}
        {members.isPending && <SkeletonLines lines={4} />}
        {members.data && <div className="overflow-x-auto"><MemberTable members={members.data.items} onOpen={setOpen} /></div>}
      </Card>
      <SecondFactorRoles />
      <RoleTable />
      {open?.what === 'invite' && <InviteDialog onClose={close} onLink={onLink} />}
      {open?.what === 'role' && <RoleDialog member={open.member} onClose={close} />}
      {open?.what === 'remove' && <RemoveDialog member={open.member} onClose={close} />}
      {open?.what === 'reset' && <ResetDialog member={open.member} onClose={close} onLink={onLink} />}
      {open?.what === 'link' && (
        <OnceDialog title={`Link for ${open.name}`} text={open.link} onClose={close}>{open.isFailed ? 'The mail server did not take the mail. ' : ''}With this link {open.name} sets a password, once. Send it yourself: it is shown only now.</OnceDialog>
      )}
    </div>
  );
}

function MemberTable({ members, onOpen }: { readonly members: readonly Member[]; readonly onOpen: (open: Open) => void }) {
  const { user } = useSession();
  const { roles } = useRoles();
  return (
    <table className="panel-table [&_tbody_tr:last-child_td]:border-b-0!">
      <thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Sign-in</th><th scope="col" className="text-end!"><span className="sr-only">Actions</span></th></tr></thead>
      <tbody>
        {members.map((member) => (
          <tr key={member.user_id}>
            <td className="py-1.5!"><span className="block font-medium">{member.name}{member.user_id === user.id && <span className="font-normal text-ink-3"> (you)</span>}</span><span className="block text-minor text-ink-3">{member.email}</span></td>
            <td>{roles.find(({ role }) => role === member.role)?.title ?? member.role}</td>
            <td>{!member.has_password ? <Badge tone="warn">Not yet joined</Badge> : member.has_two_factor ? <Badge tone="ok">Two factors</Badge> : <Badge>Password only</Badge>}</td>
            <td className="text-end">
              {member.user_id !== user.id && (
                <Menu align="end" trigger={<Button small aria-label={`Actions for ${member.name}`}>Actions</Button>}>
                  <MenuItem onSelect={() => onOpen({ what: 'role', member })}>Change role</MenuItem>
                  <MenuItem onSelect={() => onOpen({ what: 'reset', member })}>New sign-in link</MenuItem>
                  <MenuLine />
                  <MenuItem danger onSelect={() => onOpen({ what: 'remove', member })}>Remove</MenuItem>
                </Menu>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
