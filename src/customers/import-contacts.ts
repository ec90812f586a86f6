// Importing contacts: a new name makes a person, a known name of the same customer changes that person.

import { derivedId } from '#kernel/id.ts';
import { refuse } from '#kernel/refusal.ts';
import type { Context } from '#platform/context.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { CheckedRow, ImportBatch, ImportKind, ImportOutcome } from '#platform/imports/import-kind.ts';
import type { RunIssue } from '#platform/run-store.ts';
import { checkedContact } from './contact.ts';
import { contactFields } from './import-fields.ts';
import { contactsOf, lockCustomersByNumber, subjectsOf, writeContacts, type WrittenContact } from './import-store.ts';
import { loadCustomersByNumber } from './queries.ts';
import { decideRow } from './row-issue.ts';
import { foldText } from './search-words.ts';

export const importContacts: ImportKind = {
  kind: 'contacts', title: 'Contacts', permission: 'customer.write', fields: contactFields, tables: ['customers.contact'], write: writeContactRows,
};

export type ContactRow = { readonly customerId: string; readonly name: string; readonly email: string | null; readonly phone: string | null; readonly role: string | null; readonly language: string | null };

async function writeContactRows(tx: Tx, ctx: Context, batch: ImportBatch): Promise<ImportOutcome> {
  const numbers = [...new Set(batch.rows.flatMap((row) => row.values['customer_number'] ?? []))];
  await lockCustomersByNumber(tx, numbers);
  const customers = await loadCustomersByNumber(tx, numbers);
  const issues: RunIssue[] = [];
  const rows: ContactRow[] = [];
  for (const row of batch.rows) {
    const found = decideRow(row, () => decideContact(row, customers));
    if ('issue' in found) issues.push(found.issue);
    else rows.push(found.value);
  }
  const planned = await planContacts(tx, rows, batch.runMs);
  await writeContacts(tx, planned.created, planned.changed, ctx.now);
  const created = planned.created.length;
  const updated = planned.changed.length;
  tx.audit({ subjectKind: 'customer', after: { fileId: batch.fileId, contacts: { created, updated } }, subjects: subjectsOf([...planned.created, ...planned.changed].map((contact) => contact.customerId)) });
  return { created, updated, unchanged: rows.length - created - updated, issues };
}

function decideContact(row: CheckedRow, customers: ReadonlyMap<string, { customerId: string }>): ContactRow {
  const number = row.values['customer_number'] ?? '';
  const customer = customers.get(number) ?? refuse('customer.unknown', `there is no customer ${number}`, { field: 'customer_number', value: number });
  const { name = null, email = null, phone = null, role = null, language = null } = row.values;
  const checked = checkedContact({ name: name ?? '', email, phone, role: role ?? 'billing', language: language?.toLowerCase() ?? null });
  return { ...checked, customerId: customer.customerId, role };
}

/** Which rows make people and which change them. One name in two roles is two entries; a row without a role means the first of its name. */
export async function planContacts(tx: Tx, rows: readonly ContactRow[], runMs: number): Promise<{ created: WrittenContact[]; changed: WrittenContact[] }> {
  const known = await contactsOf(tx, [...new Set(rows.map((row) => row.customerId))]);
  const recorded = new Map(known.map((contact) => [contact.contactId, contact]));
  const people = new Map<string, WrittenContact[]>();
  for (const contact of known) people.set(nameKey(contact), [...(people.get(nameKey(contact)) ?? []), contact]);
  for (const row of rows) {
    const key = nameKey(row);
    const namesakes = people.get(key) ?? [];
    const index = namesakes.findIndex((contact) => row.role === null || foldText(contact.role) === foldText(row.role));
    const before = namesakes[index];
    const { customerId, name } = row;
    const after: WrittenContact = {
      contactId: before?.contactId ?? derivedId(runMs, `contact ${key} ${row.role ?? ''}`), customerId, name, email: row.email ?? before?.email ?? null, phone: row.phone ?? before?.phone ?? null,
      role: row.role ?? before?.role ?? 'billing', language: row.language ?? before?.language ?? null,
    };
    people.set(key, before === undefined ? [...namesakes, after] : namesakes.with(index, after));
  }
  const written = [...people.values()].flat();
  return {
    created: written.filter((contact) => !recorded.has(contact.contactId)),
    changed: written.filter((contact) => {
      const before = recorded.get(contact.contactId);
      return before !== undefined && (before.name !== contact.name || before.email !== contact.email || before.phone !== contact.phone || before.role !== contact.role || before.language !== contact.language);
    }),
  };
}

function nameKey(contact: { readonly customerId: string; readonly name: string }): string {
  return `${contact.customerId} ${foldText(contact.name)}`;
}
