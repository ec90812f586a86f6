// Invoices and statements as they leave the house: pages, PDF/A, the text on them, and what a hostile text can do.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { renderInvoiceData } from './invoice-data.ts';
import { renderStatementData } from './statement-data.ts';
import { sampleInvoice, sampleLines, sampleStatement } from './testing/sample-documents.ts';
import { readPdf } from './testing/read-pdf.ts';
import { createTypesetter } from './typesetter.ts';
import type { DocumentFiles } from './document-data.ts';
import type { InvoicePresentation, StatementPresentation } from './presentation.ts';
import type { Pdf } from './testing/read-pdf.ts';

const typesetter = createTypesetter({ workers: 2 });
after(() => typesetter.close());

async function setInvoice(presentation: InvoicePresentation, files: DocumentFiles = {}): Promise<Pdf> {
  const { data, files: shadow } = renderInvoiceData(presentation, files);
  return readPdf(await typesetter.render('invoice', data, shadow));
}

async function setStatement(presentation: StatementPresentation): Promise<Pdf> {
  const { data, files } = renderStatementData(presentation);
  return readPdf(await typesetter.render('statement', data, files));
}

const wholeText = (pdf: Pdf): string => pdf.pages.map(({ text }) => text).join('\n').replaceAll('\u{200B}', '');

test('an invoice is a tagged PDF/A-3a with its fonts inside', async () => {
  const pdf = await setInvoice(sampleInvoice(6));
  assert.ok(pdf.raw.startsWith('%PDF-1.7\n') && pdf.raw.trimEnd().endsWith('%%EOF'));
  assert.match(pdf.metadata, /<pdfaid:part>3<\/pdfaid:part><pdfaid:conformance>A<\/pdfaid:conformance>/);
  assert.match(pdf.metadata, /<rdf:li xml:lang="x-default">Invoice INV-2026-004217<\/rdf:li>/);
  for (const part of ['/OutputIntents', '/StructTreeRoot', '/GTS_PDFA1', '/FontFile2']) assert.ok(pdf.has(part) || pdf.raw.includes(part), part);
  assert.match(pdf.raw, /\/MarkInfo <<\s*\/Marked true/);
  assert.match(pdf.raw, /\/Lang \(en\)/);
  assert.deepEqual(pdf.fontNames.map((name) => name.replace(/^[A-Z]{6}\+/, '')).sort(), ['Inter-Regular', 'Inter-SemiBold']);
  assert.equal(pdf.countOf('H1'), 1);
  assert.equal(pdf.countOf('Table'), 2);
  assert.equal(pdf.countOf('Figure'), 1);
  assert.deepEqual(pdf.alternatives, ['Code for a bank transfer of EUR 3,076.65 to Nordlicht Werkzeughandel GmbH']);
});

test('an invoice of one page says everything that was given', async () => {
  const text = wholeText(await setInvoice(sampleInvoice(6)));
  for (const part of [
    'Nordlicht Werkzeughandel GmbH', 'Atelier Méridien SARL', 'Invoice\nINV-2026-004217', '16 Nov 2026', '3–14 Nov 2026', '16 Dec 2026', '10482', 'PO-77120 / 2026', 'FR 40 303265045',
    'CL-3300-B', 'Serial no. 8841-20B', '12.5%', '1,154.30', '2,458.86', '467.18', 'EUR 3,076.65', 'Please pay by 16 Dec 2026.',
    '2% discount (EUR 61.53) if paid by 26 Nov 2026: pay EUR 3,015.12.', 'DE89 3704 0044 0532 0130 00', 'Goods remain our property', 'Page 1 of 1', 'HRB 20481', 'DE 812 345 678',
  ]) assert.ok(text.includes(part), part);
});

