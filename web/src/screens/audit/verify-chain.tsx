// Verifies the chain: every hash is recomputed from the first row on, and the first row that breaks it is named.
import { useMutation } from '@tanstack/react-query';
import { ShieldCheck } from 'lucide-react';

import { get } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { formatInstant } from '../../format/date.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Badge } from '../../kit/badge.tsx';
import { Button } from '../../kit/button.tsx';
import { showProblem } from '../../kit/toast-store.ts';
import type { Verification } from './audit-wire.ts';

export function VerifyChain() {
  const { time_zone: timeZone } = useSession().company;
  const verify = useMutation({ mutationFn: () => get<Verification>('/v1/audit/verification'), onError: showProblem });
  const run = () => verify.mutate();
  useKeys([{ keys: 'v', label: 'Verify the chain', group: 'Audit trail', run }]);
  return (
    <>
      <span aria-live="polite">
        {verify.data?.verified && <span title={formatInstant(verify.data.verified_at, timeZone)}><Badge tone="ok">Every hash fits</Badge></span>}
        {verify.data?.problem && <Badge tone="bad">Row {verify.data.problem.sequence}: {verify.data.problem.problem}</Badge>}
      </span>
      <Button icon={ShieldCheck} keys="v" busy={verify.isPending} onClick={run}>Verify the chain</Button>
    </>
  );
}
