// A key that sends a form may be pressed in a field that is read when it is left: what it tells is waited for, and then sent.
import { useEffect, useRef } from 'react';

export function useAfterTyping<Input extends unknown[]>(act: (...input: Input) => void): (...input: Input) => void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  return (...input) => void setTimeout(() => latest.current(...input));
}
