// Who did what to a document and why, from the audit trail.
import { useSession } from '../../api/session.ts';
import { formatInstant } from '../../format/date.ts';
import { sentence } from '../../format/sentence.ts';
import type { DocumentRecord } from './invoice-wire.ts';

const commandWords: Readonly<Record<string, string>> = {
  'invoice.save': 'Saved as a draft', 'invoice.issue': 'Issued', 'invoice.issue_many': 'Issued with others', 'invoice.credit': 'Credited', 'invoice.void': 'Voided', 'invoice.send': 'Sent',
  'bill.issue': 'Issued by a bill run', 'bill.returns': 'Credited by a bill run', 'document.keep_pdf': 'PDF kept', 'dispatch.attempt': 'Sending tried', 'dispatch.retry': 'Sent again',
};

export function commandWord(command: string): string {
  const plain = command.replaceAll(/[._]/g, ' ');
  return commandWords[command] ?? sentence(plain);
}

export function DocumentHistory({ document }: { readonly document: DocumentRecord }) {
  const { time_zone: timeZone } = useSession().company;
  return (
    <ol className="grid max-w-xl gap-3 px-4 py-3">
      {document.history.toReversed().map((step) => (
        <li key={step.sequence} className="border-l-2 border-line pl-3">
          <p><span className="font-medium">{commandWord(step.command)}</span> <span className="text-ink-2">by {step.actor_name}</span></p>
          {step.reason && <p className="break-words">{step.reason}</p>}
          <p className="text-minor text-ink-3">{formatInstant(step.recorded_at, timeZone)} · audit no {step.sequence}</p>
        </li>
      ))}
      {document.history.length === 0 && <li className="text-ink-2">Nothing is recorded.</li>}
    </ol>
  );
}
