// The value once it has stood still for a moment: what is typed or arrowed over is not asked of the server at every key.
import { useEffect, useState } from 'react';

export function useSettled<Value>(value: Value, delayMs: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delayMs);
    return () => clearTimeout(timer);
  }, [value, delayMs]);
  return settled;
}
