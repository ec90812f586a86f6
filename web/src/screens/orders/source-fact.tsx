// Where a piece of evidence came from: the kept file, its row and its hash; or a person.
import { Download } from 'lucide-react';

type SourceFactProps = {
  readonly fileId: string | null;
  readonly fileName: string | null;
  readonly sha256: string | null;
  readonly row: number | null;
};

export function SourceFact({ fileId, fileName, sha256, row }: SourceFactProps) {
  if (fileId === null) return <p className="text-ink-2">Entered by hand.</p>;
  return (
    <div className="min-w-0">
      <p className="flex items-center">
        <a href={`/v1/files/${fileId}`} className="inline-flex min-h-6 min-w-0 items-center gap-1.5 font-medium text-accent hover:underline">
          <Download aria-hidden="true" size={14} className="shrink-0" /><span className="truncate">{fileName ?? 'File'}</span>
        </a>
        {row !== null && <span className="shrink-0 text-ink-2">, row {row}</span>}
      </p>
      {sha256 && <p className="truncate font-mono text-meta text-ink-3 select-all" title={`SHA-256 ${sha256}`}>sha256 {sha256}</p>}
    </div>
  );
}