test('sixty lines take several pages: each repeats the headings, says its number, and carries the sum over', async () => {
  const pdf = await setInvoice(sampleInvoice(60));
  const count = pdf.pages.length;
  assert.ok(count >= 3, `${count} pages`);
  for (const [index, { text }] of pdf.pages.entries()) assert.ok(text.includes(`Page ${index + 1} of ${count}`));
  const rowPages = pdf.pages.filter(({ lines }) => lines.some((line) => line.startsWith('Hex key set')));
  assert.ok(rowPages.length >= 3);
  const amountAfter = (page: number, label: string): string => rowPages[page]?.lines[(rowPages[page]?.lines.indexOf(label) ?? 0) + 1] ?? '';
  for (const [index, { lines }] of rowPages.entries()) {
    assert.ok(lines.includes('Unit price'));
    assert.equal(lines.includes('Carried forward'), index + 1 < rowPages.length);
    assert.equal(lines.includes('Brought forward'), index > 0);
    if (index > 0) assert.equal(amountAfter(index, 'Brought forward'), amountAfter(index - 1, 'Carried forward'));
  }
  assert.match(amountAfter(0, 'Carried forward'), /^[\d,]+\.\d\d$/);
  const positions = pdf.pages.flatMap(({ lines }) => lines).filter((line) => /Hex key set/.test(line)).length;
  assert.equal(positions, 10);
});

test('the same document gives the same bytes, on whichever worker', async () => {
  const { data } = renderInvoiceData(sampleInvoice(30));
  const copies = await Promise.all(Array.from({ length: 6 }, () => typesetter.render('invoice', data)));
  for (const copy of copies) assert.ok(Buffer.from(copy).equals(Buffer.from(copies[0] ?? [])));
  const other = await typesetter.render('invoice', renderInvoiceData(sampleInvoice(30, { customerNumber: '10483' })).data);
  assert.ok(!Buffer.from(other).equals(Buffer.from(copies[0] ?? [])));
});

test('a text that looks like markup is printed as it stands, wherever it comes from', async () => {
  const attack = '#read("/etc/passwd") $x^2$ *b* <l> #{panic()} @ref \\u{41} {page}';
  const [line] = sampleLines(1);
  assert.ok(line !== undefined);
  const pdf = await setInvoice(sampleInvoice(1, {
    customer: { name: attack, addressLines: [attack] }, notes: [attack], introduction: attack, reason: attack, orderReference: attack,
    lines: [{ ...line, description: attack, details: [attack], section: attack, unit: '#u' }],
    payment: { payee: 'P', reference: attack.slice(0, 20), iban: 'DE89370400440532013000' },
  }));
  const text = wholeText(pdf).replaceAll('\n', ' ').replace(/ +/g, ' ');
  assert.ok(text.split('#read("/etc/passwd") $x^2$ *b* <l> #{panic()} @ref \\u{41} {page}').length > 5, text.slice(0, 2000));
  assert.ok(!text.includes('root:'));
});

test('signs that PDF/A forbids or no font has cannot stop a document', async () => {
  const name = 'A\u{0}B\u{7}C\u{FEFF}D\u{E000}E\u{D800}F 株式会社 😀 e\u{301} \u{202E}x\u{202C} שלום';
  const pdf = await setInvoice(sampleInvoice(1, { customer: { name, addressLines: ['x'.repeat(400), 'y\n'.repeat(30)] } }));
  const text = wholeText(pdf);
  assert.ok(text.includes('ABCDE□F'), 'forbidden signs are left out');
  assert.ok(text.includes('□□□□'), 'what no font has is a square');
  assert.ok(text.includes('é'));
  assert.match(pdf.metadata, /pdfaid:part>3/);
});

test('an Arabic name is set from right to left in its own font', async () => {
  const pdf = await setInvoice(sampleInvoice(1, { customer: { name: 'شركة النور للتجارة', addressLines: ['شارع الملك فهد 12', 'Riyadh'] } }));
  assert.ok(pdf.fontNames.some((name) => name.includes('NotoSansArabic')));
  // The first letter of the name is drawn last, that is rightmost.
  const drawn = pdf.pages[0]?.lines.filter((line) => /\p{Script=Arabic}/u.test(line)) ?? [];
  assert.ok(drawn.length > 0 && !drawn[0]?.startsWith('ش'));
});

test('a text of thousands of words goes over pages instead of off them', async () => {
  const [line] = sampleLines(1);
  assert.ok(line !== undefined);
  const description = Array.from({ length: 3000 }, (_, index) => `word${index}`).join(' ');
  const pdf = await setInvoice(sampleInvoice(1, { lines: [{ ...line, description }] }));
  assert.ok(pdf.pages.length > 2);
  assert.ok(wholeText(pdf).includes('word2999'));
});

test('a draft says on every page that it is none, and has nothing to scan', async () => {
  const { number: _, ...draft } = sampleInvoice(40, { draft: true });
  const pdf = await setInvoice(draft);
  assert.ok(pdf.pages.length > 1);
  for (const { text } of pdf.pages) assert.ok(text.includes('DRAFT – not an invoice'));
  assert.equal(pdf.countOf('Figure'), 0);
  assert.ok(!wholeText(await setInvoice(sampleInvoice(2))).includes('DRAFT'));
});

