// Bank lines that are nobody's payment: charges, interest, transfers between own accounts. Each can be made a receipt after all.
import type { ReactNode } from 'react';

import { BankLines } from '../bank-statements/bank-lines.tsx';

const filter = { status: 'not_a_receipt' };

export function OtherLines({ tabs }: { readonly tabs: ReactNode }) {
  return <BankLines filter={filter} tabs={tabs} emptyTitle="Every line of the bank is a receipt" />;
}
