// Which overlay of the shell is open: commands or keys. One at a time.

export type Overlay = 'palette' | 'keys';

let open: Overlay | undefined;
const listeners = new Set<() => void>();

export function openOverlay(overlay: Overlay): void {
  setOverlay(overlay);
}

export function closeOverlay(): void {
  setOverlay(undefined);
}

export function readOverlay(): Overlay | undefined {
  return open;
}

export function subscribeOverlay(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function setOverlay(next: Overlay | undefined): void {
  open = next;
  for (const listener of listeners) listener();
}