test('a credit note names what it corrects and why, and asks for no money', async () => {
  const pdf = await setInvoice(sampleInvoice(2, {
    kind: 'credit-note', language: 'de', number: 'CN-9', original: { kind: 'invoice', number: 'INV-7', issueDate: '2026-10-01' }, reason: 'Falscher Preis',
  }));
  const text = wholeText(pdf);
  for (const part of ['Rechnungskorrektur', 'Bezieht sich auf Rechnung INV-7 vom 01.10.2026.', 'Grund: Falscher Preis', 'Gutgeschriebener Betrag']) assert.ok(text.includes(part), part);
  for (const part of ['IBAN', 'Fällig am', 'Bitte zahlen']) assert.ok(!text.includes(part), part);
});

test('reverse charge and other reasons for no tax are printed with their group', async () => {
  const reason = 'Reverse charge: VAT is due from the recipient (Directive 2006/112/EC, article 196).';
  const text = wholeText(await setInvoice(sampleInvoice(2, { taxGroups: [{ code: 'AE', ratePercent: '0', basis: '100.00', tax: '0.00', reason }] })));
  assert.ok(text.replaceAll('\n', '').includes(reason));
});

test('a logo and an attached e-invoice travel in the file', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><rect width="30" height="10" fill="#225"/></svg>';
  const xml = Buffer.from('<Invoice>é</Invoice>');
  const pdf = await setInvoice(sampleInvoice(1), {
    logo: { format: 'svg', bytes: Buffer.from(svg) },
    attachments: [{ name: 'factur-x.xml', mediaType: 'text/xml', relationship: 'alternative', description: 'E-invoice', bytes: xml }],
  });
  assert.ok(pdf.alternatives.includes('Logo of Nordlicht Werkzeughandel GmbH'));
  assert.match(pdf.raw, /\/AFRelationship \/Alternative/);
  assert.ok(pdf.raw.includes('factur-x.xml'));
});

test('US letter and A4 have their sizes', async () => {
  const sizes = await Promise.all((['a4', 'us-letter'] as const).map(async (page) => /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec((await setInvoice(sampleInvoice(1, { page }))).raw)?.slice(1)));
  assert.deepEqual(sizes.map((size) => size?.map((side) => Math.round(Number(side)))), [[595, 842], [612, 792]]);
});

test('a statement of open items has ages, credits apart, the balance, and a slip with every item', async () => {
  const presentation = sampleStatement(8, 'open-item');
  const pdf = await setStatement(presentation);
  const text = wholeText(pdf);
  for (const part of ['Statement of account', 'Open items', 'Not due', '61–90 days', 'Over 90 days', 'Payments and credits not yet applied', 'REC-7391', 'Remittance advice', 'Days late']) assert.ok(text.includes(part), part);
  for (const { document } of presentation.remittanceItems) assert.equal(text.split(document).length, 3, `${document} in the list and on the slip`);
  assert.match(pdf.metadata, /<pdfaid:part>3</);
  assert.equal(pdf.alternatives.length, 1);
});

test('a statement of activity goes from the opening to the closing balance over its pages', async () => {
  const pdf = await setStatement(sampleStatement(60, 'activity', { language: 'fr' }));
  assert.ok(pdf.pages.length >= 2);
  const text = wholeText(pdf);
  for (const part of ['Relevé de compte', 'Solde d’ouverture', '1 250,50', 'Solde de clôture', 'À reporter', 'Report', 'Page 2 sur']) assert.ok(text.includes(part), part);
});

test('a statement of a hundred items has the slip on pages of its own', async () => {
  const pdf = await setStatement(sampleStatement(100, 'open-item'));
  const slips = pdf.pages.filter(({ text }) => text.includes('Remittance advice'));
  assert.equal(slips.length, 2);
});

test('a customer in credit is asked for nothing', async () => {
  const text = wholeText(await setStatement(sampleStatement(0, 'activity', { balanceDue: '-500.00', closingBalance: '0.00' })));
  assert.ok(text.includes('Credit balance') && text.includes('There was no activity in this period.'));
  assert.ok(!text.includes('Remittance advice') && !text.includes('IBAN'));
});
