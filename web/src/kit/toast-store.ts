// Short messages after an action, with undo for as long as they stay. One store, so that any code can speak.
import { asProblem } from '../api/problem.ts';

export type Toast = {
  readonly id: number;
  readonly message: string;
  readonly tone: 'done' | 'problem';
  readonly undo?: () => void;
};

/** Ten seconds to think again. */
export const toastMs = 10_000;
const mostShown = 3;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

export function showToast(message: string, options: { tone?: Toast['tone']; undo?: () => void } = {}): void {
  lastId += 1;
  toasts = [...toasts, { id: lastId, message, tone: options.tone ?? 'done', undo: options.undo }].slice(-mostShown);
  publish();
}

/** A refusal that has no field to stand beside: what is wrong and the next step. */
export function showProblem(error: unknown): void {
  const { detail, title, next } = asProblem(error).body;
  showToast([detail ?? title, next].filter(Boolean).join(' '), { tone: 'problem' });
}

export function closeToast(id: number): void {
  toasts = toasts.filter((toast) => toast.id !== id);
  publish();
}

/** Undoes the newest action that can be undone; tells whether there was one. */
export function undoLast(): boolean {
  const last = toasts.findLast((toast) => toast.undo);
  if (!last?.undo) return false;
  closeToast(last.id);
  last.undo();
  return true;
}

export function readToasts(): readonly Toast[] {
  return toasts;
}

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function publish(): void {
  for (const listener of listeners) listener();
}
