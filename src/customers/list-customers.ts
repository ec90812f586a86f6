// A page of the customer list: rows with what each owes and how old it is, the count, and the sums of the whole filter.

import type { LocalDate } from '#kernel/local-date.ts';
import { formatAmount } from '#kernel/money.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf, type Instant } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { decodeCursor, pageOf } from '#platform/http/cursor.ts';
import { controlAccounts, figuresOf, isPresent, lastPayments, noFigures, type At, type Figures } from './account-queries.ts';
import { agingDays, agingLabels, type AgingDays } from './aging.ts';
import { businessDay } from './business-day.ts';
import type { Customer } from './customer.ts';
import { statusOf } from './hold-customer.ts';
import { countFound, cursorOf, pageOfCustomers, type CustomerFilter, type CustomerSort, type ListQuestion } from './list-queries.ts';
import { readLate } from './late-queries.ts';
import { loadCustomersForBilling, loadTerms } from './queries.ts';
import { totalsOfCustomers } from './total-queries.ts';

export type ListRequest = { readonly filter: CustomerFilter; readonly sort: CustomerSort; readonly asOf?: LocalDate | undefined; readonly knownAt?: Instant | undefined; readonly cursor?: string | undefined; readonly limit: number };

export async function listCustomers(tx: Tx, ctx: Context, request: ListRequest): Promise<object> {
  const accounts = await controlAccounts(tx);
  const days = await agingDays(tx);
  const { at, present } = await momentOf(tx, ctx, request);
  const question: ListQuestion = { filter: request.filter, accounts, at, late: present ? await readLate(tx, accounts.receivable, at.day) : null, found: await countFound(tx, request.filter.q) };
  const found = await pageOfCustomers(tx, question, request.sort, decodeCursor(request.cursor, 3), request.limit);
  const page = pageOf(found, request.limit, (row) => cursorOf(request.sort, row));
  const customerIds = page.items.map((row) => row.customerId);
  const customers = await loadCustomersForBilling(tx, customerIds);
  const terms = await loadTerms(tx, [...new Set([...customers.values()].map((customer) => customer.termsCode))]);
  const figures = await figuresOf(tx, accounts, customerIds, at, days);
  const payments = await lastPayments(tx, accounts, customerIds, at);
  const items = customerIds.flatMap((customerId) => {
    const customer = customers.get(customerId);
    return customer === undefined ? [] : [{ ...listedCustomer(customer, terms.get(customer.termsCode)?.name), ...figuresRow(figures.get(customerId) ?? [], customer.currency, days), lastPaymentOn: payments.get(customerId) ?? null }];
  });
  // Count and sums belong to the filter, so only the first page asks for them.
  if (request.cursor !== undefined) return { items, nextCursor: page.nextCursor };
  const { total, figures: sums } = await totalsOfCustomers(tx, question, days);
  const totals = sums?.map((row) => totalsRow(row, days));
  return { items, nextCursor: page.nextCursor, ...(total === undefined ? {} : { total }), ...(totals === undefined ? {} : { totals }) };
}

/** The day that ages are counted to, and whether the maintained sums can answer for it. */
export async function momentOf(tx: Tx, ctx: Pick<Context, 'now'>, asked: { asOf?: LocalDate | undefined; knownAt?: Instant | undefined }): Promise<{ at: At; present: boolean }> {
  const today = await businessDay(tx, ctx);
  const day = asked.asOf ?? today;
  if (asked.knownAt !== undefined && Number.isNaN(millisecondsOf(asked.knownAt))) refuse('date.malformed', 'this is not an instant', { field: 'known_at', value: asked.knownAt });
  const present = asked.knownAt === undefined && (await isPresent(tx, day));
  return { present, at: present ? { day, asOf: null, knownAt: null } : { day, asOf: day, knownAt: asked.knownAt ?? null } };
}

export function listedCustomer(customer: Customer, termsName: string | undefined): object {
  return {
    id: customer.customerId, number: customer.number, externalId: customer.externalId, name: customer.name, tradeName: customer.tradeName, status: statusOf(customer),
    terms: termsName ?? customer.termsCode, termsCode: customer.termsCode, currency: customer.currency, country: customer.country, version: customer.version,
  };
}

/** The figures in the customer's own currency, and those in others beside them. */
export function figuresRow(figures: readonly Figures[], currency: string, days: AgingDays): object {
  const own = figures.find((row) => row.currency === currency) ?? noFigures(currency, days);
  return { ...totalsRow(own, days), otherCurrencies: figures.filter((row) => row.currency !== currency).map((row) => totalsRow(row, days)) };
}

export function totalsRow({ buckets, ...figures }: Figures, days: AgingDays): object {
  const labels = agingLabels(days);
  return { ...figures, aging: buckets.map((minor, index) => ({ label: labels[index] ?? '', amount: formatAmount(minor, figures.currency) })) };
}
