// Documents as PDF: an issued one is set once and its bytes are kept for ever; a draft is set anew each time, marked as such.

import type { LocalDate } from '#kernel/local-date.ts';
import { invariant } from '#kernel/invariant.ts';
import { refuse } from '#kernel/refusal.ts';
import { command } from '#platform/command.ts';
import type { Context } from '#platform/context.ts';
import { inReadOnly } from '#platform/database/database.ts';
import type { Tx } from '#platform/database/transaction.ts';
import type { Platform } from '#platform/platform.ts';
import { findEntity } from '#platform/organisation-store.ts';
import { renderInvoiceData } from '#platform/typesetting/invoice-data.ts';
import { loadTaxFacts, registrationsIn, type Registration } from '#catalog/index.ts';
import { loadShipTos } from '#customers/index.ts';
import { findEntityVersion, linesOf, readSchedule, taxesOf } from './document-queries.ts';
import { partiesOf, requireDocument } from './document-view.ts';
import type { Draft, DraftInput } from './draft.ts';
import { buildDraft } from './draft-building.ts';
import { findDocumentFile, findShipTo, insertDocumentFile } from './document-file-store.ts';
import { presentInvoice, type Presented } from './present-invoice.ts';
import { taxInSellerCurrency } from './tax-in-seller-currency.ts';

export type RenderedDocument = { readonly fileId: string; readonly name: string; readonly bytes: Uint8Array };

/** The kept PDF, made first where there is none yet. Refuses document.draft and document.not_ours. */
export async function renderDocumentPdf(platform: Platform, ctx: Context, documentId: string): Promise<RenderedDocument> {
  const kept = await inReadOnly(platform.database, ctx, (tx) => readKept(platform, tx, documentId));
  if (kept !== null) return kept;
  const { presented, name } = await inReadOnly(platform.database, ctx, (tx) => loadPresented(tx, documentId));
  const bytes = await typeset(platform, presented);
  await keepPdf(platform, ctx, { documentId, name, bytes });
  const stored = await inReadOnly(platform.database, ctx, (tx) => readKept(platform, tx, documentId));
  invariant(stored !== null, `the PDF of ${documentId} was kept and is not there`);
  return stored;
}

async function readKept(platform: Platform, tx: Tx, documentId: string): Promise<RenderedDocument | null> {
  const fileId = await findDocumentFile(tx, documentId, 'pdf');
  if (fileId === null) return null;
  const { row, bytes } = await platform.files.read(tx, fileId);
  return { fileId, name: row.name, bytes };
}

/** Of two who set the same document at once the first one's bytes stay. */
export async function keepPdf(platform: Platform, ctx: Context, pdf: { documentId: string; name: string; bytes: Uint8Array }): Promise<void> {
  const { documentId } = pdf;
  await command(platform.database, ctx, { name: 'document.keep_pdf', permission: 'invoice.read', key: `pdf ${documentId}`, input: { documentId } }, async (tx, inner) => {
    const file = await platform.files.keep(tx, inner, { name: pdf.name, mediaType: 'application/pdf', bytes: pdf.bytes });
    await insertDocumentFile(tx, { documentId, kind: 'pdf', fileId: file.fileId, now: inner.now });
    tx.audit({ subjectKind: 'document', subjectId: documentId, after: { pdf: file.fileId, sha256: file.sha256.toString('hex') } });
    return { fileId: file.fileId };
  });
}

export async function typeset(platform: Platform, presented: Presented): Promise<Uint8Array> {
  const { data, files } = renderInvoiceData(presentInvoice(presented));
  return (await platform.typesetter()).render('invoice', data, files);
}

