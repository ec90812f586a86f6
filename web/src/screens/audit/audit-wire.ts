// Rows of the audit trail as the API sends them.
import { sentence } from '../../format/sentence.ts';

export type AuditRow = {
  readonly sequence: string;
  readonly recorded_at: string;
  readonly actor_kind: string;
  readonly actor_id: string;
  readonly actor_name: string;
  readonly command: string;
  readonly subject_kind: string | null;
  readonly subject_id: string | null;
  readonly reason: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly hash: string;
};

export type Verification = { readonly verified: boolean; readonly verified_at: string; readonly problem: { readonly sequence: string; readonly problem: string } | null };

export type Change = { readonly field: string; readonly before: string | undefined; readonly after: string | undefined };

/** Field by field what was and what is; a field that did not change is left out, unless nothing else was there before. */
export function changesOf({ before, after }: Pick<AuditRow, 'before' | 'after'>): readonly Change[] {
  const was = flat(before);
  const is = flat(after);
  const fields = [...new Set([...was.keys(), ...is.keys()])];
  return fields.map((field) => ({ field, before: was.get(field), after: is.get(field) })).filter((change) => change.before !== change.after);
}

/** 'address.lines.0' → its text. */
function flat(value: unknown, path = '', into = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined) return into;
  if (typeof value !== 'object') return into.set(path || 'value', String(value));
  for (const [key, inner] of Object.entries(value)) flat(inner, path ? `${path}.${key}` : key, into);
  return into;
}

/** Where the thing that was changed is shown. */
export function subjectPage({ subject_kind: kind, subject_id: id }: AuditRow): string | undefined {
  if (!kind || !id) return undefined;
  const pages: Readonly<Record<string, string>> = { document: `/invoices/${id}`, invoice: `/invoices/${id}`, receipt: `/receipts/${id}`, run: `/runs/${id}`, customer: `/customers/${id}/account` };
  return pages[kind];
}

const done: Readonly<Record<string, string>> = {
  accept: 'accepted', add: 'added', apply: 'applied', attempt: 'attempted', cancel: 'cancelled', change: 'changed', close: 'closed', create: 'created', credit: 'credited', decide: 'decided', discard: 'discarded',
  end: 'ended', identify: 'identified', invite: 'invited', issue: 'issued', keep: 'kept', mark: 'marked', note: 'noted', price: 'priced', record: 'recorded', refuse: 'refused', reject: 'rejected', release: 'released',
  remove: 'removed', rename: 'renamed', render: 'rendered', reopen: 'opened again', retry: 'tried again', reverse: 'reversed', revoke: 'revoked', save: 'saved', send: 'sent', set: 'set', settle: 'settled',
  start: 'started', unapply: 'taken back', void: 'voided', waive: 'waived',
};

/** 'bank_line.decide' reads as 'Bank line decided', 'customer.contact_add' as 'Customer contact added'; what is no verb stays after a colon. */
export function commandLabel(command: string): string {
  if (command.startsWith('sign_in.')) return sentence(command.slice('sign_in.'.length).replaceAll('_', ' '));
  const [area = '', ...rest] = command.split('.');
  const words = rest.join(' ').split(/[_ ]/).filter((word) => word !== '');
  const text = done[words[0] ?? ''] ? [area, done[words[0] ?? ''], ...words.slice(1)]
    : done[words.at(-1) ?? ''] ? [area, ...words.slice(0, -1), done[words.at(-1) ?? '']]
      : [words.length > 0 ? `${area}:` : area, ...words];
  return sentence(text.join(' ').replaceAll('_', ' '));
}

const undone = new Map(Object.entries(done).map(([verb, word]) => [word, verb]));

/** What somebody reads in the list is what they filter by: 'Charge released' asks for the words of charge.release. */
export function commandWords(text: string): string {
  const words = text.toLowerCase();
  const several = [...undone].filter(([word]) => word.includes(' ')).reduce((now, [word, verb]) => now.replace(word, verb), words);
  return several.split(/[\s:]+/).map((word) => undone.get(word) ?? word).join(' ').trim();
}

export function subjectLabel(kind: string | null): string {
  return sentence((kind ?? '').replaceAll('_', ' '));
}

export function fieldLabel(path: string): string {
  return sentence(path.replaceAll('.', ' › ').replaceAll('_', ' '));
}
