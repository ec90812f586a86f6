// Writes what the migrations add up to as text: tables, columns, constraints, indexes, triggers, policies, grants, functions.

import type pg from 'pg';

const OWN = `n.nspname in (select nspname from pg_namespace where nspname !~ '^(pg_|information_schema|graphile_worker|public)')`;

/** The schema in a stable order; the same migrations give the same text. */
export async function dumpSchema(pool: pg.Pool): Promise<string> {
  const lines = async (text: string): Promise<string[]> => (await pool.query<{ line: string }>(text)).rows.map((row) => row.line);
  const tables = await pool.query<{ oid: number; name: string }>(`
    select c.oid::int, n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${OWN} order by 2`);
  const parts = [
    '-- What the migrations add up to. Written by `npm run schema`; a test keeps it equal to the database.',
    section('schemas', await lines(`select 'create schema ' || n.nspname || ';' as line from pg_namespace n where ${OWN} order by 1`)),
  ];
  for (const table of tables.rows) parts.push(await dumpTable(lines, table.oid, table.name));
  parts.push(section('functions', await lines(`select pg_get_functiondef(p.oid) || ';' as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${OWN}
    and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)`)));
  parts.push(section('views', await lines(`select 'create view ' || n.nspname || '.' || c.relname || ' as' || pg_get_viewdef(c.oid) as line from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'v' and ${OWN} order by 1`)));
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

async function dumpTable(lines: (text: string) => Promise<string[]>, oid: number, name: string): Promise<string> {
  const columns = await lines(`
    select '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
      || coalesce(case when a.attgenerated = 's' then ' generated always as (' || pg_get_expr(d.adbin, d.adrelid) || ') stored' else ' default ' || pg_get_expr(d.adbin, d.adrelid) end, '') as line
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where a.attrelid = ${oid} and a.attnum > 0 and not a.attisdropped order by a.attnum`);
  const constraints = await lines(`select '  constraint ' || conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint where conrelid = ${oid} and contype <> 'n' order by contype desc, conname`);
  const more = [
    ...await lines(`select pg_get_indexdef(i.indexrelid) || ';' as line from pg_index i where i.indrelid = ${oid} and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x')) order by 1`),
    ...await lines(`select pg_get_triggerdef(oid) || ';' || case when tgenabled = 'A' then ' -- always' else '' end as line from pg_trigger where tgrelid = ${oid} and not tgisinternal order by tgname`),
    ...await lines(`select 'policy ' || polname || case when polcmd = '*' then '' else ' for ' || polcmd::text end || ' using ' || coalesce(pg_get_expr(polqual, polrelid), '-') || ' with check ' || coalesce(pg_get_expr(polwithcheck, polrelid), '-') || ';' as line from pg_policy where polrelid = ${oid} order by 1`),
    ...await lines(`select case when relforcerowsecurity then 'row level security: forced' when relrowsecurity then 'row level security: on' else 'row level security: off' end as line from pg_class where oid = ${oid}`),
    ...await lines(`select 'grant ' || lower(privilege_type) || ' to counterfoil_app' as line from (select (aclexplode(relacl)).* from pg_class where oid = ${oid}) g where g.grantee = 'counterfoil_app'::regrole order by 1`),
    ...await lines(`select 'grant ' || lower(g.privilege_type) || ' (' || g.attname || ') to counterfoil_app' as line from (select a.attname, (aclexplode(a.attacl)).* from pg_attribute a where a.attrelid = ${oid} and a.attacl is not null) g where g.grantee = 'counterfoil_app'::regrole order by 1`),
  ];
  return `create table ${name} (\n${[...columns, ...constraints].join(',\n')}\n);\n${more.join('\n')}`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `-- ${title}\n${lines.join('\n')}`;
}
