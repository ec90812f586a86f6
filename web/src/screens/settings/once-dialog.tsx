// A secret that is shown only now: to copy, then gone.
import { Check, Copy } from 'lucide-react';
import { useState, type ReactNode } from 'react';

import { Button } from '../../kit/button.tsx';
import { Dialog } from '../../kit/dialog.tsx';
import { Field } from '../../kit/field.tsx';
import { Input } from '../../kit/input.tsx';

type OnceDialogProps = { readonly title: string; readonly text: string; readonly onClose: () => void; readonly children: ReactNode };

export function OnceDialog({ title, text, onClose, children }: OnceDialogProps) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => {
    // Outside https and localhost the browser gives no clipboard; the text can still be marked and copied.
    void navigator.clipboard?.writeText(text).then(() => setCopied(true));
  };
  return (
    <Dialog
      onClose={onClose}
      title={title}
      description={children}
      footer={<><Button icon={isCopied ? Check : Copy} onClick={copy}>{isCopied ? 'Copied' : 'Copy'}</Button><Button look="primary" onClick={onClose}>Done</Button></>}
    >
      <Field label="Shown once" hint="Once this is closed it can’t be shown again.">
        <Input className="font-mono" readOnly autoFocus value={text} onValue={() => undefined} onFocus={(event) => event.target.select()} />
      </Field>
    </Dialog>
  );
}
