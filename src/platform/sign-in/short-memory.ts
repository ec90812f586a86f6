// Remembers answers for a short while: who a session or key belongs to, so that not every request asks the database.

export type ShortMemory<Value> = {
  get(key: string, nowMs: number): Value | undefined;
  set(key: string, value: Value, nowMs: number): void;
  forget(matches: (value: Value) => boolean): void;
};

const ENTRIES_MAX = 10_000;

export function shortMemory<Value>(milliseconds: number): ShortMemory<Value> {
  const entries = new Map<string, { value: Value; until: number }>();
  return {
    get(key, nowMs) {
      const entry = entries.get(key);
      return entry !== undefined && entry.until > nowMs ? entry.value : undefined;
    },
    set(key, value, nowMs) {
      entries.delete(key);
      entries.set(key, { value, until: nowMs + milliseconds });
      // A map keeps the order of insertion, so the first is the oldest.
      if (entries.size > ENTRIES_MAX) entries.delete(entries.keys().next().value ?? key);
    },
    forget(matches) {
      for (const [key, { value }] of entries) if (matches(value)) entries.delete(key);
    },
  };
}
