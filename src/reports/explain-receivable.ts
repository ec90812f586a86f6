// Why a customer owes what it owes: everything that moved the receivable down to its entries, and beside it what is open. Both sum to the receivable.

import { invariant } from '#kernel/invariant.ts';
import type { LocalDate } from '#kernel/local-date.ts';
import type { Instant } from '#platform/clock.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { leaf, type ProofNode } from '#invoicing/index.ts';
import { currenciesOf, movementsOf, openPartsOf, type ReceivableQuestion, type Movement, type MovementKind, type OpenPart } from './receivable-proof-queries.ts';

const SHOWN = 100;

const kinds: readonly (readonly [MovementKind, string])[] = [
  ['opening', 'Taken over from the earlier system'], ['billed', 'Invoices and debit notes'], ['credited', 'Credit notes'], ['paid', 'Payments applied'],
  ['deducted', 'Discounts, bank charges and differences let off'], ['other', 'Everything else'],
];

export type ReceivableAsked = { readonly customerId: string; readonly asOf: LocalDate; readonly knownAt: Instant | null; readonly currency: string | undefined; readonly entityId: number | null };

/** The receivable in the currency asked for; without one, the customer's own first and the others it has beside it. */
export async function explainReceivable(tx: Tx, customer: { readonly number: string; readonly name: string; readonly currency: string }, asked: ReceivableAsked): Promise<ProofNode> {
  const used = await currenciesOf(tx, asked.customerId);
  const currency = asked.currency ?? (used.includes(customer.currency) || used.length === 0 ? customer.currency : (used[0] ?? customer.currency));
  const own = await receivableIn(tx, customer, { ...asked, currency });
  if (asked.currency !== undefined) return own;
  const others: ProofNode[] = [];
  for (const other of used.filter((code) => code !== currency)) others.push(await receivableIn(tx, customer, { ...asked, currency: other }));
  return { ...own, children: [...own.children, ...others] };
}

async function receivableIn(tx: Tx, customer: { readonly number: string; readonly name: string }, question: ReceivableQuestion): Promise<ProofNode> {
  const movements = await movementsOf(tx, question, SHOWN);
  const parts = await openPartsOf(tx, question, SHOWN);
  const { currency, asOf } = question;
  const groups = kinds.flatMap(([kind, label]) => groupOf(label, movements.filter((movement) => movement.kind === kind), currency));
  const amountMinor = groups.reduce((sum, group) => sum + (group.amountMinor ?? 0n), 0n);
  const open = openOf('What is open of it', parts.filter((part) => part.control === 'receivable'), currency, 1n);
  invariant((open?.amountMinor ?? 0n) === amountMinor, `the movements of ${question.customerId} come to ${amountMinor} ${currency}, what is open to ${open?.amountMinor ?? 0n}`);
  const unapplied = openOf('Received and not yet applied; the balance is less by it', parts.filter((part) => part.control === 'unapplied_cash'), currency, -1n);
  const formula = groups.length === 0 ? 'nothing was billed or paid' : `the sum of: ${groups.map((group) => group.label.toLowerCase()).join(' + ')}`;
  return {
    label: `Receivable of ${customer.number} ${customer.name} in ${currency} on ${asOf}`, kind: 'receivable', value: formula, amountMinor, currency, link: null,
    children: [...groups, ...(open === null ? [] : [open]), ...(unapplied === null ? [] : [unapplied])],
  };
}

function groupOf(label: string, movements: readonly Movement[], currency: string): ProofNode[] {
  const [first] = movements;
  if (first === undefined) return [];
  const shownMinor = movements.reduce((sum, movement) => sum + movement.amountMinor, 0n);
  const earlier = first.movements - movements.length;
  const rest: ProofNode[] = earlier === 0 ? [] : [{ ...leaf('earlier', `${earlier} earlier`, null), amountMinor: first.kindMinor - shownMinor, currency }];
  return [{ label, kind: first.kind, value: `${first.movements} ${first.movements === 1 ? 'movement' : 'movements'}`, amountMinor: first.kindMinor, currency, link: null, children: [...movements.map((movement) => movementNode(movement, currency)), ...rest] }];
}

function movementNode(movement: Movement, currency: string): ProofNode {
  const { number, sourceNumber, sourceId, documentId, postedOn, event, entryId, account, reason } = movement;
  const name = sourceNumber === null ? number : `${sourceNumber}${number === null ? '' : ` for ${number}`}`;
  const isReceipt = sourceId !== null && sourceNumber !== null;
  const below = [
    ...(documentId === null || number === null ? [] : [leaf('document', `Document ${number}`, null, { kind: 'document', id: documentId })]),
    ...(isReceipt ? [leaf('receipt', `Applied from ${sourceNumber}`, null, { kind: 'receipt', id: sourceId })] : []),
  ];
  return { label: `${postedOn} ${name ?? event}`, kind: 'movement', value: [event, account, reason].filter((text) => text !== null).join(' · '), amountMinor: movement.amountMinor, currency, link: { kind: 'entry', id: entryId }, children: below };
}

function openOf(label: string, parts: readonly OpenPart[], currency: string, sign: 1n | -1n): ProofNode | null {
  const [first] = parts;
  if (first === undefined) return null;
  const more = first.items - parts.length;
  const shownMinor = parts.reduce((sum, part) => sum + part.openMinor, 0n);
  const rest: ProofNode[] = more === 0 ? [] : [{ ...leaf('more', `${more} that are due later`, null), amountMinor: sign * (first.controlMinor - shownMinor), currency }];
  return {
    label, kind: 'open', value: `${first.items} ${first.items === 1 ? 'document' : 'documents'}`, amountMinor: sign * first.controlMinor, currency, link: null,
    children: [...parts.map((part): ProofNode => ({
      label: part.number ?? part.documentId, kind: 'open_document', value: part.documentKind === 'receipt' ? `received on ${part.openedOn}` : `of ${part.openedOn}, due on ${part.dueOn}`, amountMinor: sign * part.openMinor, currency,
      link: { kind: part.documentKind === 'receipt' ? 'receipt' : 'document', id: part.documentId }, children: [],
    })), ...rest],
  };
}
