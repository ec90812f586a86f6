// Whether the session has ended while someone was working; the page stays as it is until they are back.

let ended = false;
const listeners = new Set<() => void>();

export function showSessionEnded(): void {
  set(true);
}

export function closeSessionEnded(): void {
  set(false);
}

export function hasSessionEnded(): boolean {
  return ended;
}

export function subscribeSessionEnded(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(next: boolean): void {
  ended = next;
  for (const listener of listeners) listener();
}
