// Which refusals an operation may give: those that any request meets, and those of the areas that its part of the trade speaks of.

import { refusalCodes } from '#kernel/refusal-codes.ts';

type Code = keyof typeof refusalCodes;

const anyRequest: readonly Code[] = ['request.malformed', 'request.unknown_field', 'auth.required', 'auth.forbidden', 'auth.second_factor_required', 'auth.wrong_organisation', 'request.not_found', 'database.unavailable', 'storage.full'];
const anyWrite: readonly Code[] = ['idempotency.key_required', 'idempotency.key_reused', 'auth.cross_site', 'request.too_large', 'conflict.stale'];

const values = ['currency', 'date', 'decimal', 'money', 'limit'];
const posting = ['account', 'entry', 'item', 'period'];

/** By the tag of a route: the areas of the codes that its verbs refuse with. */
export const areasOfTag: Readonly<Record<string, readonly string[]>> = {
  Customers: ['customer', 'contact', 'ship_to', 'exemption', 'terms', 'tax'], 'Payment terms': ['terms'], Catalogue: ['catalog', 'product', 'price', 'price_book', 'charge_code', 'account'], Tax: ['tax', 'entity', 'customer'],
  Orders: ['evidence', 'customer', 'product'], Deliveries: ['evidence', 'customer', 'product'], Charges: ['charge', 'gate', 'move'],
  Invoices: ['draft', 'gate', 'document', 'credit', 'void', 'dispatch', 'numbering', 'invoice', 'move', 'customer', 'product', 'terms', 'typesetting', ...posting], Billing: ['numbering', 'run', ...posting],
  Statements: ['customer', 'typesetting'], Proof: ['customer', 'document'], Reports: ['entity'], Receipts: ['receipt', 'refund', 'cash', 'bank_account', 'bank_file', 'bank_statement', 'money', 'file', 'move', ...posting], Ledger: ['account', 'entry', 'exchange_rate'],
  Work: [], Imports: ['import', 'file', 'table', 'workbook', 'opening', 'ecb_rates'], Files: ['file'], Runs: ['run', 'import'], Company: ['organisation', 'entity', 'account', 'period', 'numbering'], People: ['member'], Audit: [],
};

/** By status. Reads give none of 409 and 413. */
export function codesOf(tag: string, isWrite: boolean): ReadonlyMap<number, readonly Code[]> {
  const own = codesIn([...(areasOfTag[tag] ?? []), ...values]);
  const given = [...new Set([...anyRequest, ...(isWrite ? anyWrite : []), ...own])].filter((code) => isWrite || ![409, 413].includes(refusalCodes[code].status));
  return byStatus(given);
}

const areasOfOpenTag: Readonly<Record<string, readonly string[]>> = { 'First start': ['setup', 'sign_in'], 'Sign-in': ['sign_in'] };

/** The same of what needs no role: first start, signing in, the session. */
export function openCodesOf(route: { readonly tag: string; readonly needsKey: boolean; readonly isWrite: boolean; readonly isSignedIn: boolean }): ReadonlyMap<number, readonly Code[]> {
  return byStatus([
    'request.malformed', 'request.unknown_field', ...(route.isSignedIn ? (['auth.required'] as const) : []), ...(route.needsKey ? (['idempotency.key_required'] as const) : []),
    ...(route.isWrite ? [...codesIn(areasOfOpenTag[route.tag] ?? []), 'auth.cross_site' as const, 'auth.forbidden' as const] : []),
  ]);
}

function codesIn(areas: readonly string[]): Code[] {
  return (Object.keys(refusalCodes) as Code[]).filter((code) => areas.includes(code.slice(0, code.indexOf('.'))));
}

function byStatus(codes: readonly Code[]): ReadonlyMap<number, readonly Code[]> {
  return new Map([...Map.groupBy(codes, (code) => refusalCodes[code].status)].sort(([a], [b]) => a - b));
}
