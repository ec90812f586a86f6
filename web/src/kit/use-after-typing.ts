// A key that sends a form may be pressed in a field that is read when it is left: what it tells is waited for, and then sent.
import { useEffect, useRef } from 'react';

export function useAfterTyping(act: () => void): () => void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  return () => void setTimeout(() => latest.current());
}
