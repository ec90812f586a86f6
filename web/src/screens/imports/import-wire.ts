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
  /** Fields whose value may stand in one row of a file only. */
  readonly unique_by?: readonly string[];
  readonly example_csv: string;
};

export type Comparison = 'equal' | 'not_equal' | 'present' | 'empty' | 'starting_with' | 'not_starting_with' | 'below_zero' | 'not_below_zero';
export type Condition = { readonly column: string; readonly keep: Comparison; readonly value?: string };

/** Where a field comes from: one of column, constant and join; and what is done to the text before it is read. */
export type ColumnSource = {
  readonly column?: string;
  readonly constant?: string;
  readonly join?: readonly string[];
  readonly separator?: string;
  readonly only_if?: Condition & { readonly otherwise?: string };
  readonly values?: Readonly<Record<string, string>>;
  readonly drop_prefix?: string;
  readonly drop_suffix?: string;
  readonly multiply?: string;
  readonly sign?: 'drop' | 'reverse';
  readonly sign_if?: Condition;
};

export type ImportMapping = {
  readonly columns: Readonly<Record<string, ColumnSource>>;
  readonly date_format?: string;
  readonly decimal?: string;
  readonly thousands?: string;
  readonly null_texts?: readonly string[];
  readonly filter?: readonly Condition[];
  readonly repeats?: 'refuse' | 'first';
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
  /** Of a run over documents: which one. */
  readonly source_row?: { readonly document_id?: string } | null;
};

export type ImportPreview = {
  readonly header: readonly string[];
  readonly format: { readonly format: string; readonly delimiter?: string; readonly encoding?: string; readonly sheet?: string; readonly sheets?: readonly string[] };
  readonly mapping: ImportMapping;
  /** The earlier import that was read with this mapping. */
  readonly recalled: { readonly run_id: string; readonly title: string; readonly created_at: string } | null;
  /** Keys of required fields that nothing feeds; while there are any, no row is read. */
  readonly missing: readonly string[];
  readonly rows: readonly { readonly row_number: number; readonly values: Readonly<Record<string, string | null>> }[];
  readonly row_count: number;
  readonly good_rows: number;
  readonly rejected_rows: number;
  readonly left_out_rows: number;
  readonly issues: readonly RowIssue[];
  readonly issue_count: number;
  /** The commonest reasons, the most frequent first. */
  readonly reasons: readonly { readonly code: string; readonly field: string | null; readonly reason: string; readonly fix: string; readonly count: number }[];
  readonly trial: { readonly created: number; readonly unchanged: number; readonly updated: number } | null;
};

export type ImportProfile = { readonly kind: string; readonly name: string; readonly mapping: ImportMapping };

export type KeptFile = { readonly file_id: string; readonly name: string; readonly size_bytes: string };

/** A bank file is told from its content and goes a way of its own. */
export const bankStatementKind = 'bank-statement';
