// A refusal or failure as the API words it (RFC 9457), with the code, the next step and the fields at fault.

export type FieldProblem = {
  readonly field?: string;
  readonly row?: number;
  readonly value?: string;
  readonly reason: string;
  readonly fix?: string;
};

export type ProblemBody = {
  readonly type?: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly next?: string;
  readonly errors?: readonly FieldProblem[];
  /** Facts of one code, such as who changed a record. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** To find the request in the server's log. */
  readonly request_id?: string;
};

export class ApiProblem extends Error {
  readonly body: ProblemBody;

  constructor(body: ProblemBody) {
    super(body.detail ?? body.title);
    this.name = 'ApiProblem';
    this.body = body;
  }

  get status(): number {
    return this.body.status;
  }

  get code(): string {
    return this.body.code;
  }

  /** The reason for one field, to show beside it. */
  reasonFor(field: string): string | undefined {
    return this.body.errors?.find((error) => error.field === field)?.reason;
  }

  /** True where the same request may succeed later unchanged: no answer, overload, our own failure. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => undefined);
  if (isRecord(body)) {
    return new ApiProblem({
      title: text(body.title) ?? text(body.message) ?? response.statusText,
      status: response.status,
      code: text(body.code) ?? `http.${response.status}`,
      detail: text(body.detail) ?? text(body.message),
      next: text(body.next),
      errors: Array.isArray(body.errors) ? body.errors as FieldProblem[] : undefined,
      details: isRecord(body.details) ? body.details : undefined,
      request_id: text(body.request_id),
    });
  }
  return new ApiProblem({
    title: response.statusText || 'The server gave no readable answer',
    status: response.status,
    code: `http.${response.status}`,
    next: 'Try again. If it stays, look at the log of the server.',
  });
}

/** Status 0: the request never reached the server or the answer never reached us. */
export function unreachable(): ApiProblem {
  return new ApiProblem({
    title: 'The server can’t be reached',
    status: 0,
    code: 'network.unreachable',
    detail: 'The server can’t be reached. Nothing you entered is lost.',
    next: 'Check the connection, then try again.',
  });
}

export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem({
    title: 'This page made a mistake',
    status: 500,
    code: 'workbench.failure',
    detail: `This page made a mistake: ${error instanceof Error ? error.message : String(error)}`,
    next: 'Reload the page. If it happens again, report it with the code and this text.',
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
