// What a screen keeps in the address: filter, sort, view, the active row. Shown at once, written to the address a moment later.
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';

export type AddressParams = Readonly<Record<string, unknown>>;

/** Arrowing through a list must not fill the history nor run the router at every key. */
const writeDelayMs = 250;

export function useAddressParams(): AddressParams {
  return useSearch({ strict: false }) as AddressParams;
}

export function useAddressText(name: string): [string | undefined, (value: string | undefined) => void] {
  const params = useAddressParams();
  const raw = params[name];
  return useDelayed(name, raw === undefined || raw === null ? undefined : String(raw));
}

/** A list of values: kept as a JSON array, so that a comma inside a value harms nothing. */
export function useAddressList(name: string): [readonly string[], (values: readonly string[]) => void] {
  const params = useAddressParams();
  const raw = params[name];
  const [text, setText] = useDelayed(name, Array.isArray(raw) ? JSON.stringify(raw.map(String)) : undefined, JSON.parse);
  const set = useCallback((values: readonly string[]) => setText(values.length === 0 ? undefined : JSON.stringify(values)), [setText]);
  return [text === undefined ? noValues : JSON.parse(text) as readonly string[], set];
}

const noValues: readonly string[] = [];

function useDelayed(
  name: string,
  inAddress: string | undefined,
  encode: (text: string) => unknown = (text) => text,
): [string | undefined, (value: string | undefined) => void] {
  const navigate = useNavigate();
  const [value, setValue] = useState(inAddress);
  const known = useRef(inAddress);
  const sent = useRef<(string | undefined)[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const encoder = useRef(encode);

  // The back button or a link changed the address: follow it, unless it is the echo of our own writing. On a busy machine an echo comes
  // after the next writing: what was typed since must not fall back to it.
  useEffect(() => {
    const echo = sent.current.indexOf(inAddress);
    sent.current.splice(0, echo + 1);
    if (echo >= 0 || inAddress === known.current) {
      known.current = inAddress;
      return;
    }
    known.current = inAddress;
    clearTimeout(timer.current);
    setValue(inAddress);
  }, [inAddress]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const set = useCallback((next: string | undefined) => {
    setValue(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (next !== (sent.current.length > 0 ? sent.current.at(-1) : known.current)) sent.current.push(next);
      const param = next === undefined ? undefined : encoder.current(next);
      const search = (before: AddressParams) => ({ ...before, [name]: param });
      void navigate({ to: '.', replace: true, resetScroll: false, search: search as never });
    }, writeDelayMs);
  }, [name, navigate]);
  return [value, set];
}
