// The people of a customer: who gets invoices, statements and calls.

import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/refusal.ts';
import { millisecondsOf } from '#platform/clock.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import { emailShape, languageShape } from './customer.ts';
import { insertContact, lockContact, lockCustomer, removeContactRow, updateContact, type ContactFacts } from './store.ts';

export type ContactInput = { readonly name: string; readonly email?: string | null; readonly phone?: string | null; readonly role?: string; readonly language?: string | null };
type Named = { readonly customerId: string; readonly contactId: string };

/** Refuses customer.unknown, customer.email and customer.language. */
export async function addContact(tx: Tx, ctx: Context, input: ContactInput & { customerId: string }): Promise<Named & ContactFacts> {
  await lockCustomer(tx, input.customerId);
  const facts = checkedContact({ email: null, phone: null, role: 'billing', language: null, ...given(input) });
  const contact = { contactId: newId(millisecondsOf(ctx.now)), customerId: input.customerId, ...facts };
  await insertContact(tx, { ...contact, now: ctx.now });
  tx.audit({ subjectKind: 'customer', subjectId: input.customerId, after: { contact } });
  return contact;
}

/** Refuses contact.unknown, customer.email and customer.language. */
export async function changeContact(tx: Tx, _ctx: Context, input: Partial<ContactInput> & Named): Promise<Named & ContactFacts> {
  const before = await requireContact(tx, input);
  const facts = checkedContact({ ...before, ...given(input) });
  await updateContact(tx, input.contactId, facts);
  tx.audit({ subjectKind: 'customer', subjectId: input.customerId, before: { contact: before }, after: { contact: facts } });
  return { customerId: input.customerId, contactId: input.contactId, ...facts };
}

/** The contact stays readable for what was sent to it. Refuses contact.unknown. */
export async function removeContact(tx: Tx, ctx: Context, input: Named): Promise<Named> {
  const before = await requireContact(tx, input);
  await removeContactRow(tx, input.contactId, ctx.now);
  tx.audit({ subjectKind: 'customer', subjectId: input.customerId, before: { contact: before } });
  return { customerId: input.customerId, contactId: input.contactId };
}

async function requireContact(tx: Tx, { customerId, contactId }: Named): Promise<ContactFacts & { contactId: string }> {
  return (await lockContact(tx, customerId, contactId)) ?? refuse('contact.unknown', 'there is no such contact', { field: 'contact_id', value: contactId });
}

function given(input: Partial<ContactInput>): Partial<ContactFacts> & { name: string } {
  const { name, email, phone, role, language } = input;
  const entries = Object.entries({ name, email, phone, role, language }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<ContactFacts> & { name: string };
}

export function checkedContact(facts: ContactFacts): ContactFacts {
  const { name, email, phone, role, language } = facts;
  if (email !== null && !emailShape.test(email)) refuse('customer.email', 'this is not an e-mail address', { field: 'email', value: email });
  if (language !== null && !languageShape.test(language)) refuse('customer.language', 'a language is two small letters', { field: 'language', value: language });
  return { name, email, phone, role, language };
}
