// Postings as debit, credit and amount, with the accounts by number and name. Reversed ones are what a void would post.
import { useMay } from '../../api/session.ts';
import type { WirePage } from '../../api/types.ts';
import { useRecord } from '../../api/use-record.ts';
import { MoneyText } from '../../kit/money-text.tsx';
import type { Posting } from './invoice-wire.ts';

type PostingTableProps = { readonly postings: readonly Posting[]; readonly entityId: number };

type Account = { readonly code: string; readonly name: string };

export function PostingTable({ postings, entityId }: PostingTableProps) {
  const mayRead = useMay('ledger.read');
  const accounts = useRecord<WirePage<Account>>(mayRead ? `/v1/entities/${entityId}/accounts` : undefined);
  const nameOf = (code: string) => {
    const name = accounts.data?.items.find((account) => account.code === code)?.name;
    return <>{code} {name && <span className="text-ink-2">{name}</span>}</>;
  };
  return (
    <table className="panel-table">
      <thead><tr><th scope="col">Debit</th><th scope="col">Credit</th><th scope="col" className="text-end!">Amount</th></tr></thead>
      <tbody>
        {postings.map((posting) => (
          <tr key={`${posting.entry_id} ${posting.line}`}>
            <td>{nameOf(posting.debit_code)}</td>
            <td>{nameOf(posting.credit_code)}</td>
            <td className="text-end"><MoneyText money={posting.amount} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The postings that undo these: the same amounts the other way round. */
export function reversedPostings(postings: readonly Posting[]): Posting[] {
  return postings.map((posting) => ({ ...posting, debit_code: posting.credit_code, credit_code: posting.debit_code }));
}
