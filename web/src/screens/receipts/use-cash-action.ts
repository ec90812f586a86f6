// A step on money that a dialog asks for: once it is done the toast says so, with its way back, and the dialog closes.
import { useAction, type Action, type ActionRequest } from '../../api/use-action.ts';
import { showToast } from '../../kit/toast-store.ts';
import { refreshedByCash } from './receipt-requests.ts';
import { useUndo } from './use-undo.ts';

type Told = {
  readonly message: string;
  /** What takes it back, and what is said then. */
  readonly back?: { readonly steps: readonly ActionRequest[]; readonly message: string };
};

export function useCashAction<Input, Result = unknown>(
  request: (input: Input) => ActionRequest,
  dialog: { readonly onClose: () => void; readonly onDone?: () => void },
  told: (result: Result) => Told,
): Action<Input, Result> {
  const undo = useUndo();
  return useAction<Input, Result>({
    request,
    refresh: refreshedByCash,
    onDone: (result) => {
      const { message, back } = told(result);
      showToast(message, back && { undo: () => undo(back.steps, back.message) });
      dialog.onClose();
      dialog.onDone?.();
    },
  });
}
