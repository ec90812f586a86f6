-- The ground: organisations, legal entities, people's roles, the write log, audit chain, outbox, runs, files, settings.

create schema platform;

-- The organisation of the current transaction; row-level security compares every row with it.
create function platform.current_org() returns uuid language sql stable parallel safe as
$$ select nullif(current_setting('app.org', true), '')::uuid $$;

-- Deterministic, time-ordered id of a batch row: 48 bits of run time, then md5 of the source key, laid out as uuid version 7.
-- The twin of kernel/id.ts derivedId: the same run and source row give the same id, so a repeated batch makes no doubles.
create function platform.derived_id(ms bigint, key text) returns uuid language sql immutable strict parallel safe as
$$ select (lpad(to_hex(ms), 12, '0') || '7' || substr(md5(key), 2, 3)
           || to_hex((get_byte(decode(substr(md5(key), 5, 2), 'hex'), 0) & 63) | 128) || substr(md5(key), 7, 14))::uuid $$;

create function platform.forbid_change() returns trigger language plpgsql as
$$ begin
  raise exception 'rows of %.% are append-only', tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end $$;

-- Protects a table against update, delete and truncate, also in replica mode.
create procedure platform.make_append_only(target regclass) language plpgsql as
$$ begin
  execute format('create trigger append_only before update or delete on %s for each row execute function platform.forbid_change()', target);
  execute format('create trigger append_only_truncate before truncate on %s for each statement execute function platform.forbid_change()', target);
  execute format('alter table %s enable always trigger append_only', target);
  execute format('alter table %s enable always trigger append_only_truncate', target);
end $$;

-- Forces row-level security by organisation on a table and grants the application exactly the named rights. The owner (migrations,
-- the queue, backup) sees all rows by a policy of its own, so it needs to be neither superuser nor exempt from row-level security.
create procedure platform.guard(target regclass, rights text) language plpgsql as
$$ begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy by_org on %s using (org_id = (select platform.current_org())) with check (org_id = (select platform.current_org()))', target);
  execute format('create policy by_owner on %s to %I using (true) with check (true)', target, current_user);
  execute format('grant %s on %s to counterfoil_app', rights, target);
end $$;

do $$ begin
  if not exists (select 1 from pg_roles where rolname = 'counterfoil_app') then create role counterfoil_app nologin; end if;
end $$;
do $$ begin
  execute format('grant counterfoil_app to %I', current_user);
  execute format('grant temporary on database %I to counterfoil_app', current_database());
end $$;
grant usage on schema platform to counterfoil_app;

create table platform.org (
  org_id uuid primary key,
  name text not null check (name <> ''),
  sample boolean not null default false,
  created_at timestamptz not null
);
call platform.guard('platform.org', 'select, insert, update (name)');

-- A legal entity: numbering, books, periods and tax registrations belong to it.
create table platform.entity (
  org_id uuid not null references platform.org,
  entity_id int not null check (entity_id > 0),
  code text not null check (code <> ''),
  base_currency char(3) not null,
  time_zone text not null,
  fiscal_year_start_month smallint not null default 1 check (fiscal_year_start_month between 1 and 12),
  tax_rounding text not null default 'group' check (tax_rounding in ('group', 'line')),
  current_version int not null default 1,
  created_at timestamptz not null,
  primary key (org_id, entity_id),
  unique (org_id, code)
);
call platform.guard('platform.entity', 'select, insert, update (current_version, tax_rounding)');

-- What an entity says of itself on documents; a change makes a new version, issued documents keep theirs.
create table platform.entity_version (
  org_id uuid not null,
  entity_id int not null,
  version int not null check (version > 0),
  name text not null check (name <> ''),
  address jsonb not null,
  country char(2) not null,
  tax_id text,
  registration text,
  email text,
  phone text,
  website text,
  bank_name text,
  iban text,
  bic text,
  language char(2) not null default 'en',
  page text not null default 'a4' check (page in ('a4', 'us-letter')),
  footer text,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (org_id, entity_id, version),
  foreign key (org_id, entity_id) references platform.entity
);
call platform.guard('platform.entity_version', 'select, insert');
call platform.make_append_only('platform.entity_version');

-- Roles and permissions are data; these reference tables are the same for every organisation.
create table platform.role (
  role text primary key,
  title text not null,
  sort smallint not null
);
create table platform.permission (
  permission text primary key,
  title text not null
);
create table platform.role_permission (
  role text not null references platform.role,
  permission text not null references platform.permission,
  primary key (role, permission)
);
grant select on platform.role, platform.permission, platform.role_permission to counterfoil_app;

-- Who works for which organisation in which role. A person may read their own rows before an organisation is chosen.
create table platform.member (
  org_id uuid not null references platform.org,
  user_id text not null,
  role text not null references platform.role,
  added_at timestamptz not null,
  added_by text not null,
  removed_at timestamptz,
  primary key (org_id, user_id)
);
alter table platform.member enable row level security;
alter table platform.member force row level security;
create policy by_org_or_self on platform.member
  using (org_id = (select platform.current_org()) or user_id = (select nullif(current_setting('app.user', true), '')))
  with check (org_id = (select platform.current_org()));
do $$ begin execute format('create policy by_owner on platform.member to %I using (true) with check (true)', current_user); end $$;
grant select, insert, update (role, removed_at) on platform.member to counterfoil_app;
create policy own_orgs on platform.org for select
  using (org_id in (select m.org_id from platform.member m where m.user_id = (select nullif(current_setting('app.user', true), '')) and m.removed_at is null));

