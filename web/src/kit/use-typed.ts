// Whether something was typed into a form that is not kept anywhere yet: each field is compared with what stood there before the first key.
import { useEffect, useRef, type FormEvent } from 'react';

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** kept: when it changes, all that was typed until then is recorded. */
export function useTyped(kept: unknown): { readonly hasTyped: () => boolean; readonly onBeforeInput: (event: FormEvent) => void } {
  const before = useRef(new Map<TextField, string>());
  useEffect(() => before.current.clear(), [kept]);
  return {
    hasTyped: () => [...before.current].some(([field, text]) => field.isConnected && field.value.trim() !== text.trim()),
    onBeforeInput: ({ target }) => {
      if ((target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) && !before.current.has(target)) before.current.set(target, target.value);
    },
  };
}
