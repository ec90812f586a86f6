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

/** Which rows make people and which change them. Of two rows with one name the later counts. */
export async function planContacts(tx: Tx, rows: readonly ContactRow[], runMs: number): Promise<{ created: WrittenContact[]; changed: WrittenContact[] }> {
  const keyOf = (contact: { customerId: string; name: string }): string => `${contact.customerId} ${foldText(contact.name)}`;
  const known = new Map((await contactsOf(tx, [...new Set(rows.map((row) => row.customerId))])).map((contact) => [keyOf(contact), contact]));
  const created = new Map<string, WrittenContact>();
  const changed = new Map<string, WrittenContact>();
  for (const row of rows) {
    const key = keyOf(row);
    const before = changed.get(key) ?? known.get(key) ?? created.get(key);
    const { customerId, name } = row;
    const after: WrittenContact = {
      contactId: before?.contactId ?? derivedId(runMs, `contact ${key}`), customerId, name, email: row.email ?? before?.email ?? null, phone: row.phone ?? before?.phone ?? null,
      role: row.role ?? before?.role ?? 'billing', language: row.language ?? before?.language ?? null,
    };
    if (!known.has(key)) created.set(key, after);
    else if (before !== undefined && (after.name !== before.name || after.email !== before.email || after.phone !== before.phone || after.role !== before.role || after.language !== before.language)) changed.set(key, after);
  }
  return { created: [...created.values()], changed: [...changed.values()] };
}
