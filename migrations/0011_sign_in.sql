-- Sign-in: people, their passwords, sessions and second factors (shapes of better-auth 1.7.5), lock-out, one-time links, API keys.
-- People are global: one person may work for several organisations, which platform.member says.

create schema auth;
grant usage on schema auth to counterfoil_app;

create table auth.user (
  id uuid primary key default gen_random_uuid(),
  name text not null check (name <> ''),
  email text not null unique check (email = lower(email)),
  email_verified boolean not null,
  image text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp,
  two_factor_enabled boolean
);
grant select, insert, update on auth.user to counterfoil_app;

-- The token stands in clear; the cookie adds a signature made with the server's secret, so a copy of this table opens no door.
create table auth.session (
  id uuid primary key default gen_random_uuid(),
  expires_at timestamptz not null,
  token text not null unique,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  user_id uuid not null references auth.user on delete cascade,
  -- The organisation in which the person works in this session; ours, unknown to the library.
  active_org_id uuid
);
create index session_by_user on auth.session (user_id);
grant select, insert, update, delete on auth.session to counterfoil_app;

create table auth.account (
  id uuid primary key default gen_random_uuid(),
  account_id text not null,
  provider_id text not null,
  user_id uuid not null references auth.user on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  -- scrypt, with its salt.
  password text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null,
  unique (user_id, provider_id)
);
grant select, insert, update, delete on auth.account to counterfoil_app;

create table auth.verification (
  id uuid primary key default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index verification_by_identifier on auth.verification (identifier);
grant select, insert, update, delete on auth.verification to counterfoil_app;

-- Secret and backup codes are encrypted with the server's secret.
create table auth.two_factor (
  id uuid primary key default gen_random_uuid(),
  secret text not null,
  backup_codes text not null,
  user_id uuid not null unique references auth.user on delete cascade,
  verified boolean,
  failed_verification_count int,
  locked_until timestamptz
);
grant select, insert, update, delete on auth.two_factor to counterfoil_app;

-- Failed sign-ins per e-mail address tried and per network address, within a window; enough of them lock for a while.
create table auth.sign_in_failure (
  kind text not null check (kind in ('email', 'address')),
  subject text not null,
  failures int not null check (failures > 0),
  first_failed_at timestamptz not null,
  locked_until timestamptz,
  primary key (kind, subject)
);
grant select, insert, update, delete on auth.sign_in_failure to counterfoil_app;

-- A link with which a person sets their password once: an invitation, or a forgotten password. Only the token's hash is kept.
create table auth.one_time_link (
  token_sha256 bytea primary key check (length(token_sha256) = 32),
  user_id uuid not null references auth.user on delete cascade,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index one_time_link_by_user on auth.one_time_link (user_id);
grant select, insert, update (used_at) on auth.one_time_link to counterfoil_app;

-- A key belongs to an organisation and has a role there. Only its hash is kept; it is shown once, when it is made.
create table auth.api_key (
  org_id uuid not null references platform.org,
  key_id uuid not null,
  name text not null check (name <> ''),
  -- The first letters, by which people tell their keys apart.
  hint text not null,
  sha256 bytea not null check (length(sha256) = 32),
  role text not null references platform.role,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text,
  primary key (org_id, key_id)
);
create index api_key_by_hash on auth.api_key (sha256);
call platform.guard('auth.api_key', 'select, insert, update (last_used_at, revoked_at, revoked_by)');

-- Whoever knows a key may learn which organisation it opens; nothing else crosses the border between organisations.
create function auth.find_api_key(wanted bytea)
  returns table (org_id uuid, key_id uuid, name text, role text, expires_at timestamptz, last_used_at timestamptz)
  language sql stable security definer set search_path = pg_catalog as
$$ select k.org_id, k.key_id, k.name, k.role, k.expires_at, k.last_used_at from auth.api_key k where k.sha256 = wanted and k.revoked_at is null $$;
revoke execute on function auth.find_api_key(bytea) from public;
grant execute on function auth.find_api_key(bytea) to counterfoil_app;

-- How many organisations there are, for the first start; their number only.
create function platform.count_organisations() returns bigint language sql stable security definer set search_path = pg_catalog as
$$ select count(*) from platform.org $$;
revoke execute on function platform.count_organisations() from public;
grant execute on function platform.count_organisations() to counterfoil_app;

-- Whether a person works for another organisation too: then no single organisation may hand out a way into the account.
create function auth.works_elsewhere(person text, here uuid) returns boolean language sql stable security definer set search_path = pg_catalog as
$$ select exists (select 1 from platform.member m where m.user_id = person and m.org_id <> here and m.removed_at is null) $$;
revoke execute on function auth.works_elsewhere(text, uuid) from public;
grant execute on function auth.works_elsewhere(text, uuid) to counterfoil_app;
