// Holds someone back who leaves a draft with unsaved changes, be it by a link, a key or by closing the window.
import { useBlocker } from '@tanstack/react-router';

import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';

type LeaveDialogProps = {
  readonly isDirty: () => boolean;
  /** Undefined where the draft can't be saved yet. */
  readonly onSave: (() => Promise<unknown>) | undefined;
};

export function LeaveDialog({ isDirty, onSave }: LeaveDialogProps) {
  const blocker = useBlocker({
    withResolver: true,
    enableBeforeUnload: isDirty,
    // Keeping the number of the draft in the address is no leaving.
    shouldBlockFn: ({ current, next }) => isDirty() && current.pathname !== next.pathname,
  });
  if (blocker.status !== 'blocked') return null;
  const { proceed, reset } = blocker;
  return (
    <Dialog
      onClose={reset}
      title="Leave without saving?"
      description="What you typed since the last saving would be lost."
      footer={(
        <>
          <Button look="danger" onClick={proceed}>Leave it</Button>
          <Button autoFocus={!onSave} onClick={reset}>Stay here</Button>
          {onSave && <Button look="primary" autoFocus onClick={() => void onSave().then(proceed, reset)}>Save and leave</Button>}
        </>
      )}
    />
  );
}
