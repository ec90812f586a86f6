// Chooses the columns of a grid; the choice is kept on this device.
import { Columns3 } from 'lucide-react';

import { setPreferences, usePreferences } from '../app/preferences.ts';
import { Button } from '../kit/button.tsx';
import { Menu, MenuCheck, MenuGroup, MenuItem, MenuLine } from '../kit/menu.tsx';
import { initiallyHidden, type GridColumn } from './columns.ts';

type ColumnMenuProps<Row, Totals> = {
  readonly name: string;
  readonly columns: readonly GridColumn<Row, Totals>[];
};

export function ColumnMenu<Row, Totals>({ name, columns }: ColumnMenuProps<Row, Totals>) {
  const { hiddenColumns } = usePreferences();
  const hidden = hiddenColumns[name] ?? initiallyHidden(columns);
  const setHidden = (next: readonly string[]) => setPreferences({ hiddenColumns: { ...hiddenColumns, [name]: next } });
  return (
    <Menu trigger={<Button small icon={Columns3}>Columns</Button>}>
      <MenuGroup label="Columns">
        {columns.filter((column) => !column.isAnchor).map((column) => (
          <MenuCheck
            key={column.id}
            checked={!hidden.includes(column.id)}
            onChecked={(shown) => setHidden(shown ? hidden.filter((id) => id !== column.id) : [...hidden, column.id])}
          >
            {column.header}
          </MenuCheck>
        ))}
      </MenuGroup>
      <MenuLine />
      <MenuItem onSelect={() => setHidden(initiallyHidden(columns))}>Usual columns</MenuItem>
    </Menu>
  );
}
