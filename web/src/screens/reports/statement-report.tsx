// Statement of account of one customer: the document as it is sent, and as a file.
import { Download, FileText } from 'lucide-react';

import { withQuery } from '../../api/client.ts';
import { useAddressText } from '../../app/address.ts';
import { Button } from '../../kit/button.tsx';
import { EmptyState } from '../../kit/empty-state.tsx';
import { showProblem } from '../../kit/toast-store.ts';
import { AsOfControl } from '../../shell/as-of.tsx';
import { useAsOf } from '../../shell/use-as-of.ts';
import { CustomerChoice, useReportCustomer } from './customer-choice.tsx';
import { saveFile } from './export-menu.tsx';
import { ReportFrame } from './report-frame.tsx';

export function StatementReport() {
  const asOf = useAsOf();
  const [customerId, setCustomerId] = useAddressText('customer');
  const customer = useReportCustomer(customerId);
  const pdf = customer && withQuery(`/v1/customers/${customer.id}/statement.pdf`, { as_of: asOf.param });
  return (
    <ReportFrame
      id="statement"
      beside={<><CustomerChoice customer={customer} onCustomer={setCustomerId} /><AsOfControl asOf={asOf} /></>}
      actions={pdf && <Button icon={Download} onClick={() => void saveFile(pdf, `statement-${customer.number}.pdf`).catch(showProblem)}>PDF</Button>}
    >
      {pdf
        ? <iframe title={`Statement of ${customer.name}`} src={pdf} className="min-h-0 w-full grow border-0 bg-sunken" />
        : <EmptyState icon={FileText} title="Whose statement?">Choose a customer above.</EmptyState>}
    </ReportFrame>
  );
}
