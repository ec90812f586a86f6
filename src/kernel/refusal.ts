// A refusal: the expected way of saying no, with a stable code, a status and the next step for the person who meets it.
import { refusalCodes } from './refusal-codes.ts';
import type { RefusalCode } from './refusal-codes.ts';

export type { RefusalCode } from './refusal-codes.ts';

// Where in the input it went wrong: field path, row as the person counts it (1 = first), the value as given.
export type RefusalPlace = {
  readonly field?: string | undefined;
  readonly row?: number | undefined;
  readonly value?: unknown;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
};

export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly status: number;
  readonly next: string;
  readonly field: string | undefined;
  readonly row: number | undefined;
  readonly value: string | undefined;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  constructor(code: RefusalCode, detail: string, at: RefusalPlace = {}) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
    this.status = refusalCodes[code].status;
    this.next = refusalCodes[code].next;
    this.field = at.field;
    this.row = at.row;
    this.value = at.value === undefined ? undefined : excerpt(textOf(at.value));
    this.details = at.details;
  }
}

export function refuse(code: RefusalCode, detail: string, at?: RefusalPlace): never {
  throw new Refusal(code, detail, at);
}

// Hostile input must not come back whole in an answer or a log, nor break the line it is shown on.
const excerptLength = 120;

export function excerpt(text: string): string {
  const start = text.slice(0, excerptLength).replace(/\p{C}/gu, '\u{FFFD}');
  return text.length > excerptLength ? `${start}…` : start;
}

// An object is not turned into text: its own toString may come from the input.
function textOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
