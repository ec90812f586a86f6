// What a screen tells a grid.
import type { ReactNode } from 'react';

import type { ListState } from '../api/use-list.ts';
import type { GridColumn } from './columns.ts';
import type { SelectionState } from './use-selection.ts';

export type DataGridProps<Row, Totals> = {
  /** Names the grid in the preferences: 'customers'. */
  readonly name: string;
  /** Spoken name: 'Customers'. */
  readonly label: string;
  readonly columns: readonly GridColumn<Row, Totals>[];
  readonly list: ListState<Row, Totals>;
  readonly rowId: (row: Row) => string;
  readonly rowName: (row: Row) => string;
  readonly sort?: string;
  readonly onSort?: (sort: string | undefined) => void;
  readonly activeId: string | undefined;
  readonly onActive: (id: string) => void;
  readonly onOpen?: (row: Row) => void;
  readonly onOpenPage?: (row: Row) => void;
  readonly onEscape?: () => void;
  readonly selection?: SelectionState<Row>;
  /** Rows done a moment ago: they stay, ticked and pale, while they can be undone. */
  readonly marks?: ReadonlySet<string>;
  readonly empty: ReactNode;
  readonly hasFoot?: boolean;
  /** Floats above the foot while rows are chosen. */
  readonly bulkBar?: ReactNode;
};
