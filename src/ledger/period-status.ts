// The two states of a month of the books.

export type PeriodStatus = 'open' | 'closed';
