// Leads to the import wizard for one kind of evidence.
import { useNavigate } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';

import { useMay } from '../../api/session.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';

export function ImportButton({ kind }: { readonly kind: 'orders' | 'deliveries' }) {
  const navigate = useNavigate();
  const may = useMay('import.run');
  const go = () => void navigate({ to: '/imports', search: { kind } as never });
  useKeys([{ keys: 'c', label: `Import ${kind}`, group: 'Orders & deliveries', run: go }], may);
  return may && <Button look="primary" icon={FileUp} keys="c" onClick={go}>Import {kind}</Button>;
}
