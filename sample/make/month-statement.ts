// A month of one bank account, before it is written in the format of its bank.
import type { AccountName, accounts } from './company.ts';
import type { Paid } from './payments.ts';

export type MonthStatement = {
  readonly account: (typeof accounts)[AccountName];
  readonly sequence: number;
  readonly from: string;
  readonly to: string;
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  readonly lines: readonly Paid[];
};
