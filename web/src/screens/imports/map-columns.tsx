// Second step: which column feeds which field, with what is read from it, and the saved mappings.
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { useSession } from '../../api/session.ts';
import { formatInstant } from '../../format/date.ts';
import { counted, formatCount } from '../../format/money.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { Button } from '../../kit/button.tsx';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { FieldRow } from './field-row.tsx';
import type { ColumnSource, ImportKind, ImportMapping, ImportPreview } from './import-wire.ts';
import { MappingOptions } from './mapping-options.tsx';
import { matchByName } from './match-by-name.ts';
import { ProfileBar } from './profile-bar.tsx';
import { RowFilter } from './row-filter.tsx';
import { usePreview, type Wizard } from './use-wizard.ts';

type MapColumnsProps = { readonly wizard: Wizard; readonly kind: ImportKind };

export function MapColumns({ wizard, kind }: MapColumnsProps) {
  const [isByName, setByName] = useState(false);
  const { preview, isStale, problem, retry } = usePreview(wizard, { tryRecords: false, recall: !isByName });
  const mapping = wizard.mapping ?? preview?.mapping;
  useMatchingOfNewHeader(wizard, kind, preview, isStale);
  const canGoOn = Boolean(preview && preview.missing.length === 0 && !isStale && !problem);
  const goOn = () => {
    if (!mapping) return;
    wizard.setMapping(mapping);
    wizard.go({ step: 'check' });
  };
  useKeys([{ keys: 'Mod+Enter', label: 'Check the rows', group: 'Import', whileTyping: true, run: goOn }], canGoOn);
  const missing = kind.fields.filter((field) => preview?.missing.includes(field.key)).map((field) => field.title);
  return (
    <div className="grid gap-4">
      {problem && <ProblemBanner problem={problem} onRetry={retry} />}
      {!mapping && !problem && <SkeletonLines lines={8} />}
      {mapping && preview && (
        <>
          <ProfileBar kind={kind.kind} mapping={mapping} onMapping={wizard.setMapping} />
          {preview.recalled && !wizard.mapping && <Recalled from={preview.recalled} onNames={() => setByName(true)} />}
          <MappingOptions mapping={mapping} format={preview.format} onMapping={wizard.setMapping} />
          <FieldTable kind={kind} mapping={mapping} preview={preview} onMapping={wizard.setMapping} />
          <RowFilter kind={kind} mapping={mapping} header={preview.header} onMapping={wizard.setMapping} />
        </>
      )}
      <div className="sticky bottom-0 -mx-4 flex items-center justify-end gap-3 border-t border-line bg-canvas px-4 py-3">
        <p aria-live="polite" className="mr-auto text-ink-2">
          {missing.length > 0 ? `Still needed: ${missing.join(', ')}.` : isStale ? 'Reading…' : preview && unread(preview, kind)}
        </p>
        <Button onClick={() => wizard.go({ file: undefined, name: undefined, step: undefined })}>Another file</Button>
        <Button look="primary" keys="Mod+Enter" disabled={!canGoOn} onClick={goOn}>Check the rows</Button>
      </div>
    </div>
  );
}

/** The next file of the same program is read as the last one was, until the person says otherwise. */
function Recalled({ from, onNames }: { readonly from: NonNullable<ImportPreview['recalled']>; readonly onNames: () => void }) {
  const { time_zone: timeZone } = useSession().company;
  return (
    <p className="flex flex-wrap items-center gap-2 rounded-control bg-accent-soft px-3 py-2">
      <span className="mr-auto">Read as the last file with these columns was: <Link to={`/runs/${from.run_id}`} className="font-medium text-accent underline">{from.title}</Link>, {formatInstant(from.created_at, timeZone)}.</span>
      <Button small onClick={onNames}>Match by name instead</Button>
    </p>
  );
}

/** Dates in another order or a comma for a point show here at once, before the rows are checked one by one. */
function unread(preview: ImportPreview, kind: ImportKind): string {
  const first = preview.issues.find(({ field }) => field !== null) ?? preview.issues[0];
  if (!first || preview.rejected_rows === 0) return `All ${counted(preview.row_count, 'row', 'rows')} can be read.`;
  const field = kind.fields.find(({ key }) => key === first.field)?.title;
  return `${formatCount(preview.rejected_rows)} of ${counted(preview.row_count, 'row', 'rows')} can’t be read yet, first ${field ?? 'a row'}${first.value ? ` “${first.value}”` : ''}: ${first.reason}.`;
}

/** After another header line, sheet or encoding was chosen the columns are empty: names decide again. */
function useMatchingOfNewHeader(wizard: Wizard, kind: ImportKind, preview: ImportPreview | undefined, isStale: boolean): void {
  const { mapping, setMapping } = wizard;
  useEffect(() => {
    if (!mapping || !preview || isStale || Object.keys(mapping.columns).length > 0) return;
    const columns = matchByName(kind.fields, preview.header);
    if (Object.keys(columns).length > 0) setMapping({ ...mapping, columns });
  });
}

type FieldTableProps = { readonly kind: ImportKind; readonly mapping: ImportMapping; readonly preview: ImportPreview; readonly onMapping: (mapping: ImportMapping) => void };

function FieldTable({ kind, mapping, preview, onMapping }: FieldTableProps) {
  const used = new Set([
    ...Object.values(mapping.columns).flatMap((source) => [source.column ?? '', ...(source.join ?? []), source.only_if?.column ?? '', source.sign_if?.column ?? '']), ...(mapping.filter ?? []).map(({ column }) => column),
  ]);
  const unused = preview.header.filter((column) => !used.has(column));
  const set = (key: string, source: ColumnSource | undefined) => {
    const { [key]: _before, ...others } = mapping.columns;
    onMapping({ ...mapping, columns: source ? { ...others, [key]: source } : others });
  };
  return (
    <section aria-label="Columns" className="overflow-x-auto rounded-panel border border-line bg-surface px-4 pt-2 pb-3">
      <table className="panel-table">
        <thead><tr><th scope="col">Field</th><th scope="col">Comes from</th><th scope="col"><span className="sr-only">Adjust</span></th><th scope="col" className="pl-2!">Read as</th></tr></thead>
        <tbody>
          {kind.fields.map((field) => (
            <FieldRow
              key={field.key}
              field={field}
              header={preview.header}
              source={mapping.columns[field.key]}
              isMissing={preview.missing.includes(field.key)}
              samples={preview.rows.map((row) => row.values[field.key] ?? null)}
              onSource={(source) => set(field.key, source)}
            />
          ))}
        </tbody>
      </table>
      {unused.length > 0 && <p className="mt-3 text-minor text-ink-2">Not used: {unused.join(', ')}.</p>}
    </section>
  );
}
