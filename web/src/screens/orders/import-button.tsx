// Leads to the import wizard for one kind of evidence.
import { useNavigate } from '@tanstack/react-router';
import { FileUp } from 'lucide-react';

import { useMay } from '../../api/session.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { useAsOf } from '../../shell/use-as-of.ts';

export function ImportButton({ kind }: { readonly kind: 'orders' | 'deliveries' }) {
  const navigate = useNavigate();
  const { isLookBack } = useAsOf();
  const may = useMay('import.run') && !isLookBack;
  const go = () => void navigate({ to: '/imports', search: { kind } as never });
  useKeys([{ keys: 'c', label: `Import ${kind}`, group: 'Orders & deliveries', run: go }], may);
  return may && <Button look="primary" icon={FileUp} keys="c" onClick={go}>Import {kind}</Button>;
}
