// Takes what a report shows as a file, CSV or workbook. A refusal is shown here instead of being saved as a file.
import { Download } from 'lucide-react';
import { useState } from 'react';

import { withQuery, type QueryParams } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { Menu, MenuItem } from '../../kit/menu.tsx';
import { showProblem, showToast } from '../../kit/toast-store.ts';

type ExportMenuProps = { readonly path: string; readonly params: QueryParams; readonly small?: boolean };

export function ExportMenu({ path, params, small = false }: ExportMenuProps) {
  const [isBusy, setBusy] = useState(false);
  const take = (format: 'csv' | 'xlsx') => {
    setBusy(true);
    void saveFile(withQuery(path, { ...params, format }), `report.${format}`).catch(showProblem).finally(() => setBusy(false));
  };
  useKeys([{ keys: 'Mod+e', label: 'Export as a workbook', group: 'Report', run: () => take('xlsx') }]);
  return (
    <Menu align="end" trigger={<Button small={small} icon={Download} busy={isBusy}>Export</Button>}>
      <MenuItem keys="Mod+e" onSelect={() => take('xlsx')}>Workbook (.xlsx)</MenuItem>
      <MenuItem onSelect={() => take('csv')}>CSV</MenuItem>
    </Menu>
  );
}

export async function saveFile(address: string, fallbackName: string): Promise<void> {
  const response = await fetch(address, { credentials: 'same-origin' });
  if (!response.ok) throw await problemOf(response);
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? fallbackName;
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
  showToast(`${name} is saved`);
}
