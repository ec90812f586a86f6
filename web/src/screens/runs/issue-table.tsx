// What was refused, row by row: where, what stood there, why, and what to do.
import { Link } from '@tanstack/react-router';

import { formatCount } from '../../format/money.ts';
import { sentence } from '../../format/sentence.ts';
import type { RowIssue } from '../imports/import-wire.ts';

type IssueTableProps = {
  readonly issues: readonly RowIssue[];
  /** Titles of fields by their key, where they are known. */
  readonly titles?: ReadonlyMap<string, string>;
};

export function IssueTable({ issues, titles }: IssueTableProps) {
  const hasRows = issues.some((issue) => issue.row_number !== null);
  return (
    <div tabIndex={0} role="group" aria-label="Reasons" className="max-h-[480px] overflow-auto rounded-panel border border-line bg-surface">
      <table className="panel-table">
        <thead className="sticky top-0 bg-surface">
          <tr>{hasRows && <th scope="col" className="pr-4! pl-4! text-end!">Row</th>}<th scope="col" className="first:pl-4!">Field</th><th scope="col">Value</th><th scope="col">Why</th><th scope="col" className="pr-4!">What to do</th></tr>
        </thead>
        <tbody>
          {issues.map((issue, index) => (
            <tr key={index} className="align-top [&>td]:py-2! [&>td]:pr-4!">
              {hasRows && <td className="pr-4! pl-4! text-end">{issue.row_number === null ? '–' : formatCount(issue.row_number)}</td>}
              <td className="font-medium first:pl-4!">{(issue.field && titles?.get(issue.field)) ?? issue.field ?? '–'}</td>
              <td className="max-w-48 truncate" title={issue.value ?? undefined}><IssueValue issue={issue} /></td>
              <td className="min-w-48 whitespace-normal!">{sentence(issue.reason)}</td>
              <td className="min-w-48 pr-4! whitespace-normal! text-ink-2">{issue.fix}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function IssueValue({ issue: { value, source_row: source } }: { readonly issue: RowIssue }) {
  if (value === null || value === '') return <span className="text-ink-3">empty</span>;
  if (source?.document_id === undefined) return value;
  return <Link to={`/invoices/${source.document_id}` as never} className="font-medium text-accent hover:underline">{value}</Link>;
}
