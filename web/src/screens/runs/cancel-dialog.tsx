// Asks before a run is ended: what it has finished stays.
import { useAction } from '../../api/use-action.ts';
import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import type { RunRecord } from './run-wire.ts';

export function CancelDialog({ run, onClose }: { readonly run: RunRecord; readonly onClose: () => void }) {
  const cancel = useAction<undefined>({ request: () => ({ method: 'POST', path: `/v1/runs/${run.run_id}/cancel` }), refresh: ['/v1/runs'], onDone: onClose });
  return (
    <Dialog
      onClose={onClose}
      title="Cancel this run?"
      description="It ends after the part it is in. What it has finished stays; started again, it leaves out what is there already."
      footer={(
        <>
          <Button onClick={onClose}>Let it run</Button>
          <Button look="primary" autoFocus busy={cancel.isRunning} onClick={() => cancel.run(undefined)}>Cancel run</Button>
        </>
      )}
    >
      {cancel.problem && <ProblemBanner problem={cancel.problem} />}
    </Dialog>
  );
}
