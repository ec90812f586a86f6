// How long a run took, in words.
import { formatCount } from '../../format/money.ts';

export function durationOf({ started_at: from, finished_at: to }: { readonly started_at: string | null; readonly finished_at: string | null }): string {
  return from && to ? formatSeconds((Date.parse(to) - Date.parse(from)) / 1000) : '–';
}

function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${formatCount(Math.max(0.1, Math.round(seconds * 10) / 10))} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
