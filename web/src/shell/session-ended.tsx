// Asks to sign in again over the page, so that half-typed work survives a session that ran out.
import { useQueryClient } from '@tanstack/react-query';
import { Dialog as BaseDialog } from '@base-ui/react/dialog';

import { get } from '../api/client.ts';
import { sessionQuery, useSession } from '../api/session.ts';
import type { WireSession } from '../api/types.ts';
import { SignInForm } from '../screens/sign-in/sign-in-form.tsx';
import { closeSessionEnded } from './session-ended-store.ts';

export function SessionEnded() {
  const before = useSession();
  const queries = useQueryClient();
  const goOn = async () => {
    const now = await get<WireSession>('/v1/session');
    // Someone else at the same screen must not see what the first person had open.
    if (now.user.id !== before.user.id || now.company?.id !== before.company.id) return window.location.assign('/');
    queries.setQueryData(sessionQuery.queryKey, now);
    closeSessionEnded();
    await queries.invalidateQueries();
  };
  return (
    <BaseDialog.Root open disablePointerDismissal>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className="shade z-40" />
        <BaseDialog.Popup data-modal="" className="popup fixed top-[14vh] left-1/2 z-40 w-[min(380px,calc(100vw-32px))] -translate-x-1/2 p-5">
          <BaseDialog.Title className="text-title font-semibold">Your session has ended</BaseDialog.Title>
          <BaseDialog.Description className="mt-1 mb-4 text-ink-2">Sign in again: what is on this page stays.</BaseDialog.Description>
          <SignInForm email={before.user.email} onDone={() => void goOn()} />
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
