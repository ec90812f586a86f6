// Takes a file by dropping it or by choosing it; both lead to the same.
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';

import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';

type DropAreaProps = {
  readonly hint: string;
  readonly accept: string;
  readonly busy: boolean;
  readonly disabled?: boolean;
  readonly onFile: (file: File) => void;
};

export function DropArea({ hint, accept, busy, disabled = false, onFile }: DropAreaProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const isOff = busy || disabled;
  const pick = () => picker.current?.click();
  useKeys([{ keys: 'f', label: 'Choose a file', group: 'Import', run: pick }], !isOff);
  const take = (file: File | undefined) => {
    if (file && !isOff) onFile(file);
  };
  return (
    <div
      className={`grid justify-items-center gap-2 rounded-panel border border-dashed px-6 py-10 text-center ${isOver ? 'border-accent bg-accent-soft' : 'border-control bg-surface'}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files[0]);
      }}
    >
      <FileUp aria-hidden="true" size={22} strokeWidth={1.5} className="text-ink-3" />
      <p className="text-read font-semibold">{busy ? 'Uploading…' : 'Drop a file here'}</p>
      <p className="text-ink-2">{hint}</p>
      <input
        ref={picker}
        type="file"
        accept={accept}
        tabIndex={-1}
        aria-label="File"
        className="sr-only"
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <Button look="primary" keys="f" className="mt-1" busy={busy} disabled={disabled} onClick={pick}>Choose a file</Button>
    </div>
  );
}
