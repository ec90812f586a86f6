// A status in words with a shape before it, so that it can be told without colour.
import type { ReactNode } from 'react';

export type Tone = 'neutral' | 'ok' | 'info' | 'warn' | 'bad';

const tones: Record<Tone, string> = {
  neutral: 'bg-sunken text-ink-2',
  ok: 'bg-ok-soft text-ok',
  info: 'bg-info-soft text-info',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
};

/** Ring, disc, half, triangle, diamond: drawn in a box of eight. */
const shapes: Record<Tone, ReactNode> = {
  neutral: <circle cx="4" cy="4" r="2.75" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  ok: <circle cx="4" cy="4" r="3.5" />,
  info: (
    <>
      <circle cx="4" cy="4" r="3.1" fill="none" stroke="currentColor" strokeWidth="1.2" />
      <path d="M4 .9a3.1 3.1 0 0 0 0 6.2z" />
    </>
  ),
  warn: <path d="M4 .6 7.8 7.4H.2z" />,
  bad: <path d="M4 0 8 4 4 8 0 4z" />,
};

export function Badge({ tone = 'neutral', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={`inline-flex h-5 items-center gap-1.5 rounded-small px-1.5 text-meta font-medium whitespace-nowrap ${tones[tone]}`}>
      <svg aria-hidden="true" viewBox="0 0 8 8" width="7" height="7" fill="currentColor">{shapes[tone]}</svg>
      {children}
    </span>
  );
}
