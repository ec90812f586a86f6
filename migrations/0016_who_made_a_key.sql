-- Who made a key is kept by person, so that nobody approves with a key what they asked for themselves.

-- Of keys from before, the name alone is known: each stays a person of its own.
alter table auth.api_key add column made_by text;

drop function auth.find_api_key(bytea);
create function auth.find_api_key(wanted bytea)
  returns table (org_id uuid, key_id uuid, name text, role text, expires_at timestamptz, last_used_at timestamptz, made_by text)
  language sql stable security definer set search_path = pg_catalog as
$$ select k.org_id, k.key_id, k.name, k.role, k.expires_at, k.last_used_at, k.made_by from auth.api_key k where k.sha256 = wanted and k.revoked_at is null $$;
revoke execute on function auth.find_api_key(bytea) from public;
grant execute on function auth.find_api_key(bytea) to counterfoil_app;