/** Everything that an issued document says, as it was when it was issued. */
export async function loadPresented(tx: Tx, documentId: string): Promise<{ presented: Presented; name: string }> {
  const row = await requireDocument(tx, documentId);
  if (row.status !== 'issued' || row.number === null || row.issuedOn === null) refuse('document.draft', 'only an issued document has a PDF that is kept');
  if (row.source === 'opening') refuse('document.not_ours', `${row.number} was issued by the earlier system`);
  const { customer, seller } = await partiesOf(tx, row);
  const references = row.referencesNumber === null || row.referencesKind === null || row.referencesIssuedOn === null ? null : { kind: row.referencesKind, number: row.referencesNumber, issuedOn: row.referencesIssuedOn };
  const schedule = row.schedule === null ? null : readSchedule(row.schedule);
  const document = { ...row, issuedOn: row.issuedOn, references, schedule };
  const taxes = await taxesOf(tx, documentId);
  const presented = {
    document, lines: await linesOf(tx, documentId), taxes, seller,
    registrations: await registrationsOf(tx, row.entityId, taxes, row.taxPointOn ?? row.issuedOn), customer, shipTo: row.shipToCode === null ? null : await findShipTo(tx, row.customerId, row.shipToCode, row.issuedAt ?? row.recordedAt),
    taxInOtherCurrency: await taxInSellerCurrency(tx, { entityId: row.entityId, country: seller.country, currency: row.currency, taxMinor: row.taxMinor, on: row.taxPointOn ?? row.issuedOn }),
  };
  return { presented, name: `${row.number.replaceAll(/[^A-Za-z0-9._-]/g, '-')}.pdf` };
}

/** The seller's registrations for the tax on a document, and the one at home, which also an exemption rests on. */
async function registrationsOf(tx: Tx, entityId: number, taxes: readonly { readonly jurisdiction: string }[], on: LocalDate): Promise<readonly Registration[]> {
  const { seller } = await loadTaxFacts(tx, entityId, []);
  return registrationsIn(seller.registrations, [seller.country, ...taxes.map((tax) => tax.jurisdiction)], on);
}

/** A draft as it would look, without a number and across it that it is a draft. */
export async function previewPdf(platform: Platform, ctx: Context, readInput: (tx: Tx) => Promise<DraftInput>): Promise<Uint8Array> {
  const presented = await inReadOnly(platform.database, ctx, async (tx) => presentDraft(tx, await buildDraft(tx, await readInput(tx))));
  return typeset(platform, presented);
}

/** What a draft would say on paper. */
export async function presentDraft(tx: Tx, draft: Draft & { entityVersion: number }): Promise<Presented> {
  const { input, customer, currency, totals, schedule } = draft;
  const seller = await findEntityVersion(tx, input.entityId, draft.entityVersion);
  invariant(seller !== null && (await findEntity(tx, input.entityId)) !== null, `the entity ${input.entityId} vanished`);
  const original = input.referencesDocumentId === null || input.referencesDocumentId === undefined ? null : await requireDocument(tx, input.referencesDocumentId);
  const dates = draft.lines.map((line) => line.serviceOn).sort();
  const shipTo = ((await loadShipTos(tx, [customer.customerId])).get(customer.customerId) ?? []).find((place) => place.code === input.shipToCode) ?? null;
  return {
    document: {
      kind: input.kind, number: null, currency, issuedOn: input.issuedOn, dueOn: schedule.dueOn, taxPointOn: null, serviceFrom: dates[0] ?? null, serviceTo: dates.at(-1) ?? null, orderReference: input.orderNumber ?? null,
      customerPo: input.customerPo ?? null, reason: input.reason ?? null, note: input.note ?? null, schedule, netMinor: totals.netMinor, taxMinor: totals.taxMinor, totalMinor: totals.totalMinor,
      references: original === null || original.number === null || original.issuedOn === null ? null : { kind: original.kind, number: original.number, issuedOn: original.issuedOn },
    },
    lines: draft.lines.map((line) => ({ ...line, sku: line.product, orderReference: input.orderNumber ?? null, deliveryReference: null })), taxes: totals.groups, seller,
    registrations: await registrationsOf(tx, input.entityId, totals.groups, input.issuedOn), customer, shipTo,
    taxInOtherCurrency: await taxInSellerCurrency(tx, { entityId: input.entityId, country: seller.country, currency, taxMinor: totals.taxMinor, on: input.issuedOn }),
  };
}
