// Gives a screen its keys for as long as it is shown.
import { useEffect, useRef, useSyncExternalStore } from 'react';

import { addBindings, readBindings, subscribeBindings, type KeyBinding } from './key-registry.ts';

/** The actions may change with every render; only a change of keys or labels registers anew. */
export function useKeys(bindings: readonly KeyBinding[], enabled = true): void {
  const latest = useRef(bindings);
  useEffect(() => {
    latest.current = bindings;
  });
  const signature = JSON.stringify(bindings.map(({ keys, label, group, whileTyping, run }) =>
    [keys, label, group, whileTyping, Boolean(run)]));
  useEffect(() => {
    if (!enabled) return;
    return addBindings(latest.current.map((binding, index) => ({
      ...binding,
      run: binding.run && (() => latest.current[index]?.run?.()),
    })));
  }, [signature, enabled]);
}

export function useAllBindings(): ReturnType<typeof readBindings> {
  return useSyncExternalStore(subscribeBindings, readBindings);
}
