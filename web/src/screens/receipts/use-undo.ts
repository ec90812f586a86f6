// Taking back what was just done, from the toast: the steps back are sent one after the other, then everything is read again.
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

import { send } from '../../api/client.ts';
import { readAgain, type ActionRequest } from '../../api/use-action.ts';
import { showProblem, showToast } from '../../kit/toast-store.ts';
import { refreshedByCash } from './receipt-requests.ts';

export const undoReason = 'Undone right after';

/** Works on after its screen is gone: the next receipt is there before anybody presses undo. */
export function useUndo(): (steps: readonly ActionRequest[], done: string, onDone?: () => void) => void {
  const queries = useQueryClient();
  return useCallback((steps, done, onDone) => {
    void (async () => {
      for (const { method, path, body } of steps) await send(method, path, body);
      showToast(done);
      onDone?.();
    })().catch(showProblem).finally(() => readAgain(queries, refreshedByCash));
  }, [queries]);
}
