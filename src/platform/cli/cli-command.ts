// A command of the CLI as a value. Commands speak to the API, in this process or at --url, so both work the same way.

export type CliApi = {
  get(path: string, query?: Record<string, string | undefined>): Promise<Record<string, unknown>>;
  /** Writes with an Idempotency-Key of its own (or the one given). */
  send(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, options?: { key?: string; dryRun?: boolean }): Promise<Record<string, unknown>>;
  upload(path: string, file: { bytes: Uint8Array; name: string }, query?: Record<string, string | undefined>, options?: { key?: string; dryRun?: boolean }): Promise<Record<string, unknown>>;
  bytes(path: string, query?: Record<string, string | undefined>): Promise<Uint8Array>;
};

export type CliCall = {
  readonly api: CliApi;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** Waits for a run, showing its progress on a terminal; answers the finished run. */
  waitForRun(runId: string): Promise<Record<string, unknown>>;
  /** A line for people (not printed with --json). */
  say(line: string): void;
  /** Rows as an aligned table for people (not printed with --json). */
  table(columns: readonly { key: string; title: string; align?: 'end' }[], rows: readonly Record<string, unknown>[]): void;
  today(): string;
};

export type CliCommand = {
  /** One or two words, such as 'bill' or 'report aging'. */
  readonly name: string;
  readonly summary: string;
  /** Arguments in order, '<file>' or '[number]'. */
  readonly args?: readonly string[];
  readonly options?: readonly { readonly flag: string; readonly description: string; readonly required?: boolean }[];
  readonly example: string;
  /** Answers what --json prints. Refusals end with exit code 1, our bugs with 2. */
  run(call: CliCall): Promise<unknown>;
};
