// Imports as the API sends them: kinds with their fields, mappings, and the preview of a file.

export type FieldType = 'text' | 'integer' | 'decimal' | 'amount' | 'date' | 'currency' | 'country' | 'flag' | 'choice';

export type ImportField = {
  readonly key: string;
  readonly title: string;
  readonly type: FieldType;
  readonly required: boolean;
  readonly choices?: readonly string[];
  readonly fallback?: string;
  readonly aliases?: readonly string[];
  readonly example: string;
  readonly description: string;
};

export type ImportKind = {
  readonly kind: string;
  readonly title: string;
  readonly permission: string;
  readonly fields: readonly ImportField[];
  readonly example_csv: string;
};

/** What the wizard doesn't edit (words, suffixes, factors, joined columns) passes through as it was kept. */
export type ColumnSource = { readonly column?: string; readonly constant?: string; readonly join?: readonly string[] };

export type ImportMapping = {
  readonly columns: Readonly<Record<string, ColumnSource>>;
  readonly date_format?: string;
  readonly decimal?: string;
  readonly thousands?: string;
  readonly null_texts?: readonly string[];
  readonly filter?: readonly { readonly column: string; readonly keep: string; readonly value?: string }[];
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly skip_lines?: number;
  readonly sheet?: string;
};

export type RowIssue = {
  readonly row_number: number | null;
  readonly field: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly reason: string;
  readonly fix: string;
};

export type ImportPreview = {
  readonly header: readonly string[];
  readonly format: { readonly format: string; readonly delimiter?: string; readonly encoding?: string; readonly sheet?: string; readonly sheets?: readonly string[] };
  readonly mapping: ImportMapping;
  /** Keys of required fields that nothing feeds; while there are any, no row is read. */
  readonly missing: readonly string[];
  readonly rows: readonly { readonly row_number: number; readonly values: Readonly<Record<string, string | null>> }[];
  readonly row_count: number;
  readonly good_rows: number;
  readonly rejected_rows: number;
  readonly left_out_rows: number;
  readonly issues: readonly RowIssue[];
  readonly issue_count: number;
  readonly trial: { readonly created: number; readonly unchanged: number; readonly updated: number } | null;
};

export type ImportProfile = { readonly kind: string; readonly name: string; readonly mapping: ImportMapping };

export type KeptFile = { readonly file_id: string; readonly name: string; readonly size_bytes: string };

/** A bank file is told from its content and goes a way of its own. */
export const bankStatementKind = 'bank-statement';
