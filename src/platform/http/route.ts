// The route table: one value per operation of the API, from which requests are checked, handled and documented.

import type { z } from 'zod';
import type { Platform } from '../platform.ts';
import type { Context } from '../context.ts';
import type { Permission } from '../permissions.ts';
import type { ReportColumn } from './export-report.ts';
import type { Camel } from './shape.ts';

type Read<Schema> = Schema extends z.ZodType ? Camel<z.output<Schema>> : undefined;

export type Call<Params, Query, Body> = {
  readonly platform: Platform;
  readonly ctx: Context;
  readonly params: Read<Params>;
  readonly query: Read<Query>;
  readonly body: Read<Body>;
  /** The caller's Idempotency-Key; present on every write. */
  readonly key: string;
  readonly dryRun: boolean;
  /** The uploaded bytes of a route with upload: true, and the name it was sent under. */
  readonly upload: { readonly bytes: Uint8Array; readonly fileName: string } | undefined;
};

export type Table = { readonly name: string; readonly columns: readonly ReportColumn[] };

export type RouteDefinition<Params, Query, Body> = {
  /** Stable name of the operation, such as issueInvoice. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With parameters in braces: /v1/invoices/{invoice_id}. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly permission: Permission;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** The shape of a successful answer on the wire; 'bytes' for files, which the handler answers as a Response. */
  readonly answer: z.ZodType | 'bytes';
  readonly status?: 200 | 201 | 202;
  /** A list that may be taken as a file too: format=csv or xlsx answers every row of the filter in these columns. */
  readonly table?: Table;
  /** The request's body is a file (application/octet-stream, name in X-File-Name). */
  readonly upload?: boolean;
  /** Answers with code-shaped values; the server turns them into wire shape. */
  readonly handle: (call: Call<Params, Query, Body>) => Promise<unknown>;
};

export type Route = RouteDefinition<z.ZodType | undefined, z.ZodType | undefined, z.ZodType | undefined>;

/** Declares a route with the types of its schemas; writes are all methods but GET. */
export function route<Params extends z.ZodType | undefined = undefined, Query extends z.ZodType | undefined = undefined, Body extends z.ZodType | undefined = undefined>(
  definition: RouteDefinition<Params, Query, Body>,
): Route {
  return definition as unknown as Route;
}
