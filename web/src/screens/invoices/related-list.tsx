// Credit and debit notes of a document, and the document it refers to.
import { Link } from '@tanstack/react-router';

import { formatDate } from '../../format/date.ts';
import { MoneyText } from '../../kit/money-text.tsx';
import { documentName, kindWord, type RelatedDocument } from './invoice-wire.ts';

export function RelatedList({ related }: { readonly related: readonly RelatedDocument[] }) {
  return (
    <ul className="grid gap-2">
      {related.map((other) => (
        <li key={other.document_id} className="flex items-baseline justify-between gap-3">
          <span className="min-w-0">
            <Link to={`/invoices/${other.document_id}` as never} className="font-medium text-accent hover:underline">{documentName(other)}</Link>
            <span className="text-minor text-ink-3"> {kindWord(other.kind)}{other.issued_on && `, ${formatDate(other.issued_on)}`}</span>
            {other.reason && <span className="block truncate text-minor text-ink-2" title={other.reason}>{other.reason}</span>}
          </span>
          <MoneyText money={other.total} />
        </li>
      ))}
    </ul>
  );
}
