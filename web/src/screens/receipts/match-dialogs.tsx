// A suggestion that is wrong is rejected with a reason.
import { ReasonDialog } from '../../kit/reason-dialog.tsx';
import { rejectRequest } from './receipt-requests.ts';
import { useCashAction } from './use-cash-action.ts';

export function RejectDialog({ matchId, onClose }: { readonly matchId: string; readonly onClose: () => void }) {
  const action = useCashAction(rejectRequest, { onClose }, () => ({ message: 'The suggestion is rejected' }));
  return (
    <ReasonDialog
      onClose={onClose}
      title="Reject the suggestion"
      effect="It is not made again, and nothing of this receipt is applied without a person from now on."
      verb="Reject"
      busy={action.isRunning}
      problem={action.problem}
      onConfirm={(reason) => action.run({ matchId, reason })}
    />
  );
}
