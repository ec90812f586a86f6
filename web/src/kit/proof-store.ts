// Which proof is open, so that any amount on any screen can ask for one and the shell shows it.

export type ProofRequest = { readonly title: string; readonly path: string };

let request: ProofRequest | undefined;
const listeners = new Set<() => void>();

export function openProof(next: ProofRequest): void {
  setRequest(next);
}

export function closeProof(): void {
  setRequest(undefined);
}

export function readProof(): ProofRequest | undefined {
  return request;
}

export function subscribeProof(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function setRequest(next: ProofRequest | undefined): void {
  request = next;
  for (const listener of listeners) listener();
}
