// What a document did to the books: the entry of its issue, and everything that was applied to it afterwards.
import { formatDate } from '../../format/date.ts';
import { isNegativeAmount } from '../../format/money.ts';
import { sentence } from '../../format/sentence.ts';
import { MoneyText } from '../../kit/money-text.tsx';
import type { Application, DocumentRecord, Posting } from './invoice-wire.ts';
import { PostingTable } from './posting-table.tsx';

const eventWords: Readonly<Record<string, string>> = {
  'invoice.issued': 'Issued', 'invoice.voided': 'Voided', 'credit_note.issued': 'Issued', 'debit_note.issued': 'Issued', 'credit_note.offset': 'Credit note applied',
  'cash.applied': 'Payment applied', 'cash.unapplied': 'Payment taken back',
};

export function eventWord(event: string): string {
  const plain = event.split('.').at(-1)?.replaceAll('_', ' ') ?? event;
  return eventWords[event] ?? sentence(plain);
}

export function DocumentLedger({ document }: { readonly document: DocumentRecord }) {
  const entries = entriesOf(document.postings ?? []);
  return (
    <div className="grid gap-5 px-4 py-3">
      {entries.map(([first, ...rest]) => (
        <section key={first.entry_id} aria-label={eventWord(first.event)}>
          <h2 className="mb-1 font-semibold">{eventWord(first.event)} <span className="font-normal text-ink-3">{formatDate(first.posted_on)}</span></h2>
          <PostingTable postings={[first, ...rest]} entityId={document.entity_id} />
        </section>
      ))}
      {entries.length === 0 && <p className="text-ink-2">This document has no amount, so it posted nothing.</p>}
      {document.applications.length > 0 && <Applications applications={document.applications} document={document} />}
    </div>
  );
}

function entriesOf(postings: readonly Posting[]): (readonly [Posting, ...Posting[]])[] {
  return [...Map.groupBy(postings, (posting) => posting.entry_id).values()].flatMap(([first, ...rest]) => (first ? [[first, ...rest] as const] : []));
}

function Applications({ applications, document }: { readonly applications: readonly Application[]; readonly document: DocumentRecord }) {
  return (
    <section aria-label="Applied">
      <h2 className="mb-1 font-semibold">Applied to it</h2>
      <table className="panel-table">
        <thead>
          <tr><th scope="col">Day</th><th scope="col">What</th><th scope="col">From</th><th scope="col">Against</th><th scope="col" className="text-end!">Amount</th></tr>
        </thead>
        <tbody>
          {applications.map((application, index) => (
            <tr key={`${application.entry_id} ${index}`}>
              <td>{formatDate(application.posted_on)}</td>
              <td>{eventWord(application.event)}</td>
              <td>{application.source_number ?? '–'}</td>
              <td>{application.account}</td>
              <td className={`text-end ${isNegativeAmount(application.amount.amount) ? 'text-warn' : ''}`}><MoneyText money={application.amount} /></td>
            </tr>
          ))}
        </tbody>
        {document.open && <tfoot><tr><th scope="row" colSpan={4}>Open</th><td className="text-end"><MoneyText money={document.open} /></td></tr></tfoot>}
      </table>
    </section>
  );
}
