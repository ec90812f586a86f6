// What the credit note would come to and what it would lower: asked of the server as a dry run while the person chooses.
import { keepPreviousData, useQuery } from '@tanstack/react-query';

import { send } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSettled } from '../../app/use-settled.ts';
import { isZeroAmount, subtractAmounts } from '../../format/money.ts';
import { fullSentence } from '../../format/sentence.ts';
import { MoneyText } from '../../kit/money-text.tsx';
import type { CreditBody, CreditedAnswer } from './credit-choice.ts';
import { documentName, type DocumentRecord } from './invoice-wire.ts';

type CreditEffectProps = { readonly document: DocumentRecord; readonly body: CreditBody; readonly isChosen: boolean };

const typingMs = 300;

export function CreditEffect({ document, body, isChosen }: CreditEffectProps) {
  // The reason is not part of the question, so that typing it asks nothing.
  const question = JSON.stringify({ ...body, reason: 'What it would come to' });
  const asked = useSettled(question, typingMs);
  const path = `/v1/invoices/${document.document_id}/credit`;
  const trial = useQuery({
    queryKey: [path, 'trial', asked],
    // For a moment the settled question may still be the one in which nothing was ticked.
    enabled: isChosen && (JSON.parse(asked) as CreditBody).lines?.length !== 0,
    queryFn: ({ signal }) => send<CreditedAnswer>('POST', path, JSON.parse(asked), { dryRun: true, signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
    retry: false,
  });
  if (!isChosen) return <p className="rounded-control bg-sunken p-3 text-ink-2">Nothing is ticked yet.</p>;
  if (trial.error) return <p role="alert" className="rounded-control bg-bad-soft p-3 text-bad">{fullSentence(asProblem(trial.error).message)}</p>;
  if (!trial.data) return <p className="rounded-control bg-sunken p-3 text-ink-2">Working it out…</p>;
  const { total, offset } = trial.data;
  const rest = { ...total, amount: subtractAmounts(total.amount, offset.amount) };
  return (
    <div role="status" className={`rounded-control bg-sunken p-3 ${asked === question && !trial.isPlaceholderData ? '' : 'opacity-60'}`}>
      <p>The credit note comes to <MoneyText money={total} className="font-semibold" /> with tax.</p>
      <p className="text-ink-2">
        {isZeroAmount(offset.amount) ? `Nothing is open on ${documentName(document)}.` : <><MoneyText money={offset} /> lowers what is open on {documentName(document)}.</>}
        {!isZeroAmount(rest.amount) && <> <MoneyText money={rest} /> stays as the customer’s credit.</>}
      </p>
    </div>
  );
}
