// Lends the application's connections to the sign-in library, which expects JavaScript dates where our code has texts.

import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPoolClient, type PostgresQueryResult } from 'kysely';
import pg from 'pg';

/** Rows of the library's tables, whose shape only the library knows. */
type LibraryTables = Record<string, Record<string, unknown>>;

/** The same pool and the same role as everything else; only the value parsers are pg's own, statement by statement. */
export function openLibraryConnection(pool: pg.Pool): Kysely<LibraryTables> {
  const lent = {
    connect: async (): Promise<PostgresPoolClient> => {
      const client = await pool.connect();
      const query = async (text: string, values: readonly unknown[]): Promise<PostgresQueryResult<Record<string, unknown>>> =>
        (await client.query({ text, values: [...values], types: pg.types })) as PostgresQueryResult<Record<string, unknown>>;
      return { query, release: () => client.release() } as PostgresPoolClient;
    },
    // The pool belongs to the platform, which closes it.
    end: async (): Promise<void> => {},
    options: {},
  };
  return new Kysely({ dialect: new PostgresDialect({ pool: lent }), plugins: [new CamelCasePlugin()] });
}