-- The amount up to which a role may use a permission on its own (four-eyes above it).
create table platform.role_limit (
  org_id uuid not null references platform.org,
  role text not null references platform.role,
  permission text not null references platform.permission,
  currency char(3) not null,
  limit_minor bigint not null check (limit_minor >= 0),
  primary key (org_id, role, permission, currency)
);
call platform.guard('platform.role_limit', 'select, insert, update, delete');

-- One row per accepted write: the answer that a repeated key gets again.
create table platform.command (
  org_id uuid not null references platform.org,
  idempotency_key text not null check (length(idempotency_key) between 1 and 200),
  command text not null,
  input_hash bytea not null,
  answer jsonb not null,
  recorded_at timestamptz not null,
  primary key (org_id, idempotency_key)
);
call platform.guard('platform.command', 'select, insert');
call platform.make_append_only('platform.command');

-- The audit log: every row's hash covers the row and the hash before it, per organisation.
create table platform.audit (
  org_id uuid not null references platform.org,
  sequence bigint not null check (sequence > 0),
  recorded_at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  command text not null,
  subject_kind text,
  subject_id text,
  reason text,
  before jsonb,
  after jsonb,
  previous_hash bytea not null,
  hash bytea not null,
  primary key (org_id, sequence)
);
create index audit_by_subject on platform.audit (org_id, subject_id, sequence) where subject_id is not null;
call platform.guard('platform.audit', 'select, insert');
call platform.make_append_only('platform.audit');

-- The subjects of one batch write (its audit row carries their digest).
create table platform.audit_subject (
  org_id uuid not null,
  subject_id uuid not null,
  sequence bigint not null,
  primary key (org_id, subject_id, sequence)
);
call platform.guard('platform.audit_subject', 'select, insert');
call platform.make_append_only('platform.audit_subject');

create table platform.audit_head (
  org_id uuid primary key references platform.org,
  sequence bigint not null,
  hash bytea not null
);
call platform.guard('platform.audit_head', 'select, insert, update (sequence, hash)');

-- News of a committed write, consumed by jobs; written in the write's own transaction.
create table platform.outbox (
  org_id uuid not null references platform.org,
  outbox_id uuid not null,
  topic text not null,
  subject_id uuid,
  payload jsonb not null,
  recorded_at timestamptz not null,
  primary key (org_id, outbox_id)
);
call platform.guard('platform.outbox', 'select, insert');

-- Puts a job into the queue within the writing transaction; the queue's own tables stay closed to the application role.
create function platform.enqueue(task text, payload jsonb, job_key text) returns void language sql security definer set search_path = pg_catalog as
$$ select graphile_worker.add_job(task, payload::json, job_key => job_key) $$;
revoke execute on function platform.enqueue(text, jsonb, text) from public;
grant execute on function platform.enqueue(text, jsonb, text) to counterfoil_app;

-- Long work (imports, bill runs, cash application, statements): progress and a cursor from which it resumes.
create table platform.run (
  org_id uuid not null references platform.org,
  run_id uuid not null,
  kind text not null,
  title text not null,
  status text not null default 'waiting' check (status in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  input jsonb not null,
  done bigint not null default 0,
  total bigint,
  cursor jsonb,
  result jsonb,
  failure jsonb,
  created_by text not null,
  created_role text not null references platform.role,
  created_at timestamptz not null,
  started_at timestamptz,
  heartbeat_at timestamptz,
  finished_at timestamptz,
  primary key (org_id, run_id)
);
create index run_recent on platform.run (org_id, created_at desc);
call platform.guard('platform.run', 'select, insert, update');

-- What a run refused or warned of, row by row: nothing that came in is lost.
create table platform.run_issue (
  org_id uuid not null,
  run_id uuid not null,
  ordinal int not null,
  row_number int,
  field text,
  value text,
  code text not null,
  reason text not null,
  fix text not null,
  source_row jsonb,
  primary key (org_id, run_id, ordinal),
  foreign key (org_id, run_id) references platform.run
);
call platform.guard('platform.run_issue', 'select, insert');

create table platform.file (
  org_id uuid not null references platform.org,
  file_id uuid not null,
  sha256 bytea not null check (length(sha256) = 32),
  name text not null,
  media_type text not null,
  size_bytes bigint not null check (size_bytes >= 0),
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (org_id, file_id)
);
create index file_by_hash on platform.file (org_id, sha256);
call platform.guard('platform.file', 'select, insert');
call platform.make_append_only('platform.file');

create table platform.setting (
  org_id uuid not null references platform.org,
  name text not null,
  value jsonb not null,
  version int not null default 1 check (version > 0),
  recorded_at timestamptz not null,
  primary key (org_id, name)
);
call platform.guard('platform.setting', 'select, insert, update');

-- A kept column mapping for imports of one kind.
create table platform.import_profile (
  org_id uuid not null references platform.org,
  kind text not null,
  name text not null,
  mapping jsonb not null,
  recorded_at timestamptz not null,
  primary key (org_id, kind, name)
);
call platform.guard('platform.import_profile', 'select, insert, update');

-- Gapless numbers: one locked row per entity, kind, series and fiscal year.
create table platform.series_counter (
  org_id uuid not null,
  entity_id int not null,
  kind text not null,
  series text not null,
  fiscal_year int not null,
  last_sequence bigint not null default 0,
  last_date date,
  primary key (org_id, entity_id, kind, series, fiscal_year),
  foreign key (org_id, entity_id) references platform.entity
);
call platform.guard('platform.series_counter', 'select, insert, update');

insert into platform.role (role, title, sort) values
  ('admin', 'Administrator', 1), ('manager', 'Billing manager', 2), ('senior', 'Senior specialist', 3), ('specialist', 'Billing specialist', 4),
  ('junior', 'Junior specialist', 5), ('auditor', 'Accountant or auditor', 6), ('sales', 'Sales and customer service', 7), ('customer', 'Customer (portal)', 8);
