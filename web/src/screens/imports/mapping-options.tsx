// How the file writes dates and numbers, and where its header is.
import { Field } from '../../kit/field.tsx';
import { Input, Select } from '../../kit/input.tsx';
import type { ImportMapping, ImportPreview } from './import-wire.ts';

type MappingOptionsProps = {
  readonly mapping: ImportMapping;
  readonly format: ImportPreview['format'] | undefined;
  readonly onMapping: (mapping: ImportMapping) => void;
};

const dateFormats = [
  { value: '', label: 'Year first: 2026-01-31' }, { value: 'DD/MM/YYYY', label: 'Day first: 31/01/2026' }, { value: 'MM/DD/YYYY', label: 'Month first: 01/31/2026' },
  { value: 'DD/MM/YY', label: 'Day first: 31/01/26' }, { value: 'MM/DD/YY', label: 'Month first: 01/31/26' }, { value: 'excel', label: 'Day numbers of a workbook' },
];
const decimals = [{ value: '.', label: 'Point: 1234.50' }, { value: ',', label: 'Comma: 1234,50' }];
const thousands = [
  { value: '', label: 'None' }, { value: ',', label: 'Comma: 1,234' }, { value: '.', label: 'Point: 1.234' }, { value: ' ', label: 'Space: 1 234' }, { value: '\'', label: 'Apostrophe: 1\'234' },
];
const encodings = ['', 'utf-8', 'windows-1252', 'iso-8859-1', 'iso-8859-15', 'windows-1250', 'utf-16le'];
const mostTitleLines = 100;

export function MappingOptions({ mapping, format, onMapping }: MappingOptionsProps) {
  const set = (change: Partial<ImportMapping>) => onMapping(pruned({ ...mapping, ...change }));
  // Another header means other columns: they are matched anew by name.
  const setHeader = (change: Partial<ImportMapping>) => set({ ...change, columns: {} });
  const skipLines = mapping.skip_lines ?? 0;
  return (
    <div className="grid grid-cols-5 gap-3 max-nav:grid-cols-3 max-sm:grid-cols-1">
      <Field label="Dates"><Select value={mapping.date_format ?? ''} options={dateFormats} onValue={(value) => set({ date_format: value || undefined })} /></Field>
      <Field label="Decimal sign"><Select value={mapping.decimal ?? '.'} options={decimals} onValue={(value) => set({ decimal: value })} /></Field>
      <Field label="Thousands"><Select value={mapping.thousands ?? ''} options={thousands} onValue={(value) => set({ thousands: value || undefined })} /></Field>
      <Field label="Lines above the header">
        <Input type="number" min={0} max={mostTitleLines} value={String(skipLines)} onValue={(text) => setHeader({ skip_lines: Math.max(0, Math.min(mostTitleLines, Math.trunc(Number(text) || 0))) })} />
      </Field>
      {format?.sheets
        ? <Field label="Sheet"><Select value={mapping.sheet ?? format.sheet ?? ''} options={format.sheets.map((sheet) => ({ value: sheet, label: sheet }))} onValue={(sheet) => setHeader({ sheet })} /></Field>
        : (
          <Field label="Letters">
            <Select value={mapping.encoding ?? ''} options={encodings.map((value) => ({ value, label: value || `Told from the file${format?.encoding ? `: ${format.encoding}` : ''}` }))} onValue={(value) => setHeader({ encoding: value || undefined })} />
          </Field>
        )}
    </div>
  );
}

function pruned(mapping: ImportMapping): ImportMapping {
  return Object.fromEntries(Object.entries(mapping).filter(([, value]) => value !== undefined)) as ImportMapping;
}
