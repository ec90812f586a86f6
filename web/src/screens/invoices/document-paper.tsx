// The document as the customer has it: its PDF in a frame of the same origin, or the way to it where the browser shows none.
import { FileText } from 'lucide-react';

import { EmptyState } from '../../kit/empty-state.tsx';
import { buttonClass } from '../../kit/button.tsx';
import { documentName, type DocumentRow } from './invoice-wire.ts';

export function DocumentPaper({ document }: { readonly document: DocumentRow }) {
  const address = `/v1/invoices/${document.document_id}/pdf`;
  // False in browsers that save a PDF instead of showing it: a frame would then start a download by itself.
  if (!navigator.pdfViewerEnabled) {
    return (
      <div className="grow bg-sunken">
        <EmptyState icon={FileText} title="This browser shows no PDF inside a page" action={<a href={address} target="_blank" rel="noreferrer" className={buttonClass()}>Open the PDF</a>}>
          It opens in a window of its own, or is saved.
        </EmptyState>
      </div>
    );
  }
  return <iframe key={address} src={`${address}#toolbar=0&navpanes=0&view=FitH`} title={`PDF of ${documentName(document)}`} className="min-h-0 grow bg-sunken" />;
}
