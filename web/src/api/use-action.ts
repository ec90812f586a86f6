// One action of a person: sent once even if it is tried several times, because the same input keeps the same Idempotency-Key.
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useRef } from 'react';

import { newActionKey, send } from './client.ts';
import { asProblem, type ApiProblem } from './problem.ts';

export type ActionRequest = {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
};

export type Action<Input, Result> = {
  readonly run: (input: Input) => void;
  readonly runAsync: (input: Input) => Promise<Result>;
  readonly isRunning: boolean;
  readonly problem: ApiProblem | undefined;
  readonly reset: () => void;
};

/**
 * `refresh` names the API paths whose data change; their queries are read again after success.
 * A new key is taken when the input differs or after a success, never for a retry of the same input.
 */
export function useAction<Input, Result = unknown>(options: {
  readonly request: (input: Input) => ActionRequest;
  readonly refresh?: readonly string[];
  readonly onDone?: (result: Result, input: Input) => void;
}): Action<Input, Result> {
  const queries = useQueryClient();
  const current = useRef<{ fingerprint: string; key: string } | undefined>(undefined);

  const mutation = useMutation<Result, Error, Input>({
    mutationFn: (input) => {
      const request = options.request(input);
      const fingerprint = fingerprintOf(request);
      if (current.current?.fingerprint !== fingerprint) current.current = { fingerprint, key: newActionKey() };
      return send<Result>(request.method, request.path, request.body, { idempotencyKey: current.current.key });
    },
    retry: (failures, error) => failures < 2 && asProblem(error).status === 0,
    onSuccess: (result, input) => {
      current.current = undefined;
      readAgain(queries, options.refresh ?? []);
      options.onDone?.(result, input);
    },
  });

  return {
    run: mutation.mutate,
    runAsync: mutation.mutateAsync,
    isRunning: mutation.isPending,
    problem: mutation.error ? asProblem(mutation.error) : undefined,
    reset: mutation.reset,
  };
}

/** Everything that was asked of an address that begins so. */
export function readAgain(queries: QueryClient, paths: readonly string[]): void {
  void queries.invalidateQueries({ predicate: ({ queryKey: [asked] }) => paths.some((path) => String(asked).startsWith(path)) });
}

function fingerprintOf(request: ActionRequest): string {
  const body = request.body instanceof File ? `${request.body.name} ${request.body.size} ${request.body.lastModified}` : JSON.stringify(request.body);
  return `${request.method} ${request.path} ${body}`;
}
