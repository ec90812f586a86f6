-- What the migrations add up to. Written by `npm run schema`; a test keeps it equal to the database.

-- schemas
create schema auth;
create schema cash;
create schema catalog;
create schema charges;
create schema customers;
create schema evidence;
create schema invoicing;
create schema ledger;
create schema payments;
create schema platform;

create table auth.account (
  id uuid not null default gen_random_uuid(),
  account_id text not null,
  provider_id text not null,
  user_id uuid not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamp with time zone,
  refresh_token_expires_at timestamp with time zone,
  scope text,
  password text,
  created_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp with time zone not null,
  constraint account_user_id_provider_id_key UNIQUE (user_id, provider_id),
  constraint account_pkey PRIMARY KEY (id),
  constraint account_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
row level security: off
grant delete to counterfoil_app
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table auth.api_key (
  org_id uuid not null,
  key_id uuid not null,
  name text not null,
  hint text not null,
  sha256 bytea not null,
  role text not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  revoked_by text,
  made_by text,
  constraint api_key_pkey PRIMARY KEY (org_id, key_id),
  constraint api_key_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id),
  constraint api_key_role_fkey FOREIGN KEY (role) REFERENCES platform.role(role),
  constraint api_key_name_check CHECK ((name <> ''::text)),
  constraint api_key_sha256_check CHECK ((length(sha256) = 32))
);
CREATE INDEX api_key_by_hash ON auth.api_key USING btree (sha256);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (last_used_at) to counterfoil_app
grant update (revoked_at) to counterfoil_app
grant update (revoked_by) to counterfoil_app

create table auth.one_time_link (
  token_sha256 bytea not null,
  user_id uuid not null,
  created_at timestamp with time zone not null,
  created_by text not null,
  expires_at timestamp with time zone not null,
  used_at timestamp with time zone,
  constraint one_time_link_pkey PRIMARY KEY (token_sha256),
  constraint one_time_link_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE,
  constraint one_time_link_token_sha256_check CHECK ((length(token_sha256) = 32))
);
CREATE INDEX one_time_link_by_user ON auth.one_time_link USING btree (user_id);
row level security: off
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (used_at) to counterfoil_app

create table auth.session (
  id uuid not null default gen_random_uuid(),
  expires_at timestamp with time zone not null,
  token text not null,
  created_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  user_id uuid not null,
  active_org_id uuid,
  constraint session_token_key UNIQUE (token),
  constraint session_pkey PRIMARY KEY (id),
  constraint session_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
CREATE INDEX session_by_user ON auth.session USING btree (user_id);
row level security: off
grant delete to counterfoil_app
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table auth.sign_in_failure (
  kind text not null,
  subject text not null,
  failures integer not null,
  first_failed_at timestamp with time zone not null,
  locked_until timestamp with time zone,
  constraint sign_in_failure_pkey PRIMARY KEY (kind, subject),
  constraint sign_in_failure_failures_check CHECK ((failures > 0)),
  constraint sign_in_failure_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'address'::text])))
);
row level security: off
grant delete to counterfoil_app
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table auth.two_factor (
  id uuid not null default gen_random_uuid(),
  secret text not null,
  backup_codes text not null,
  user_id uuid not null,
  verified boolean,
  failed_verification_count integer,
  locked_until timestamp with time zone,
  constraint two_factor_user_id_key UNIQUE (user_id),
  constraint two_factor_pkey PRIMARY KEY (id),
  constraint two_factor_user_id_fkey FOREIGN KEY (user_id) REFERENCES auth."user"(id) ON DELETE CASCADE
);
row level security: off
grant delete to counterfoil_app
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table auth.user (
  id uuid not null default gen_random_uuid(),
  name text not null,
  email text not null,
  email_verified boolean not null,
  image text,
  created_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  two_factor_enabled boolean,
  constraint user_email_key UNIQUE (email),
  constraint user_pkey PRIMARY KEY (id),
  constraint user_email_check CHECK ((email = lower(email))),
  constraint user_name_check CHECK ((name <> ''::text))
);
row level security: off
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table auth.verification (
  id uuid not null default gen_random_uuid(),
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  updated_at timestamp with time zone not null default CURRENT_TIMESTAMP,
  constraint verification_pkey PRIMARY KEY (id)
);
CREATE INDEX verification_by_identifier ON auth.verification USING btree (identifier);
row level security: off
grant delete to counterfoil_app
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table cash.application (
  org_id uuid not null,
  application_id uuid not null,
  entity_id integer not null,
  source_kind text not null,
  source_id uuid not null,
  source_minor bigint not null,
  source_currency character(3) not null,
  receipt_id uuid,
  document_id uuid not null,
  item_id uuid not null,
  customer_id uuid not null,
  applied_on date not null,
  currency character(3) not null,
  applied_minor bigint not null,
  cash_minor bigint not null,
  discount_minor bigint not null default 0,
  fee_minor bigint not null default 0,
  tolerance_minor bigint not null default 0,
  decided_by text not null,
  rule text,
  confidence numeric,
  reasons jsonb not null,
  match_id uuid,
  entry_id uuid not null,
  run_id uuid,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint application_pkey PRIMARY KEY (org_id, application_id),
  constraint application_org_id_document_id_fkey FOREIGN KEY (org_id, document_id) REFERENCES invoicing.document(org_id, document_id),
  constraint application_applied_minor_check CHECK ((applied_minor > 0)),
  constraint application_cash_minor_check CHECK ((cash_minor >= 0)),
  constraint application_check CHECK ((applied_minor = (((cash_minor + discount_minor) + fee_minor) + tolerance_minor))),
  constraint application_check1 CHECK (((source_currency <> currency) OR (source_minor = cash_minor))),
  constraint application_check2 CHECK (((decided_by = 'person'::text) OR ((rule IS NOT NULL) AND (confidence IS NOT NULL)))),
  constraint application_confidence_check CHECK (((confidence >= (0)::numeric) AND (confidence <= (1)::numeric))),
  constraint application_decided_by_check CHECK ((decided_by = ANY (ARRAY['rule'::text, 'person'::text]))),
  constraint application_discount_minor_check CHECK ((discount_minor >= 0)),
  constraint application_fee_minor_check CHECK ((fee_minor >= 0)),
  constraint application_source_kind_check CHECK ((source_kind = ANY (ARRAY['receipt'::text, 'credit_note'::text]))),
  constraint application_source_minor_check CHECK ((source_minor >= 0)),
  constraint application_tolerance_minor_check CHECK ((tolerance_minor >= 0))
);
CREATE INDEX application_by_customer ON cash.application USING btree (org_id, customer_id, applied_on);
CREATE INDEX application_by_document ON cash.application USING btree (org_id, document_id);
CREATE INDEX application_by_receipt ON cash.application USING btree (org_id, receipt_id) WHERE (receipt_id IS NOT NULL);
CREATE INDEX application_by_source ON cash.application USING btree (org_id, source_id, application_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON cash.application FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON cash.application FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table cash.discount_tax (
  org_id uuid not null,
  application_id uuid not null,
  group_no smallint not null,
  base_minor bigint not null,
  tax_minor bigint not null,
  constraint discount_tax_pkey PRIMARY KEY (org_id, application_id, group_no),
  constraint discount_tax_org_id_application_id_fkey FOREIGN KEY (org_id, application_id) REFERENCES cash.application(org_id, application_id),
  constraint discount_tax_base_minor_check CHECK ((base_minor >= 0)),
  constraint discount_tax_tax_minor_check CHECK ((tax_minor >= 0))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON cash.discount_tax FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON cash.discount_tax FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table cash.identification (
  org_id uuid not null,
  identification_id uuid not null,
  receipt_id uuid not null,
  identification_no integer not null,
  customer_id uuid,
  identified_on date not null,
  amount_minor bigint not null,
  decided_by text not null,
  reason text not null,
  entry_id uuid not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint identification_pkey PRIMARY KEY (org_id, identification_id),
  constraint identification_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers.customer(org_id, customer_id),
  constraint identification_org_id_receipt_id_fkey FOREIGN KEY (org_id, receipt_id) REFERENCES payments.receipt(org_id, receipt_id),
  constraint identification_amount_minor_check CHECK ((amount_minor > 0)),
  constraint identification_decided_by_check CHECK ((decided_by = ANY (ARRAY['rule'::text, 'person'::text]))),
  constraint identification_identification_no_check CHECK ((identification_no > 0)),
  constraint identification_reason_check CHECK ((reason <> ''::text))
);
CREATE INDEX identification_by_customer ON cash.identification USING btree (org_id, customer_id) WHERE (customer_id IS NOT NULL);
CREATE UNIQUE INDEX identification_by_receipt ON cash.identification USING btree (org_id, receipt_id, identification_no);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON cash.identification FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON cash.identification FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table cash.match (
  org_id uuid not null,
  match_id uuid not null,
  receipt_id uuid not null,
  status text not null,
  outcome text not null,
  rule text not null,
  confidence numeric not null,
  receipt_on date not null,
  amount_minor bigint not null,
  currency character(3) not null,
  proposal jsonb not null,
  reasons jsonb not null,
  run_id uuid,
  recorded_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by text,
  constraint match_pkey PRIMARY KEY (org_id, match_id),
  constraint match_org_id_receipt_id_fkey FOREIGN KEY (org_id, receipt_id) REFERENCES payments.receipt(org_id, receipt_id),
  constraint match_amount_minor_check CHECK ((amount_minor > 0)),
  constraint match_confidence_check CHECK (((confidence >= (0)::numeric) AND (confidence <= (1)::numeric))),
  constraint match_outcome_check CHECK ((outcome = ANY (ARRAY['applied'::text, 'suggested'::text, 'unmatched'::text]))),
  constraint match_status_check CHECK ((status = ANY (ARRAY['suggested'::text, 'unmatched'::text, 'on_account'::text, 'applied'::text, 'rejected'::text, 'superseded'::text])))
);
CREATE INDEX match_by_date ON cash.match USING btree (org_id, receipt_on);
CREATE INDEX match_by_receipt ON cash.match USING btree (org_id, receipt_id, recorded_at);
CREATE UNIQUE INDEX match_current ON cash.match USING btree (org_id, receipt_id) INCLUDE (status) WHERE (status = ANY (ARRAY['suggested'::text, 'unmatched'::text, 'on_account'::text]));
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (decided_at) to counterfoil_app
grant update (decided_by) to counterfoil_app
grant update (status) to counterfoil_app

create table cash.refund (
  org_id uuid not null,
  refund_id uuid not null,
  entity_id integer not null,
  receipt_id uuid not null,
  customer_id uuid not null,
  amount_minor bigint not null,
  currency character(3) not null,
  paid_to text,
  reason text not null,
  status text not null,
  requested_at timestamp with time zone not null,
  requested_by text not null,
  requested_by_key text not null,
  paid_on date,
  entry_id uuid,
  decided_at timestamp with time zone,
  decided_by text,
  decision_reason text,
  taken_back_on date,
  taken_back_at timestamp with time zone,
  taken_back_by text,
  taken_back_reason text,
  taken_back_entry_id uuid,
  approved_by_key text,
  constraint refund_pkey PRIMARY KEY (org_id, refund_id),
  constraint refund_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers.customer(org_id, customer_id),
  constraint refund_org_id_receipt_id_fkey FOREIGN KEY (org_id, receipt_id) REFERENCES payments.receipt(org_id, receipt_id),
  constraint refund_amount_minor_check CHECK ((amount_minor > 0)),
  constraint refund_by_two CHECK (
CASE
    WHEN (approved_by_key IS NULL) THEN ((entry_id IS NULL) OR (decided_at = requested_at))
    ELSE (approved_by_key <> requested_by_key)
END),
  constraint refund_check CHECK (((status = ANY (ARRAY['paid'::text, 'taken_back'::text])) = ((entry_id IS NOT NULL) AND (paid_on IS NOT NULL)))),
  constraint refund_check1 CHECK (((status = 'taken_back'::text) = ((taken_back_entry_id IS NOT NULL) AND (taken_back_on IS NOT NULL) AND (taken_back_reason IS NOT NULL)))),
  constraint refund_check2 CHECK (((status <> 'rejected'::text) OR (decision_reason IS NOT NULL))),
  constraint refund_reason_check CHECK ((reason <> ''::text)),
  constraint refund_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'paid'::text, 'rejected'::text, 'taken_back'::text])))
);
CREATE INDEX refund_by_receipt ON cash.refund USING btree (org_id, receipt_id);
CREATE INDEX refund_by_status ON cash.refund USING btree (org_id, status, requested_at DESC, refund_id DESC);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (approved_by_key) to counterfoil_app
grant update (decided_at) to counterfoil_app
grant update (decided_by) to counterfoil_app
grant update (decision_reason) to counterfoil_app
grant update (entry_id) to counterfoil_app
grant update (paid_on) to counterfoil_app
grant update (status) to counterfoil_app
grant update (taken_back_at) to counterfoil_app
grant update (taken_back_by) to counterfoil_app
grant update (taken_back_entry_id) to counterfoil_app
grant update (taken_back_on) to counterfoil_app
grant update (taken_back_reason) to counterfoil_app

create table cash.unapplication (
  org_id uuid not null,
  application_id uuid not null,
  unapplied_on date not null,
  reason text not null,
  wrong_match boolean not null,
  entry_id uuid not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint unapplication_pkey PRIMARY KEY (org_id, application_id),
  constraint unapplication_org_id_application_id_fkey FOREIGN KEY (org_id, application_id) REFERENCES cash.application(org_id, application_id),
  constraint unapplication_reason_check CHECK ((reason <> ''::text))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON cash.unapplication FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON cash.unapplication FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table catalog.charge_code (
  org_id uuid not null,
  charge_code text not null,
  name text not null,
  revenue_account_code text not null,
  tax_class text not null,
  supply text not null default 'goods'::text,
  recorded_at timestamp with time zone not null,
  constraint charge_code_pkey PRIMARY KEY (org_id, charge_code),
  constraint charge_code_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id),
  constraint charge_code_charge_code_check CHECK ((charge_code <> ''::text)),
  constraint charge_code_supply_check CHECK ((supply = ANY (ARRAY['goods'::text, 'service'::text]))),
  constraint charge_code_tax_class_check CHECK ((tax_class = ANY (ARRAY['standard'::text, 'reduced'::text, 'second_reduced'::text, 'super_reduced'::text, 'zero'::text, 'exempt'::text])))
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (name) to counterfoil_app

create table catalog.price (
  org_id uuid not null,
  price_id uuid not null,
  price_book text not null,
  product_id uuid not null,
  customer_id uuid,
  min_quantity numeric not null default 0,
  unit_price numeric not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint price_pkey PRIMARY KEY (org_id, price_id),
  constraint price_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers.customer(org_id, customer_id),
  constraint price_org_id_price_book_fkey FOREIGN KEY (org_id, price_book) REFERENCES catalog.price_book(org_id, price_book),
  constraint price_org_id_product_id_fkey FOREIGN KEY (org_id, product_id) REFERENCES catalog.product(org_id, product_id),
  constraint price_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from))),
  constraint price_min_quantity_check CHECK ((min_quantity >= (0)::numeric)),
  constraint price_unit_price_check CHECK ((unit_price >= (0)::numeric))
);
CREATE INDEX price_by_customer ON catalog.price USING btree (org_id, customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX price_by_product ON catalog.price USING btree (org_id, product_id, customer_id, valid_from DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON catalog.price FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON catalog.price FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table catalog.price_book (
  org_id uuid not null,
  price_book text not null,
  name text not null,
  currency character(3) not null,
  recorded_at timestamp with time zone not null,
  constraint price_book_pkey PRIMARY KEY (org_id, price_book),
  constraint price_book_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id),
  constraint price_book_price_book_check CHECK ((price_book <> ''::text))
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table catalog.product (
  org_id uuid not null,
  product_id uuid not null,
  sku text not null,
  external_id text,
  name text not null,
  description text,
  unit text not null default 'unit'::text,
  charge_code text not null,
  tax_class text not null,
  active boolean not null default true,
  version integer not null default 1,
  recorded_at timestamp with time zone not null,
  constraint product_org_id_sku_key UNIQUE (org_id, sku),
  constraint product_pkey PRIMARY KEY (org_id, product_id),
  constraint product_org_id_charge_code_fkey FOREIGN KEY (org_id, charge_code) REFERENCES catalog.charge_code(org_id, charge_code),
  constraint product_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id),
  constraint product_name_check CHECK ((name <> ''::text)),
  constraint product_sku_check CHECK ((sku <> ''::text)),
  constraint product_tax_class_check CHECK ((tax_class = ANY (ARRAY['standard'::text, 'reduced'::text, 'second_reduced'::text, 'super_reduced'::text, 'zero'::text, 'exempt'::text]))),
  constraint product_version_check CHECK ((version > 0))
);
CREATE INDEX product_inactive ON catalog.product USING btree (org_id, sku) WHERE (NOT active);
CREATE UNIQUE INDEX product_by_external_id ON catalog.product USING btree (org_id, external_id) WHERE (external_id IS NOT NULL);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (active) to counterfoil_app
grant update (charge_code) to counterfoil_app
grant update (description) to counterfoil_app
grant update (name) to counterfoil_app
grant update (tax_class) to counterfoil_app
grant update (unit) to counterfoil_app
grant update (version) to counterfoil_app

create table catalog.product_word (
  org_id uuid not null,
  word text not null,
  product_id uuid not null,
  constraint product_word_pkey PRIMARY KEY (org_id, word, product_id),
  constraint product_word_org_id_product_id_fkey FOREIGN KEY (org_id, product_id) REFERENCES catalog.product(org_id, product_id),
  constraint product_word_word_check CHECK ((word <> ''::text))
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant delete to counterfoil_app
grant insert to counterfoil_app
grant select to counterfoil_app

create table catalog.tax_rate (
  org_id uuid not null,
  jurisdiction text not null,
  tax_class text not null,
  valid_from date not null,
  rate numeric not null,
  name text not null,
  recorded_at timestamp with time zone not null,
  constraint tax_rate_pkey PRIMARY KEY (org_id, jurisdiction, tax_class, valid_from),
  constraint tax_rate_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id),
  constraint tax_rate_rate_check CHECK (((rate >= (0)::numeric) AND (rate <= (100)::numeric))),
  constraint tax_rate_tax_class_check CHECK ((tax_class = ANY (ARRAY['standard'::text, 'reduced'::text, 'second_reduced'::text, 'super_reduced'::text, 'zero'::text, 'exempt'::text])))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON catalog.tax_rate FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON catalog.tax_rate FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table catalog.tax_registration (
  org_id uuid not null,
  entity_id integer not null,
  jurisdiction text not null,
  number text not null,
  valid_from date not null,
  valid_to date,
  recorded_at timestamp with time zone not null,
  constraint tax_registration_pkey PRIMARY KEY (org_id, entity_id, jurisdiction, valid_from),
  constraint tax_registration_org_id_entity_id_fkey FOREIGN KEY (org_id, entity_id) REFERENCES platform.entity(org_id, entity_id),
  constraint tax_registration_check CHECK (((valid_to IS NULL) OR (valid_to >= valid_from)))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON catalog.tax_registration FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON catalog.tax_registration FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table charges.charge (
  org_id uuid not null,
  charge_id uuid not null,
  entity_id integer not null,
  customer_id uuid not null,
  kind text not null,
  status text not null,
  evidence_key text not null,
  delivery_id uuid,
  delivery_line_no integer,
  order_id uuid,
  order_line_no integer,
  customer_po text,
  product_id uuid,
  charge_code text not null,
  description text not null,
  service_on date not null,
  quantity numeric not null,
  unit text not null,
  unit_price numeric not null,
  discount_percent numeric not null default 0,
  amount_minor bigint not null,
  currency character(3) not null,
  tax_jurisdiction text not null,
  tax_category character(2) not null,
  tax_rate numeric not null,
  tax_reason text,
  revenue_account_id integer not null,
  proof jsonb not null,
  run_id uuid,
  recorded_at timestamp with time zone not null,
  constraint charge_org_id_evidence_key_key UNIQUE (org_id, evidence_key),
  constraint charge_pkey PRIMARY KEY (org_id, charge_id),
  constraint charge_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers.customer(org_id, customer_id),
  constraint charge_org_id_delivery_id_delivery_line_no_fkey FOREIGN KEY (org_id, delivery_id, delivery_line_no) REFERENCES evidence.delivery_line(org_id, delivery_id, line_no),
  constraint charge_org_id_revenue_account_id_fkey FOREIGN KEY (org_id, revenue_account_id) REFERENCES ledger.account(org_id, account_id),
  constraint charge_check CHECK (((kind = 'return'::text) OR (amount_minor >= 0))),
  constraint charge_kind_check CHECK ((kind = ANY (ARRAY['delivery'::text, 'return'::text, 'manual'::text, 'adjustment'::text]))),
  constraint charge_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'held'::text, 'billed'::text, 'waived'::text, 'reversed'::text, 'superseded'::text]))),
  constraint charge_tax_category_check CHECK ((tax_category = ANY (ARRAY['S'::bpchar, 'Z'::bpchar, 'E'::bpchar, 'AE'::bpchar, 'K'::bpchar, 'G'::bpchar, 'O'::bpchar]))),
  constraint charge_tax_rate_check CHECK ((tax_rate >= (0)::numeric))
);
CREATE INDEX charge_by_customer ON charges.charge USING btree (org_id, customer_id, service_on);
CREATE INDEX charge_by_delivery ON charges.charge USING btree (org_id, delivery_id, delivery_line_no) WHERE (delivery_id IS NOT NULL);
CREATE INDEX charge_by_hand ON charges.charge USING btree (org_id, customer_id, charge_id) WHERE ((kind = 'manual'::text) AND (status = 'billed'::text));
CREATE INDEX charge_by_order_line ON charges.charge USING btree (org_id, order_id, order_line_no) WHERE (order_id IS NOT NULL);
CREATE INDEX charge_held ON charges.charge USING btree (org_id, service_on, charge_id) INCLUDE (currency, amount_minor, entity_id, customer_id, delivery_id) WHERE (status = 'held'::text);
CREATE INDEX charge_pending ON charges.charge USING btree (org_id, service_on, charge_id) INCLUDE (currency, amount_minor, entity_id, customer_id, delivery_id) WHERE (status = 'pending'::text);
CREATE INDEX charge_to_bill ON charges.charge USING btree (org_id, entity_id, customer_id, service_on) INCLUDE (currency, amount_minor) WHERE (status = 'pending'::text);
CREATE INDEX charge_undone ON charges.charge USING btree (org_id, status, charge_id) WHERE (status = ANY (ARRAY['waived'::text, 'reversed'::text, 'superseded'::text]));
CREATE TRIGGER no_delete BEFORE DELETE ON charges.charge FOR EACH ROW EXECUTE FUNCTION platform.forbid_change();
CREATE TRIGGER refuse_move BEFORE UPDATE ON charges.charge FOR EACH ROW WHEN (((old.status IS DISTINCT FROM new.status) AND (((((((((old.status <> 'pending'::text) OR (new.status <> 'held'::text)) AND ((old.status <> 'held'::text) OR (new.status <> 'pending'::text))) AND ((old.status <> 'pending'::text) OR (new.status <> 'billed'::text))) AND ((old.status <> 'pending'::text) OR (new.status <> 'waived'::text))) AND ((old.status <> 'held'::text) OR (new.status <> 'waived'::text))) AND ((old.status <> 'pending'::text) OR (new.status <> 'superseded'::text))) AND ((old.status <> 'held'::text) OR (new.status <> 'superseded'::text))) AND ((old.status <> 'billed'::text) OR (new.status <> 'reversed'::text))))) EXECUTE FUNCTION charges.refuse_move();
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (status) to counterfoil_app

create table charges.customer_history (
  org_id uuid not null,
  customer_id uuid not null,
  currency character(3) not null,
  lines bigint not null,
  largest_minor bigint not null,
  constraint customer_history_pkey PRIMARY KEY (org_id, customer_id, currency)
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table charges.hold (
  org_id uuid not null,
  charge_id uuid not null,
  check_code text not null,
  opened_at timestamp with time zone not null,
  reason text not null,
  owner_role text not null,
  risk_minor bigint not null,
  released_at timestamp with time zone,
  released_by text,
  release_reason text,
  constraint hold_pkey PRIMARY KEY (org_id, charge_id, check_code, opened_at),
  constraint hold_org_id_charge_id_fkey FOREIGN KEY (org_id, charge_id) REFERENCES charges.charge(org_id, charge_id),
  constraint hold_owner_role_fkey FOREIGN KEY (owner_role) REFERENCES platform.role(role),
  constraint hold_check CHECK (((released_at IS NULL) = (release_reason IS NULL))),
  constraint hold_risk_minor_check CHECK ((risk_minor >= 0))
);
CREATE INDEX hold_open ON charges.hold USING btree (org_id, owner_role, opened_at) INCLUDE (check_code, charge_id, risk_minor) WHERE (released_at IS NULL);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (release_reason) to counterfoil_app
grant update (released_at) to counterfoil_app
grant update (released_by) to counterfoil_app

create table customers.bank_account (
  org_id uuid not null,
  account text not null,
  customer_id uuid not null,
  source text not null,
  confirmations integer not null default 1,
  recorded_at timestamp with time zone not null,
  constraint bank_account_pkey PRIMARY KEY (org_id, account, customer_id),
  constraint bank_account_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers.customer(org_id, customer_id),
  constraint bank_account_account_check CHECK (((account = upper(account)) AND (account !~ '\s'::text) AND (account <> ''::text))),
  constraint bank_account_source_check CHECK ((source = ANY (ARRAY['given'::text, 'learned'::text])))
);
CREATE INDEX bank_account_by_customer ON customers.bank_account USING btree (org_id, customer_id);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (confirmations) to counterfoil_app

create table customers.contact (
  org_id uuid not null,
  contact_id uuid not null,
  customer_id uuid not null,
  name text not null,
  email text,
  phone text,
  role text not null default 'billing'::text,
  language character(2),
  removed_at timestamp with time zone,
  recorded_at timestamp with time zone not null,
  constraint contact_pkey PRIMARY KEY (org_id, contact_id),
  constraint contact_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers.customer(org_id, customer_id),
  constraint contact_name_check CHECK ((name <> ''::text))
);
CREATE INDEX contact_by_customer ON customers.contact USING btree (org_id, customer_id);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (email) to counterfoil_app
grant update (language) to counterfoil_app
grant update (name) to counterfoil_app
grant update (phone) to counterfoil_app
grant update (removed_at) to counterfoil_app
grant update (role) to counterfoil_app

create table customers.customer (
  org_id uuid not null,
  customer_id uuid not null,
  number text not null,
  external_id text,
  current_version integer not null,
  name_key text not null,
  currency character(3) not null,
  country character(2) not null,
  terms_code text not null,
  on_hold boolean not null,
  created_at timestamp with time zone not null,
  constraint customer_org_id_number_key UNIQUE (org_id, number),
  constraint customer_pkey PRIMARY KEY (org_id, customer_id),
  constraint customer_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id),
  constraint customer_number_check CHECK ((number <> ''::text))
);
CREATE INDEX customer_by_currency ON customers.customer USING btree (org_id, currency, customer_id);
CREATE INDEX customer_by_name ON customers.customer USING btree (org_id, name_key, customer_id);
CREATE INDEX customer_on_hold ON customers.customer USING btree (org_id, name_key, customer_id) WHERE on_hold;
CREATE UNIQUE INDEX customer_by_external_id ON customers.customer USING btree (org_id, external_id) WHERE (external_id IS NOT NULL);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (country) to counterfoil_app
grant update (currency) to counterfoil_app
grant update (current_version) to counterfoil_app
grant update (name_key) to counterfoil_app
grant update (on_hold) to counterfoil_app
grant update (terms_code) to counterfoil_app

create table customers.customer_version (
  org_id uuid not null,
  customer_id uuid not null,
  version integer not null,
  valid_from date not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  name text not null,
  trade_name text,
  parent_customer_id uuid,
  currency character(3) not null,
  language character(2) not null default 'en'::bpchar,
  terms_code text not null,
  tax_id text,
  tax_treatment text not null default 'standard'::text,
  country character(2) not null,
  region text,
  bill_to jsonb not null,
  credit_limit_minor bigint,
  on_hold boolean not null default false,
  hold_reason text,
  invoice_grouping text not null default 'delivery'::text,
  delivery_channel text not null default 'email'::text,
  invoice_email text,
  order_required boolean not null default false,
  short_pay_tolerance_minor bigint not null default 0,
  bank_fee_tolerance_minor bigint not null default 0,
  constraint customer_version_pkey PRIMARY KEY (org_id, customer_id, version),
  constraint customer_version_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers.customer(org_id, customer_id),
  constraint customer_version_org_id_parent_customer_id_fkey FOREIGN KEY (org_id, parent_customer_id) REFERENCES customers.customer(org_id, customer_id),
  constraint customer_version_bank_fee_tolerance_minor_check CHECK ((bank_fee_tolerance_minor >= 0)),
  constraint customer_version_check CHECK (((NOT on_hold) OR (hold_reason IS NOT NULL))),
  constraint customer_version_credit_limit_minor_check CHECK ((credit_limit_minor >= 0)),
  constraint customer_version_delivery_channel_check CHECK ((delivery_channel = ANY (ARRAY['email'::text, 'print'::text, 'none'::text]))),
  constraint customer_version_invoice_grouping_check CHECK ((invoice_grouping = ANY (ARRAY['customer'::text, 'order'::text, 'delivery'::text]))),
  constraint customer_version_name_check CHECK ((name <> ''::text)),
  constraint customer_version_short_pay_tolerance_minor_check CHECK ((short_pay_tolerance_minor >= 0)),
  constraint customer_version_tax_treatment_check CHECK ((tax_treatment = ANY (ARRAY['standard'::text, 'reverse_charge'::text, 'exempt'::text, 'export'::text, 'out_of_scope'::text]))),
  constraint customer_version_version_check CHECK ((version > 0))
);
CREATE INDEX customer_version_by_parent ON customers.customer_version USING btree (org_id, parent_customer_id) WHERE (parent_customer_id IS NOT NULL);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON customers.customer_version FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON customers.customer_version FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table customers.customer_word (
  org_id uuid not null,
  word text not null,
  customer_id uuid not null,
  constraint customer_word_pkey PRIMARY KEY (org_id, word, customer_id),
  constraint customer_word_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers.customer(org_id, customer_id),
  constraint customer_word_word_check CHECK ((word <> ''::text))
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant delete to counterfoil_app
grant insert to counterfoil_app
grant select to counterfoil_app

create table customers.exemption (
  org_id uuid not null,
  exemption_id uuid not null,
  customer_id uuid not null,
  jurisdiction text not null,
  certificate_number text not null,
  reason text not null,
  valid_from date not null,
  valid_to date not null,
  file_id uuid,
  recorded_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint exemption_pkey PRIMARY KEY (org_id, exemption_id),
  constraint exemption_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers.customer(org_id, customer_id),
  constraint exemption_check CHECK ((valid_to >= valid_from))
);
CREATE INDEX exemption_by_customer ON customers.exemption USING btree (org_id, customer_id, jurisdiction);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (revoked_at) to counterfoil_app

create table customers.ship_to (
  org_id uuid not null,
  customer_id uuid not null,
  code text not null,
  version integer not null,
  valid_from date not null,
  name text not null,
  address jsonb not null,
  country character(2) not null,
  region text,
  recorded_at timestamp with time zone not null,
  constraint ship_to_pkey PRIMARY KEY (org_id, customer_id, code, version),
  constraint ship_to_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers.customer(org_id, customer_id),
  constraint ship_to_code_check CHECK ((code <> ''::text)),
  constraint ship_to_version_check CHECK ((version > 0))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON customers.ship_to FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON customers.ship_to FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table customers.terms (
  org_id uuid not null,
  terms_code text not null,
  version integer not null,
  name text not null,
  rule jsonb not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint terms_pkey PRIMARY KEY (org_id, terms_code, version),
  constraint terms_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id),
  constraint terms_terms_code_check CHECK ((terms_code <> ''::text)),
  constraint terms_version_check CHECK ((version > 0))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON customers.terms FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON customers.terms FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table evidence.delivery (
  org_id uuid not null,
  delivery_id uuid not null,
  entity_id integer not null,
  number text not null,
  kind text not null,
  customer_id uuid not null,
  delivered_on date not null,
  confirmed_by text,
  file_id uuid,
  run_id uuid,
  source_row integer,
  recorded_at timestamp with time zone not null,
  constraint delivery_org_id_entity_id_number_key UNIQUE (org_id, entity_id, number),
  constraint delivery_pkey PRIMARY KEY (org_id, delivery_id),
  constraint delivery_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers.customer(org_id, customer_id),
  constraint delivery_org_id_entity_id_fkey FOREIGN KEY (org_id, entity_id) REFERENCES platform.entity(org_id, entity_id),
  constraint delivery_kind_check CHECK ((kind = ANY (ARRAY['delivery'::text, 'service'::text, 'return'::text]))),
  constraint delivery_number_check CHECK ((number <> ''::text))
);
CREATE INDEX delivery_by_customer ON evidence.delivery USING btree (org_id, customer_id, delivered_on, delivery_id);
CREATE INDEX delivery_by_date ON evidence.delivery USING btree (org_id, delivered_on, delivery_id);
CREATE INDEX delivery_returns ON evidence.delivery USING btree (org_id, delivered_on, delivery_id) WHERE (kind = 'return'::text);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON evidence.delivery FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON evidence.delivery FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table evidence.delivery_line (
  org_id uuid not null,
  delivery_id uuid not null,
  line_no integer not null,
  order_id uuid,
  order_line_no integer,
  order_reference text,
  order_line_reference integer,
  product_id uuid not null,
  quantity numeric not null,
  source_row integer,
  constraint delivery_line_pkey PRIMARY KEY (org_id, delivery_id, line_no),
  constraint delivery_line_org_id_delivery_id_fkey FOREIGN KEY (org_id, delivery_id) REFERENCES evidence.delivery(org_id, delivery_id),
  constraint delivery_line_org_id_order_id_order_line_no_fkey FOREIGN KEY (org_id, order_id, order_line_no) REFERENCES evidence.order_line(org_id, order_id, line_no),
  constraint delivery_line_org_id_product_id_fkey FOREIGN KEY (org_id, product_id) REFERENCES catalog.product(org_id, product_id),
  constraint delivery_line_check CHECK (((order_id IS NULL) = (order_line_no IS NULL))),
  constraint delivery_line_line_no_check CHECK ((line_no > 0)),
  constraint delivery_line_quantity_check CHECK ((quantity > (0)::numeric))
);
CREATE INDEX delivery_line_by_order ON evidence.delivery_line USING btree (org_id, order_id, order_line_no) WHERE (order_id IS NOT NULL);
CREATE INDEX delivery_line_without_order ON evidence.delivery_line USING btree (org_id, order_reference) WHERE ((order_id IS NULL) AND (order_reference IS NOT NULL));
CREATE TRIGGER append_only BEFORE DELETE ON evidence.delivery_line FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON evidence.delivery_line FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER only_linked BEFORE UPDATE ON evidence.delivery_line FOR EACH ROW WHEN (((old.order_id IS NOT NULL) OR (new.order_id IS NULL) OR ((((((((new.org_id IS DISTINCT FROM old.org_id) OR (new.delivery_id IS DISTINCT FROM old.delivery_id)) OR (new.line_no IS DISTINCT FROM old.line_no)) OR (new.order_reference IS DISTINCT FROM old.order_reference)) OR (new.order_line_reference IS DISTINCT FROM old.order_line_reference)) OR (new.product_id IS DISTINCT FROM old.product_id)) OR (new.quantity IS DISTINCT FROM old.quantity)) OR (new.source_row IS DISTINCT FROM old.source_row)))) EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (order_id) to counterfoil_app
grant update (order_line_no) to counterfoil_app

create table evidence.order_closure (
  org_id uuid not null,
  order_id uuid not null,
  closed_on date not null,
  reason text not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint order_closure_pkey PRIMARY KEY (org_id, order_id),
  constraint order_closure_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES evidence.sales_order(org_id, order_id)
);
CREATE INDEX order_closure_by_date ON evidence.order_closure USING btree (org_id, closed_on);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON evidence.order_closure FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON evidence.order_closure FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table evidence.order_completion (
  org_id uuid not null,
  order_id uuid not null,
  ordered_on date not null,
  first_on date not null,
  since_on date,
  constraint order_completion_pkey PRIMARY KEY (org_id, order_id),
  constraint order_completion_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES evidence.sales_order(org_id, order_id),
  constraint order_completion_check CHECK ((since_on >= first_on))
);
CREATE INDEX order_completion_by_day ON evidence.order_completion USING btree (org_id, since_on, ordered_on) INCLUDE (order_id, first_on);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant delete to counterfoil_app
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (first_on) to counterfoil_app
grant update (since_on) to counterfoil_app

create table evidence.order_line (
  org_id uuid not null,
  order_id uuid not null,
  line_no integer not null,
  product_id uuid not null,
  description text,
  quantity numeric not null,
  unit_price numeric,
  discount_percent numeric not null default 0,
  source_row integer,
  constraint order_line_pkey PRIMARY KEY (org_id, order_id, line_no),
  constraint order_line_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES evidence.sales_order(org_id, order_id),
  constraint order_line_org_id_product_id_fkey FOREIGN KEY (org_id, product_id) REFERENCES catalog.product(org_id, product_id),
  constraint order_line_discount_percent_check CHECK (((discount_percent >= (0)::numeric) AND (discount_percent <= (100)::numeric))),
  constraint order_line_line_no_check CHECK ((line_no > 0)),
  constraint order_line_quantity_check CHECK ((quantity > (0)::numeric)),
  constraint order_line_unit_price_check CHECK ((unit_price >= (0)::numeric))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON evidence.order_line FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON evidence.order_line FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table evidence.sales_order (
  org_id uuid not null,
  order_id uuid not null,
  entity_id integer not null,
  number text not null,
  customer_id uuid not null,
  customer_po text,
  ordered_on date not null,
  currency character(3) not null,
  price_rule text not null default 'order'::text,
  blanket boolean not null default false,
  not_to_exceed_minor bigint,
  expires_on date,
  ship_to_code text,
  file_id uuid,
  run_id uuid,
  source_row integer,
  recorded_at timestamp with time zone not null,
  constraint sales_order_org_id_entity_id_number_key UNIQUE (org_id, entity_id, number),
  constraint sales_order_pkey PRIMARY KEY (org_id, order_id),
  constraint sales_order_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers.customer(org_id, customer_id),
  constraint sales_order_org_id_entity_id_fkey FOREIGN KEY (org_id, entity_id) REFERENCES platform.entity(org_id, entity_id),
  constraint sales_order_not_to_exceed_minor_check CHECK ((not_to_exceed_minor >= 0)),
  constraint sales_order_number_check CHECK ((number <> ''::text)),
  constraint sales_order_price_rule_check CHECK ((price_rule = ANY (ARRAY['order'::text, 'delivery'::text])))
);
CREATE INDEX sales_order_by_customer ON evidence.sales_order USING btree (org_id, customer_id, ordered_on, order_id);
CREATE INDEX sales_order_by_customer_po ON evidence.sales_order USING btree (org_id, customer_po) WHERE (customer_po IS NOT NULL);
CREATE INDEX sales_order_by_date ON evidence.sales_order USING btree (org_id, ordered_on, order_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON evidence.sales_order FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON evidence.sales_order FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table evidence.uncharged_line (
  org_id uuid not null,
  entity_id integer not null,
  delivered_on date not null,
  delivery_id uuid not null,
  line_no integer not null,
  constraint uncharged_line_pkey PRIMARY KEY (org_id, entity_id, delivered_on, delivery_id, line_no),
  constraint uncharged_line_org_id_delivery_id_line_no_fkey FOREIGN KEY (org_id, delivery_id, line_no) REFERENCES evidence.delivery_line(org_id, delivery_id, line_no)
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant delete to counterfoil_app
grant insert to counterfoil_app
grant select to counterfoil_app

create table evidence.unfinished_order (
  org_id uuid not null,
  ordered_on date not null,
  order_id uuid not null,
  constraint unfinished_order_pkey PRIMARY KEY (org_id, ordered_on, order_id),
  constraint unfinished_order_org_id_order_id_fkey FOREIGN KEY (org_id, order_id) REFERENCES evidence.sales_order(org_id, order_id)
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant delete to counterfoil_app
grant insert to counterfoil_app
grant select to counterfoil_app

create table invoicing.dispatch (
  org_id uuid not null,
  dispatch_id uuid not null,
  document_id uuid not null,
  channel text not null,
  recipient text not null,
  status text not null,
  attempts integer not null default 0,
  message_id text,
  last_error text,
  queued_at timestamp with time zone not null,
  queued_by text not null,
  sent_at timestamp with time zone,
  constraint dispatch_pkey PRIMARY KEY (org_id, dispatch_id),
  constraint dispatch_org_id_document_id_fkey FOREIGN KEY (org_id, document_id) REFERENCES invoicing.document(org_id, document_id),
  constraint dispatch_channel_check CHECK ((channel = ANY (ARRAY['email'::text, 'outbox'::text, 'print'::text]))),
  constraint dispatch_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'sent'::text, 'failed'::text, 'bounced'::text])))
);
CREATE INDEX dispatch_by_document ON invoicing.dispatch USING btree (org_id, document_id);
CREATE INDEX dispatch_unsent ON invoicing.dispatch USING btree (org_id, status, queued_at, dispatch_id) WHERE (status <> 'sent'::text);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (attempts) to counterfoil_app
grant update (last_error) to counterfoil_app
grant update (message_id) to counterfoil_app
grant update (sent_at) to counterfoil_app
grant update (status) to counterfoil_app

create table invoicing.document (
  org_id uuid not null,
  document_id uuid not null,
  entity_id integer not null,
  kind text not null,
  status text not null,
  source text not null,
  number text,
  series text,
  fiscal_year integer,
  sequence bigint,
  customer_id uuid not null,
  customer_version integer not null,
  entity_version integer not null,
  ship_to_code text,
  currency character(3) not null,
  issued_on date,
  tax_point_on date,
  service_from date,
  service_to date,
  due_on date,
  terms_code text not null,
  terms_version integer not null,
  schedule jsonb,
  order_id uuid,
  order_reference text,
  customer_po text,
  references_document_id uuid,
  reason_code text,
  reason text,
  note text,
  tax_rounding text not null,
  net_minor bigint not null,
  tax_minor bigint not null,
  total_minor bigint not null,
  algorithm_version smallint not null default 1,
  template_version smallint not null default 1,
  entry_id uuid,
  run_id uuid,
  version integer not null default 1,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  issued_at timestamp with time zone,
  issued_txid xid8,
  number_key text generated always as (cash.number_key(number)) stored,
  number_end text generated always as (reverse(number)) stored,
  signed_minor bigint generated always as (
CASE kind
    WHEN 'credit_note'::text THEN (- total_minor)
    ELSE total_minor
END) stored,
  constraint document_pkey PRIMARY KEY (org_id, document_id),
  constraint document_org_id_customer_id_customer_version_fkey FOREIGN KEY (org_id, customer_id, customer_version) REFERENCES customers.customer_version(org_id, customer_id, version),
  constraint document_org_id_entity_id_entity_version_fkey FOREIGN KEY (org_id, entity_id, entity_version) REFERENCES platform.entity_version(org_id, entity_id, version),
  constraint document_check CHECK ((total_minor = (net_minor + tax_minor))),
  constraint document_check1 CHECK (((status = 'issued'::text) = ((number IS NOT NULL) AND (sequence IS NOT NULL) AND (fiscal_year IS NOT NULL) AND (series IS NOT NULL) AND (issued_on IS NOT NULL) AND (due_on IS NOT NULL) AND (issued_at IS NOT NULL) AND (issued_txid IS NOT NULL) AND (schedule IS NOT NULL)))),
  constraint document_check2 CHECK (((status <> 'issued'::text) OR (entry_id IS NOT NULL) OR ((net_minor = 0) AND (tax_minor = 0)))),
  constraint document_check3 CHECK (((kind = 'invoice'::text) OR (status = 'draft'::text) OR (reason_code IS NOT NULL))),
  constraint document_kind_check CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit_note'::text, 'debit_note'::text]))),
  constraint document_source_check CHECK ((source = ANY (ARRAY['bill_run'::text, 'manual'::text, 'upload'::text, 'correction'::text, 'opening'::text]))),
  constraint document_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'held'::text, 'approved'::text, 'issued'::text]))),
  constraint document_tax_rounding_check CHECK ((tax_rounding = ANY (ARRAY['group'::text, 'line'::text]))),
  constraint document_version_check CHECK ((version > 0))
);
CREATE INDEX document_by_amount ON invoicing.document USING btree (org_id, total_minor, document_id);
CREATE INDEX document_by_customer ON invoicing.document USING btree (org_id, customer_id, issued_on, document_id);
CREATE INDEX document_by_customer_po ON invoicing.document USING btree (org_id, customer_po) WHERE (customer_po IS NOT NULL);
CREATE INDEX document_by_date ON invoicing.document USING btree (org_id, issued_on, COALESCE(number, ''::text), document_id);
CREATE INDEX document_by_number_end ON invoicing.document USING btree (org_id, number_end) WHERE (number_end IS NOT NULL);
CREATE INDEX document_by_number_key ON invoicing.document USING btree (org_id, number_key) WHERE (number_key IS NOT NULL);
CREATE INDEX document_by_order ON invoicing.document USING btree (org_id, order_reference) WHERE (order_reference IS NOT NULL);
CREATE INDEX document_by_reference ON invoicing.document USING btree (org_id, references_document_id) WHERE (references_document_id IS NOT NULL);
CREATE INDEX document_by_run ON invoicing.document USING btree (org_id, run_id, document_id) WHERE (run_id IS NOT NULL);
CREATE INDEX document_by_signed ON invoicing.document USING btree (org_id, signed_minor, document_id, currency);
CREATE INDEX document_drafts ON invoicing.document USING btree (org_id, issued_on, document_id) WHERE (status <> 'issued'::text);
CREATE INDEX document_notes ON invoicing.document USING btree (org_id, kind, issued_on, document_id) WHERE (kind <> 'invoice'::text);
CREATE UNIQUE INDEX document_number ON invoicing.document USING btree (org_id, entity_id, number) WHERE (number IS NOT NULL);
CREATE UNIQUE INDEX document_sequence ON invoicing.document USING btree (org_id, entity_id, kind, series, fiscal_year, sequence) WHERE (sequence IS NOT NULL);
CREATE TRIGGER issued_is_final BEFORE DELETE OR UPDATE ON invoicing.document FOR EACH ROW EXECUTE FUNCTION invoicing.refuse_issued_change(); -- always
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON invoicing.document FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change();
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant delete to counterfoil_app
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table invoicing.document_day (
  org_id uuid not null,
  entity_id integer not null,
  kind text not null,
  currency character(3) not null,
  issued_on date not null,
  documents bigint not null,
  total_minor bigint not null,
  constraint document_day_pkey PRIMARY KEY (org_id, entity_id, kind, currency, issued_on),
  constraint document_day_documents_check CHECK ((documents > 0))
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (documents) to counterfoil_app
grant update (total_minor) to counterfoil_app

create table invoicing.document_file (
  org_id uuid not null,
  document_id uuid not null,
  kind text not null,
  file_id uuid not null,
  recorded_at timestamp with time zone not null,
  constraint document_file_pkey PRIMARY KEY (org_id, document_id, kind),
  constraint document_file_org_id_document_id_fkey FOREIGN KEY (org_id, document_id) REFERENCES invoicing.document(org_id, document_id),
  constraint document_file_org_id_file_id_fkey FOREIGN KEY (org_id, file_id) REFERENCES platform.file(org_id, file_id),
  constraint document_file_kind_check CHECK ((kind = ANY (ARRAY['pdf'::text, 'xml'::text])))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON invoicing.document_file FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON invoicing.document_file FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table invoicing.document_line (
  org_id uuid not null,
  document_id uuid not null,
  line_no integer not null,
  charge_id uuid,
  credits_line_no integer,
  credits_quantity numeric,
  product_id uuid,
  charge_code text not null,
  description text not null,
  service_on date,
  quantity numeric not null,
  unit text not null,
  unit_price numeric not null,
  discount_percent numeric not null default 0,
  amount_minor bigint not null,
  tax_jurisdiction text not null,
  tax_category character(2) not null,
  tax_rate numeric not null,
  tax_reason text,
  tax_minor bigint,
  revenue_account_id integer not null,
  order_reference text,
  delivery_reference text,
  proof jsonb,
  constraint document_line_pkey PRIMARY KEY (org_id, document_id, line_no),
  constraint document_line_org_id_document_id_fkey FOREIGN KEY (org_id, document_id) REFERENCES invoicing.document(org_id, document_id) ON DELETE CASCADE,
  constraint document_line_org_id_revenue_account_id_fkey FOREIGN KEY (org_id, revenue_account_id) REFERENCES ledger.account(org_id, account_id),
  constraint document_line_credits_quantity_check CHECK ((credits_quantity >= (0)::numeric)),
  constraint document_line_description_check CHECK ((description <> ''::text)),
  constraint document_line_line_no_check CHECK ((line_no > 0))
);
CREATE UNIQUE INDEX line_by_charge ON invoicing.document_line USING btree (org_id, charge_id) WHERE (charge_id IS NOT NULL);
CREATE TRIGGER credited_once AFTER INSERT ON invoicing.document_line REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION invoicing.refuse_overcredit(); -- always
CREATE TRIGGER issued_is_complete AFTER INSERT ON invoicing.document_line REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION invoicing.refuse_issued_part_insert();
CREATE TRIGGER issued_is_final BEFORE DELETE OR UPDATE ON invoicing.document_line FOR EACH ROW EXECUTE FUNCTION invoicing.refuse_issued_part_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant delete to counterfoil_app
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table invoicing.document_tax (
  org_id uuid not null,
  document_id uuid not null,
  group_no smallint not null,
  jurisdiction text not null,
  category character(2) not null,
  rate numeric not null,
  reason text,
  base_minor bigint not null,
  tax_minor bigint not null,
  constraint document_tax_pkey PRIMARY KEY (org_id, document_id, group_no),
  constraint document_tax_org_id_document_id_fkey FOREIGN KEY (org_id, document_id) REFERENCES invoicing.document(org_id, document_id) ON DELETE CASCADE
);
CREATE TRIGGER issued_is_complete AFTER INSERT ON invoicing.document_tax REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION invoicing.refuse_issued_part_insert();
CREATE TRIGGER issued_is_final BEFORE DELETE OR UPDATE ON invoicing.document_tax FOR EACH ROW EXECUTE FUNCTION invoicing.refuse_issued_part_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant delete to counterfoil_app
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table invoicing.document_void (
  org_id uuid not null,
  document_id uuid not null,
  voided_on date not null,
  reason text not null,
  entry_id uuid not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint document_void_pkey PRIMARY KEY (org_id, document_id),
  constraint document_void_org_id_document_id_fkey FOREIGN KEY (org_id, document_id) REFERENCES invoicing.document(org_id, document_id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON invoicing.document_void FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON invoicing.document_void FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table invoicing.issue_plan (
  org_id uuid not null,
  run_id uuid not null,
  ordinal integer not null,
  document_id uuid not null,
  version integer,
  name text not null,
  constraint issue_plan_org_id_run_id_document_id_key UNIQUE (org_id, run_id, document_id),
  constraint issue_plan_pkey PRIMARY KEY (org_id, run_id, ordinal),
  constraint issue_plan_ordinal_check CHECK ((ordinal > 0))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON invoicing.issue_plan FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON invoicing.issue_plan FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table invoicing.override (
  org_id uuid not null,
  override_id uuid not null,
  document_id uuid not null,
  line_no integer,
  field text not null,
  proposed text,
  entered text,
  reason text,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint override_pkey PRIMARY KEY (org_id, override_id)
);
CREATE INDEX override_by_document ON invoicing.override USING btree (org_id, document_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON invoicing.override FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON invoicing.override FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table invoicing.tax_day (
  org_id uuid not null,
  entity_id integer not null,
  currency character(3) not null,
  issued_on date not null,
  jurisdiction text not null,
  category character(2) not null,
  rate numeric not null,
  documents bigint not null,
  base_minor bigint not null,
  tax_minor bigint not null,
  constraint tax_day_pkey PRIMARY KEY (org_id, entity_id, currency, issued_on, jurisdiction, category, rate),
  constraint tax_day_documents_check CHECK ((documents > 0))
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (base_minor) to counterfoil_app
grant update (documents) to counterfoil_app
grant update (tax_minor) to counterfoil_app

create table invoicing.upload (
  org_id uuid not null,
  document_id uuid not null,
  run_id uuid not null,
  reference text not null,
  digest bytea not null,
  recorded_at timestamp with time zone not null,
  constraint upload_pkey PRIMARY KEY (org_id, document_id, run_id)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON invoicing.upload FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON invoicing.upload FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table ledger.account (
  org_id uuid not null,
  account_id integer not null,
  entity_id integer not null,
  code text not null,
  name text not null,
  type text not null,
  control text,
  purpose text,
  by_customer boolean not null default false,
  itemised boolean not null default false,
  closed_on date,
  recorded_at timestamp with time zone not null,
  constraint account_org_id_entity_id_code_key UNIQUE (org_id, entity_id, code),
  constraint account_org_id_entity_id_purpose_key UNIQUE (org_id, entity_id, purpose),
  constraint account_pkey PRIMARY KEY (org_id, account_id),
  constraint account_org_id_entity_id_fkey FOREIGN KEY (org_id, entity_id) REFERENCES platform.entity(org_id, entity_id),
  constraint account_account_id_check CHECK ((account_id > 0)),
  constraint account_code_check CHECK ((code ~ '^[A-Za-z0-9.-]{1,20}$'::text)),
  constraint account_control_check CHECK ((control = ANY (ARRAY['bank'::text, 'receivable'::text, 'unapplied_cash'::text, 'unidentified_cash'::text, 'tax_payable'::text, 'clearing'::text, 'deferred_revenue'::text]))),
  constraint account_type_check CHECK ((type = ANY (ARRAY['asset'::text, 'liability'::text, 'equity'::text, 'income'::text, 'expense'::text])))
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (closed_on) to counterfoil_app
grant update (name) to counterfoil_app

create table ledger.account_day (
  org_id uuid not null,
  account_id integer not null,
  currency character(3) not null,
  posted_on date not null,
  debit_minor bigint not null,
  credit_minor bigint not null,
  base_debit_minor bigint not null,
  base_credit_minor bigint not null,
  constraint account_day_pkey PRIMARY KEY (org_id, account_id, currency, posted_on),
  constraint account_day_org_id_account_id_fkey FOREIGN KEY (org_id, account_id) REFERENCES ledger.account(org_id, account_id),
  constraint account_day_base_credit_minor_check CHECK ((base_credit_minor >= 0)),
  constraint account_day_base_debit_minor_check CHECK ((base_debit_minor >= 0)),
  constraint account_day_credit_minor_check CHECK ((credit_minor >= 0)),
  constraint account_day_debit_minor_check CHECK ((debit_minor >= 0))
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table ledger.balance_month (
  org_id uuid not null,
  account_id integer not null,
  customer_id uuid not null,
  currency character(3) not null,
  month date not null,
  debit_minor bigint not null,
  credit_minor bigint not null,
  constraint balance_month_pkey PRIMARY KEY (org_id, account_id, customer_id, currency, month),
  constraint balance_month_org_id_account_id_fkey FOREIGN KEY (org_id, account_id) REFERENCES ledger.account(org_id, account_id),
  constraint balance_month_credit_minor_check CHECK ((credit_minor >= 0)),
  constraint balance_month_debit_minor_check CHECK ((debit_minor >= 0))
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table ledger.base_amount (
  org_id uuid not null,
  entry_id uuid not null,
  line integer not null,
  base_minor bigint not null,
  rate numeric not null,
  recorded_at timestamp with time zone not null,
  constraint base_amount_pkey PRIMARY KEY (org_id, entry_id, line),
  constraint base_amount_org_id_entry_id_line_fkey FOREIGN KEY (org_id, entry_id, line) REFERENCES ledger.transfer(org_id, entry_id, line),
  constraint base_amount_base_minor_check CHECK ((base_minor >= 0)),
  constraint base_amount_rate_check CHECK ((rate > (0)::numeric))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.base_amount FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON ledger.base_amount FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table ledger.customer_balance (
  org_id uuid not null,
  account_id integer not null,
  customer_id uuid not null,
  currency character(3) not null,
  debit_minor bigint not null,
  credit_minor bigint not null,
  open_minor bigint generated always as ((debit_minor - credit_minor)) stored,
  constraint customer_balance_pkey PRIMARY KEY (org_id, account_id, customer_id, currency),
  constraint customer_balance_org_id_account_id_fkey FOREIGN KEY (org_id, account_id) REFERENCES ledger.account(org_id, account_id),
  constraint customer_balance_credit_minor_check CHECK ((credit_minor >= 0)),
  constraint customer_balance_debit_minor_check CHECK ((debit_minor >= 0))
);
CREATE INDEX customer_balance_by_amount ON ledger.customer_balance USING btree (org_id, account_id, open_minor, customer_id) INCLUDE (currency) WHERE (open_minor <> 0);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table ledger.customer_late (
  org_id uuid not null,
  account_id integer not null,
  customer_id uuid not null,
  currency character(3) not null,
  late_minor bigint not null,
  constraint customer_late_pkey PRIMARY KEY (org_id, account_id, customer_id, currency),
  constraint customer_late_org_id_account_id_fkey FOREIGN KEY (org_id, account_id) REFERENCES ledger.account(org_id, account_id)
);
CREATE INDEX customer_late_by_amount ON ledger.customer_late USING btree (org_id, account_id, late_minor, customer_id) INCLUDE (currency) WHERE (late_minor <> 0);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table ledger.due_balance (
  org_id uuid not null,
  account_id integer not null,
  currency character(3) not null,
  due_on date not null,
  side text not null,
  debit_minor bigint not null,
  credit_minor bigint not null,
  items bigint not null,
  open_minor bigint generated always as ((debit_minor - credit_minor)) stored,
  constraint due_balance_pkey PRIMARY KEY (org_id, account_id, currency, due_on, side),
  constraint due_balance_org_id_account_id_fkey FOREIGN KEY (org_id, account_id) REFERENCES ledger.account(org_id, account_id),
  constraint due_balance_credit_minor_check CHECK ((credit_minor >= 0)),
  constraint due_balance_debit_minor_check CHECK ((debit_minor >= 0)),
  constraint due_balance_side_check CHECK ((side = ANY (ARRAY['debit'::text, 'credit'::text])))
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table ledger.due_movement (
  org_id uuid not null,
  account_id integer not null,
  currency character(3) not null,
  posted_on date not null,
  due_on date not null,
  side text not null,
  debit_minor bigint not null,
  credit_minor bigint not null,
  constraint due_movement_pkey PRIMARY KEY (org_id, account_id, posted_on, currency, due_on, side),
  constraint due_movement_org_id_account_id_fkey FOREIGN KEY (org_id, account_id) REFERENCES ledger.account(org_id, account_id),
  constraint due_movement_credit_minor_check CHECK ((credit_minor >= 0)),
  constraint due_movement_debit_minor_check CHECK ((debit_minor >= 0)),
  constraint due_movement_side_check CHECK ((side = ANY (ARRAY['debit'::text, 'credit'::text])))
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table ledger.entry (
  org_id uuid not null,
  entry_id uuid not null,
  entity_id integer not null,
  posted_on date not null,
  recorded_at timestamp with time zone not null,
  event text not null,
  source_id uuid not null,
  reverses_entry_id uuid,
  reason text,
  constraint entry_org_id_reverses_entry_id_key UNIQUE (org_id, reverses_entry_id),
  constraint entry_pkey PRIMARY KEY (org_id, entry_id),
  constraint entry_org_id_entity_id_fkey FOREIGN KEY (org_id, entity_id) REFERENCES platform.entity(org_id, entity_id),
  constraint entry_check CHECK (((reverses_entry_id IS NULL) OR (reason IS NOT NULL)))
);
CREATE INDEX entry_by_source ON ledger.entry USING btree (org_id, source_id);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.entry FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON ledger.entry FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER closed_period AFTER INSERT ON ledger.entry REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_period(); -- always
CREATE TRIGGER one_opening BEFORE INSERT ON ledger.entry FOR EACH ROW WHEN ((new.event = 'bank_account.opened'::text)) EXECUTE FUNCTION payments.refuse_second_opening(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table ledger.fx_rate (
  org_id uuid not null,
  currency character(3) not null,
  base_currency character(3) not null,
  rated_on date not null,
  revision integer not null,
  rate numeric not null,
  source text not null,
  recorded_at timestamp with time zone not null,
  constraint fx_rate_pkey PRIMARY KEY (org_id, currency, base_currency, rated_on, revision),
  constraint fx_rate_check CHECK ((currency <> base_currency)),
  constraint fx_rate_rate_check CHECK ((rate > (0)::numeric)),
  constraint fx_rate_revision_check CHECK ((revision > 0))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.fx_rate FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON ledger.fx_rate FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table ledger.late_day (
  org_id uuid not null,
  counted_to date not null,
  constraint late_day_pkey PRIMARY KEY (org_id),
  constraint late_day_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id)
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table ledger.open_item (
  org_id uuid not null,
  item_id uuid not null,
  account_id integer not null,
  entity_id integer not null,
  document_id uuid not null,
  customer_id uuid,
  currency character(3) not null,
  opened_on date not null,
  due_on date not null,
  recorded_at timestamp with time zone not null,
  debit_minor bigint not null,
  credit_minor bigint not null,
  side text not null,
  open_minor bigint generated always as ((debit_minor - credit_minor)) stored,
  last_posted_on date not null,
  raised_on date,
  lowered_on date,
  constraint open_item_pkey PRIMARY KEY (org_id, item_id, account_id),
  constraint open_item_org_id_account_id_fkey FOREIGN KEY (org_id, account_id) REFERENCES ledger.account(org_id, account_id),
  constraint item_lowered_after_raised CHECK ((lowered_on >= raised_on)),
  constraint item_never_negative CHECK (
CASE side
    WHEN 'debit'::text THEN (debit_minor >= credit_minor)
    ELSE (credit_minor >= debit_minor)
END),
  constraint open_item_side_check CHECK ((side = ANY (ARRAY['debit'::text, 'credit'::text])))
);
CREATE INDEX open_item_by_amount ON ledger.open_item USING btree (org_id, currency, open_minor) WHERE (open_minor <> 0);
CREATE INDEX open_item_by_customer ON ledger.open_item USING btree (org_id, customer_id, account_id) INCLUDE (currency, due_on, open_minor) WHERE (open_minor <> 0);
CREATE INDEX open_item_by_document ON ledger.open_item USING btree (org_id, document_id);
CREATE INDEX open_item_by_due ON ledger.open_item USING btree (org_id, account_id, due_on) INCLUDE (customer_id, currency, open_minor) WHERE (open_minor <> 0);
CREATE INDEX open_item_by_last ON ledger.open_item USING btree (org_id, last_posted_on);
CREATE INDEX open_item_by_opened ON ledger.open_item USING btree (org_id, account_id, opened_on) INCLUDE (due_on, currency, side, open_minor) WHERE (open_minor <> 0);
CREATE INDEX open_item_credit ON ledger.open_item USING btree (org_id, account_id, document_id) INCLUDE (open_minor, currency, due_on) WHERE ((open_minor <> 0) AND (side = 'credit'::text));
CREATE INDEX open_item_of_split ON ledger.open_item USING btree (org_id, account_id, document_id) INCLUDE (currency, due_on, side) WHERE ((item_id <> document_id) AND (open_minor <> 0));
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table ledger.period (
  org_id uuid not null,
  entity_id integer not null,
  month date not null,
  status text not null,
  changed_at timestamp with time zone not null,
  changed_by text not null,
  reason text not null,
  constraint period_pkey PRIMARY KEY (org_id, entity_id, month),
  constraint period_org_id_entity_id_fkey FOREIGN KEY (org_id, entity_id) REFERENCES platform.entity(org_id, entity_id),
  constraint period_month_check CHECK ((EXTRACT(day FROM month) = (1)::numeric)),
  constraint period_status_check CHECK ((status = ANY (ARRAY['open'::text, 'closed'::text])))
);
CREATE TRIGGER held_alone BEFORE INSERT OR UPDATE ON ledger.period FOR EACH ROW EXECUTE FUNCTION ledger.hold_period(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table ledger.transfer (
  org_id uuid not null,
  entry_id uuid not null,
  line integer not null,
  entity_id integer not null,
  posted_on date not null,
  recorded_at timestamp with time zone not null,
  debit_account_id integer not null,
  credit_account_id integer not null,
  amount_minor bigint not null,
  currency character(3) not null,
  base_minor bigint,
  customer_id uuid,
  document_id uuid,
  debit_item_id uuid,
  credit_item_id uuid,
  constraint transfer_pkey PRIMARY KEY (org_id, entry_id, line),
  constraint transfer_org_id_entry_id_fkey FOREIGN KEY (org_id, entry_id) REFERENCES ledger.entry(org_id, entry_id),
  constraint transfer_amount_minor_check CHECK ((amount_minor > 0)),
  constraint transfer_check CHECK (((debit_account_id <> credit_account_id) OR (debit_item_id IS DISTINCT FROM credit_item_id))),
  constraint transfer_line_check CHECK ((line > 0))
);
CREATE INDEX transfer_by_credit ON ledger.transfer USING btree (org_id, credit_account_id, posted_on) INCLUDE (amount_minor, currency);
CREATE INDEX transfer_by_credit_item ON ledger.transfer USING btree (org_id, credit_item_id) WHERE (credit_item_id IS NOT NULL);
CREATE INDEX transfer_by_customer ON ledger.transfer USING btree (org_id, customer_id, posted_on) WHERE (customer_id IS NOT NULL);
CREATE INDEX transfer_by_debit ON ledger.transfer USING btree (org_id, debit_account_id, posted_on) INCLUDE (amount_minor, currency);
CREATE INDEX transfer_by_debit_item ON ledger.transfer USING btree (org_id, debit_item_id) WHERE (debit_item_id IS NOT NULL);
CREATE INDEX transfer_without_base ON ledger.transfer USING btree (org_id, entity_id, posted_on) WHERE (base_minor IS NULL);
CREATE TRIGGER amount_within_bounds AFTER INSERT ON ledger.transfer REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_endless_amount(); -- always
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON ledger.transfer FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON ledger.transfer FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table payments.bank_account (
  org_id uuid not null,
  bank_account_id uuid not null,
  entity_id integer not null,
  name text not null,
  account text not null,
  currency character(3) not null,
  ledger_account_id integer not null,
  recorded_at timestamp with time zone not null,
  constraint bank_account_org_id_account_currency_key UNIQUE (org_id, account, currency),
  constraint bank_account_pkey PRIMARY KEY (org_id, bank_account_id),
  constraint bank_account_org_id_entity_id_fkey FOREIGN KEY (org_id, entity_id) REFERENCES platform.entity(org_id, entity_id),
  constraint bank_account_org_id_ledger_account_id_fkey FOREIGN KEY (org_id, ledger_account_id) REFERENCES ledger.account(org_id, account_id),
  constraint bank_account_account_check CHECK ((account ~ '^[A-Z0-9]+$'::text)),
  constraint bank_account_name_check CHECK ((name <> ''::text))
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table payments.bank_line (
  org_id uuid not null,
  bank_line_id uuid not null,
  statement_id uuid not null,
  bank_account_id uuid not null,
  line_no integer not null,
  booked_on date not null,
  value_on date,
  amount_minor bigint not null,
  currency character(3) not null,
  payer_name text,
  payer_account text,
  text text not null,
  reference text,
  bank_reference text,
  end_to_end_id text,
  transaction_code text,
  original_minor bigint,
  original_currency character(3),
  reversal boolean not null default false,
  dedupe_key text not null,
  raw jsonb not null,
  entry_id uuid not null,
  recorded_at timestamp with time zone not null,
  constraint bank_line_org_id_bank_account_id_dedupe_key_key UNIQUE (org_id, bank_account_id, dedupe_key),
  constraint bank_line_pkey PRIMARY KEY (org_id, bank_line_id),
  constraint bank_line_org_id_statement_id_fkey FOREIGN KEY (org_id, statement_id) REFERENCES payments.bank_statement(org_id, statement_id),
  constraint bank_line_amount_minor_check CHECK ((amount_minor <> 0)),
  constraint bank_line_check CHECK (((original_minor IS NULL) = (original_currency IS NULL)))
);
CREATE INDEX bank_line_by_account ON payments.bank_line USING btree (org_id, bank_account_id, booked_on);
CREATE INDEX bank_line_by_date ON payments.bank_line USING btree (org_id, booked_on DESC, bank_line_id);
CREATE INDEX bank_line_by_statement ON payments.bank_line USING btree (org_id, statement_id, line_no);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON payments.bank_line FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON payments.bank_line FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table payments.bank_line_day (
  org_id uuid not null,
  bank_account_id uuid not null,
  currency character(3) not null,
  status text not null,
  booked_on date not null,
  lines bigint not null,
  amount_minor bigint not null,
  constraint bank_line_day_pkey PRIMARY KEY (org_id, bank_account_id, currency, status, booked_on)
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (amount_minor) to counterfoil_app
grant update (lines) to counterfoil_app

create table payments.bank_line_decision (
  org_id uuid not null,
  bank_line_id uuid not null,
  decision_no integer not null,
  decision text not null,
  kind text not null,
  account_id integer,
  receipt_id uuid,
  fee_minor bigint not null default 0,
  decided_by text not null,
  reason text not null,
  entry_id uuid,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint bank_line_decision_pkey PRIMARY KEY (org_id, bank_line_id, decision_no),
  constraint bank_line_decision_org_id_account_id_fkey FOREIGN KEY (org_id, account_id) REFERENCES ledger.account(org_id, account_id),
  constraint bank_line_decision_org_id_bank_line_id_fkey FOREIGN KEY (org_id, bank_line_id) REFERENCES payments.bank_line(org_id, bank_line_id),
  constraint bank_line_decision_check CHECK (((decision <> ALL (ARRAY['return'::text, 'receipt'::text])) OR (receipt_id IS NOT NULL))),
  constraint bank_line_decision_check1 CHECK (((decision <> ALL (ARRAY['not_a_receipt'::text, 'to_clarify'::text])) OR (account_id IS NOT NULL))),
  constraint bank_line_decision_decided_by_check CHECK ((decided_by = ANY (ARRAY['rule'::text, 'person'::text]))),
  constraint bank_line_decision_decision_check CHECK ((decision = ANY (ARRAY['to_clarify'::text, 'not_a_receipt'::text, 'receipt'::text, 'return'::text, 'duplicate'::text]))),
  constraint bank_line_decision_decision_no_check CHECK ((decision_no > 0)),
  constraint bank_line_decision_fee_minor_check CHECK ((fee_minor >= 0)),
  constraint bank_line_decision_kind_check CHECK ((kind = ANY (ARRAY['bank_charge'::text, 'interest'::text, 'own_transfer'::text, 'tax_refund'::text, 'card_settlement'::text, 'deposit'::text, 'return'::text, 'receipt'::text, 'duplicate'::text, 'other'::text]))),
  constraint bank_line_decision_reason_check CHECK ((reason <> ''::text))
);
CREATE INDEX bank_line_decision_by_receipt ON payments.bank_line_decision USING btree (org_id, receipt_id) WHERE (receipt_id IS NOT NULL);
CREATE INDEX bank_line_decision_to_clarify ON payments.bank_line_decision USING btree (org_id, bank_line_id, decision_no) WHERE (decision = 'to_clarify'::text);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON payments.bank_line_decision FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON payments.bank_line_decision FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER line_account_is_free BEFORE INSERT ON payments.bank_line_decision FOR EACH ROW WHEN ((new.decision = ANY (ARRAY['not_a_receipt'::text, 'to_clarify'::text]))) EXECUTE FUNCTION payments.line_account_is_free();
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table payments.bank_line_state (
  org_id uuid not null,
  bank_line_id uuid not null,
  bank_account_id uuid not null,
  currency character(3) not null,
  booked_on date not null,
  amount_minor bigint not null,
  status text not null,
  constraint bank_line_state_pkey PRIMARY KEY (org_id, bank_line_id),
  constraint bank_line_state_org_id_bank_line_id_fkey FOREIGN KEY (org_id, bank_line_id) REFERENCES payments.bank_line(org_id, bank_line_id),
  constraint bank_line_state_status_check CHECK ((status = ANY (ARRAY['receipt'::text, 'to_clarify'::text, 'not_a_receipt'::text, 'return'::text, 'returned'::text, 'duplicate'::text])))
);
CREATE INDEX bank_line_state_by_status ON payments.bank_line_state USING btree (org_id, status, booked_on, bank_line_id);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (status) to counterfoil_app

create table payments.bank_statement (
  org_id uuid not null,
  statement_id uuid not null,
  bank_account_id uuid not null,
  format text not null,
  statement_reference text not null,
  identity text not null,
  opening_minor bigint,
  opening_on date,
  closing_minor bigint,
  closing_on date,
  balance text not null,
  difference_minor bigint not null default 0,
  line_count integer not null,
  warnings jsonb not null default '[]'::jsonb,
  file_id uuid,
  run_id uuid,
  recorded_at timestamp with time zone not null,
  constraint bank_statement_org_id_bank_account_id_identity_key UNIQUE (org_id, bank_account_id, identity),
  constraint bank_statement_pkey PRIMARY KEY (org_id, statement_id),
  constraint bank_statement_org_id_bank_account_id_fkey FOREIGN KEY (org_id, bank_account_id) REFERENCES payments.bank_account(org_id, bank_account_id),
  constraint bank_statement_balance_check CHECK ((balance = ANY (ARRAY['ties'::text, 'differs'::text, 'unknown'::text]))),
  constraint bank_statement_check CHECK ((((balance = 'differs'::text) = (difference_minor <> 0)) OR (opening_minor IS NULL) OR (closing_minor IS NULL)))
);
CREATE INDEX bank_statement_by_date ON payments.bank_statement USING btree (org_id, bank_account_id, closing_on DESC);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON payments.bank_statement FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON payments.bank_statement FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table payments.receipt (
  org_id uuid not null,
  receipt_id uuid not null,
  number text not null,
  entity_id integer not null,
  bank_line_id uuid,
  detail_no integer not null default 1,
  method text not null,
  received_on date not null,
  amount_minor bigint not null,
  currency character(3) not null,
  original_minor bigint,
  original_currency character(3),
  customer_id uuid,
  payer_name text,
  payer_account text,
  text text not null default ''::text,
  reference text,
  external_id text,
  money_account_id integer not null,
  entry_id uuid not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  number_end text generated always as (reverse(number)) stored,
  search_text text generated always as (lower(((((((number || chr(10)) || COALESCE(payer_name, ''::text)) || chr(10)) || text) || chr(10)) || COALESCE(reference, ''::text)))) stored,
  constraint receipt_org_id_entity_id_number_key UNIQUE (org_id, entity_id, number),
  constraint receipt_pkey PRIMARY KEY (org_id, receipt_id),
  constraint receipt_org_id_customer_id_fkey FOREIGN KEY (org_id, customer_id) REFERENCES customers.customer(org_id, customer_id),
  constraint receipt_org_id_money_account_id_fkey FOREIGN KEY (org_id, money_account_id) REFERENCES ledger.account(org_id, account_id),
  constraint receipt_amount_minor_check CHECK ((amount_minor > 0)),
  constraint receipt_check CHECK (((original_minor IS NULL) = (original_currency IS NULL))),
  constraint receipt_detail_no_check CHECK ((detail_no > 0)),
  constraint receipt_method_check CHECK ((method = ANY (ARRAY['bank'::text, 'cheque'::text, 'cash'::text, 'card'::text, 'other'::text]))),
  constraint receipt_original_minor_check CHECK ((original_minor > 0))
);
CREATE INDEX receipt_by_amount ON payments.receipt USING btree (org_id, currency, amount_minor, received_on DESC);
CREATE INDEX receipt_by_customer ON payments.receipt USING btree (org_id, customer_id, received_on) WHERE (customer_id IS NOT NULL);
CREATE INDEX receipt_by_date ON payments.receipt USING btree (org_id, received_on DESC, receipt_id DESC);
CREATE INDEX receipt_by_number_end ON payments.receipt USING btree (org_id, number_end);
CREATE INDEX receipt_in_lists ON payments.receipt USING btree (org_id, receipt_id) INCLUDE (entity_id, received_on, amount_minor, currency, method);
CREATE UNIQUE INDEX receipt_by_bank_line ON payments.receipt USING btree (org_id, bank_line_id, detail_no) WHERE (bank_line_id IS NOT NULL);
CREATE UNIQUE INDEX receipt_by_external_id ON payments.receipt USING btree (org_id, external_id) WHERE (external_id IS NOT NULL);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON payments.receipt FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON payments.receipt FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table payments.receipt_reversal (
  org_id uuid not null,
  receipt_id uuid not null,
  reversed_on date not null,
  reason text not null,
  entry_id uuid not null,
  bank_line_id uuid,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint receipt_reversal_pkey PRIMARY KEY (org_id, receipt_id),
  constraint receipt_reversal_org_id_receipt_id_fkey FOREIGN KEY (org_id, receipt_id) REFERENCES payments.receipt(org_id, receipt_id),
  constraint receipt_reversal_reason_check CHECK ((reason <> ''::text))
);
CREATE UNIQUE INDEX receipt_reversal_by_bank_line ON payments.receipt_reversal USING btree (org_id, bank_line_id) WHERE (bank_line_id IS NOT NULL);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON payments.receipt_reversal FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON payments.receipt_reversal FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table platform.audit (
  org_id uuid not null,
  sequence bigint not null,
  recorded_at timestamp with time zone not null,
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
  constraint audit_pkey PRIMARY KEY (org_id, sequence),
  constraint audit_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id),
  constraint audit_sequence_check CHECK ((sequence > 0))
);
CREATE INDEX audit_by_actor ON platform.audit USING btree (org_id, actor_id, actor_name, sequence);
CREATE INDEX audit_by_command ON platform.audit USING btree (org_id, command, sequence);
CREATE INDEX audit_by_subject ON platform.audit USING btree (org_id, subject_id, sequence) WHERE (subject_id IS NOT NULL);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON platform.audit FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON platform.audit FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table platform.audit_head (
  org_id uuid not null,
  sequence bigint not null,
  hash bytea not null,
  constraint audit_head_pkey PRIMARY KEY (org_id),
  constraint audit_head_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id)
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (hash) to counterfoil_app
grant update (sequence) to counterfoil_app

create table platform.audit_subject (
  org_id uuid not null,
  subject_id uuid not null,
  sequence bigint not null,
  constraint audit_subject_pkey PRIMARY KEY (org_id, subject_id, sequence)
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON platform.audit_subject FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON platform.audit_subject FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table platform.command (
  org_id uuid not null,
  idempotency_key text not null,
  command text not null,
  input_hash bytea not null,
  answer jsonb not null,
  recorded_at timestamp with time zone not null,
  constraint command_pkey PRIMARY KEY (org_id, idempotency_key),
  constraint command_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id),
  constraint command_idempotency_key_check CHECK (((length(idempotency_key) >= 1) AND (length(idempotency_key) <= 200)))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON platform.command FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON platform.command FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table platform.entity (
  org_id uuid not null,
  entity_id integer not null,
  code text not null,
  base_currency character(3) not null,
  time_zone text not null,
  fiscal_year_start_month smallint not null default 1,
  tax_rounding text not null default 'group'::text,
  current_version integer not null default 1,
  created_at timestamp with time zone not null,
  constraint entity_org_id_code_key UNIQUE (org_id, code),
  constraint entity_pkey PRIMARY KEY (org_id, entity_id),
  constraint entity_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id),
  constraint entity_code_check CHECK ((code <> ''::text)),
  constraint entity_entity_id_check CHECK ((entity_id > 0)),
  constraint entity_fiscal_year_start_month_check CHECK (((fiscal_year_start_month >= 1) AND (fiscal_year_start_month <= 12))),
  constraint entity_tax_rounding_check CHECK ((tax_rounding = ANY (ARRAY['group'::text, 'line'::text])))
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (current_version) to counterfoil_app
grant update (tax_rounding) to counterfoil_app

create table platform.entity_version (
  org_id uuid not null,
  entity_id integer not null,
  version integer not null,
  name text not null,
  address jsonb not null,
  country character(2) not null,
  tax_id text,
  registration text,
  email text,
  phone text,
  website text,
  bank_name text,
  iban text,
  bic text,
  language character(2) not null default 'en'::bpchar,
  page text not null default 'a4'::text,
  footer text,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint entity_version_pkey PRIMARY KEY (org_id, entity_id, version),
  constraint entity_version_org_id_entity_id_fkey FOREIGN KEY (org_id, entity_id) REFERENCES platform.entity(org_id, entity_id),
  constraint entity_version_name_check CHECK ((name <> ''::text)),
  constraint entity_version_page_check CHECK ((page = ANY (ARRAY['a4'::text, 'us-letter'::text]))),
  constraint entity_version_version_check CHECK ((version > 0))
);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON platform.entity_version FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON platform.entity_version FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table platform.file (
  org_id uuid not null,
  file_id uuid not null,
  sha256 bytea not null,
  name text not null,
  media_type text not null,
  size_bytes bigint not null,
  recorded_at timestamp with time zone not null,
  recorded_by text not null,
  constraint file_pkey PRIMARY KEY (org_id, file_id),
  constraint file_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id),
  constraint file_sha256_check CHECK ((length(sha256) = 32)),
  constraint file_size_bytes_check CHECK ((size_bytes >= 0))
);
CREATE INDEX file_by_hash ON platform.file USING btree (org_id, sha256);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE ON platform.file FOR EACH ROW EXECUTE FUNCTION platform.forbid_change(); -- always
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON platform.file FOR EACH STATEMENT EXECUTE FUNCTION platform.forbid_change(); -- always
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table platform.import_profile (
  org_id uuid not null,
  kind text not null,
  name text not null,
  mapping jsonb not null,
  recorded_at timestamp with time zone not null,
  constraint import_profile_pkey PRIMARY KEY (org_id, kind, name),
  constraint import_profile_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id)
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table platform.member (
  org_id uuid not null,
  user_id text not null,
  role text not null,
  added_at timestamp with time zone not null,
  added_by text not null,
  removed_at timestamp with time zone,
  constraint member_pkey PRIMARY KEY (org_id, user_id),
  constraint member_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id),
  constraint member_role_fkey FOREIGN KEY (role) REFERENCES platform.role(role)
);
policy by_org_or_self using ((org_id = ( SELECT platform.current_org() AS current_org)) OR (user_id = ( SELECT NULLIF(current_setting('app.user'::text, true), ''::text) AS "nullif"))) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (removed_at) to counterfoil_app
grant update (role) to counterfoil_app

create table platform.org (
  org_id uuid not null,
  name text not null,
  sample boolean not null default false,
  created_at timestamp with time zone not null,
  constraint org_pkey PRIMARY KEY (org_id),
  constraint org_name_check CHECK ((name <> ''::text))
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
policy own_orgs for r using (org_id IN ( SELECT m.org_id
   FROM platform.member m
  WHERE ((m.user_id = ( SELECT NULLIF(current_setting('app.user'::text, true), ''::text) AS "nullif")) AND (m.removed_at IS NULL)))) with check -;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update (name) to counterfoil_app

create table platform.outbox (
  org_id uuid not null,
  outbox_id uuid not null,
  topic text not null,
  subject_id uuid,
  payload jsonb not null,
  recorded_at timestamp with time zone not null,
  constraint outbox_pkey PRIMARY KEY (org_id, outbox_id),
  constraint outbox_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id)
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table platform.permission (
  permission text not null,
  title text not null,
  constraint permission_pkey PRIMARY KEY (permission)
);
row level security: off
grant select to counterfoil_app

create table platform.role (
  role text not null,
  title text not null,
  sort smallint not null,
  constraint role_pkey PRIMARY KEY (role)
);
row level security: off
grant select to counterfoil_app

create table platform.role_permission (
  role text not null,
  permission text not null,
  constraint role_permission_pkey PRIMARY KEY (role, permission),
  constraint role_permission_permission_fkey FOREIGN KEY (permission) REFERENCES platform.permission(permission),
  constraint role_permission_role_fkey FOREIGN KEY (role) REFERENCES platform.role(role)
);
row level security: off
grant select to counterfoil_app

create table platform.run (
  org_id uuid not null,
  run_id uuid not null,
  kind text not null,
  title text not null,
  status text not null default 'waiting'::text,
  input jsonb not null,
  done bigint not null default 0,
  total bigint,
  cursor jsonb,
  result jsonb,
  failure jsonb,
  created_by text not null,
  created_role text not null,
  created_at timestamp with time zone not null,
  started_at timestamp with time zone,
  heartbeat_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint run_pkey PRIMARY KEY (org_id, run_id),
  constraint run_created_role_fkey FOREIGN KEY (created_role) REFERENCES platform.role(role),
  constraint run_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id),
  constraint run_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE INDEX run_recent ON platform.run USING btree (org_id, created_at DESC);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table platform.run_issue (
  org_id uuid not null,
  run_id uuid not null,
  ordinal integer not null,
  row_number integer,
  field text,
  value text,
  code text not null,
  reason text not null,
  fix text not null,
  source_row jsonb,
  constraint run_issue_pkey PRIMARY KEY (org_id, run_id, ordinal),
  constraint run_issue_org_id_run_id_fkey FOREIGN KEY (org_id, run_id) REFERENCES platform.run(org_id, run_id)
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app

create table platform.series_counter (
  org_id uuid not null,
  entity_id integer not null,
  kind text not null,
  series text not null,
  fiscal_year integer not null,
  last_sequence bigint not null default 0,
  last_date date,
  constraint series_counter_pkey PRIMARY KEY (org_id, entity_id, kind, series, fiscal_year),
  constraint series_counter_org_id_entity_id_fkey FOREIGN KEY (org_id, entity_id) REFERENCES platform.entity(org_id, entity_id)
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

create table platform.setting (
  org_id uuid not null,
  name text not null,
  value jsonb not null,
  version integer not null default 1,
  recorded_at timestamp with time zone not null,
  constraint setting_pkey PRIMARY KEY (org_id, name),
  constraint setting_org_id_fkey FOREIGN KEY (org_id) REFERENCES platform.org(org_id),
  constraint setting_version_check CHECK ((version > 0))
);
policy by_org using (org_id = ( SELECT platform.current_org() AS current_org)) with check (org_id = ( SELECT platform.current_org() AS current_org));
policy by_owner using true with check true;
row level security: forced
grant insert to counterfoil_app
grant select to counterfoil_app
grant update to counterfoil_app

-- functions
CREATE OR REPLACE FUNCTION auth.find_api_key(wanted bytea)
 RETURNS TABLE(org_id uuid, key_id uuid, name text, role text, expires_at timestamp with time zone, last_used_at timestamp with time zone, made_by text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$ select k.org_id, k.key_id, k.name, k.role, k.expires_at, k.last_used_at, k.made_by from auth.api_key k where k.sha256 = wanted and k.revoked_at is null $function$
;
CREATE OR REPLACE FUNCTION auth.works_elsewhere(person text, here uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$ select exists (select 1 from platform.member m where m.user_id = person and m.org_id <> here and m.removed_at is null) $function$
;
CREATE OR REPLACE FUNCTION cash.number_key(number text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select translate(regexp_replace(upper(number), '[^A-Z0-9]', '', 'g'), 'OIL', '011') $function$
;
CREATE OR REPLACE FUNCTION charges.refuse_move()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin
  raise exception 'a charge may not move from % to %', old.status, new.status using errcode = 'CF002';
end $function$
;
CREATE OR REPLACE FUNCTION invoicing.refuse_issued_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin
  if old.status = 'issued' then
    raise exception 'document % is issued and never changes', old.number using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $function$
;
CREATE OR REPLACE FUNCTION invoicing.refuse_issued_part_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin
  if exists (select 1 from invoicing.document d where d.org_id = old.org_id and d.document_id = old.document_id and d.status = 'issued') then
    raise exception 'document % is issued and never changes', old.document_id using errcode = 'restrict_violation';
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $function$
;
CREATE OR REPLACE FUNCTION invoicing.refuse_issued_part_insert()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$ begin
  if exists (select 1 from added a where (select d.issued_txid from invoicing.document d
                                          where d.org_id = a.org_id and d.document_id = a.document_id) <> pg_current_xact_id()) then
    raise exception 'an issued document takes no further line' using errcode = 'restrict_violation';
  end if;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION invoicing.refuse_overcredit()
 RETURNS trigger
 LANGUAGE plpgsql
 SET enable_seqscan TO 'off'
AS $function$ declare found_line text; begin
  if not exists (select 1 from added where credits_line_no is not null) then return null; end if;
  select c.references_document_id || ' line ' || c.credits_line_no into found_line from (
    select distinct d.org_id, d.references_document_id, a.credits_line_no from added a
    join invoicing.document d on d.org_id = a.org_id and d.document_id = a.document_id
    where a.credits_line_no is not null and d.kind = 'credit_note' and d.status = 'issued' and d.references_document_id is not null
  ) c
  join invoicing.document_line l on l.org_id = c.org_id and l.document_id = c.references_document_id and l.line_no = c.credits_line_no
  cross join lateral (
    select sum(y.amount_minor) as minor, sum(y.credits_quantity) as quantity from invoicing.document x
    join invoicing.document_line y on y.org_id = x.org_id and y.document_id = x.document_id and y.credits_line_no = c.credits_line_no
    where x.org_id = c.org_id and x.references_document_id = c.references_document_id and x.kind = 'credit_note' and x.status = 'issued'
  ) s
  where abs(s.minor) > abs(l.amount_minor) or s.quantity > l.quantity limit 1;
  if found_line is not null then
    raise exception 'document % is credited beyond what it holds', found_line using errcode = 'restrict_violation';
  end if;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION ledger.hold_period()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin
  perform pg_advisory_xact_lock(ledger.period_lock(new.org_id, new.entity_id));
  return new;
end $function$
;
CREATE OR REPLACE FUNCTION ledger.period_lock(org_id uuid, entity_id integer)
 RETURNS bigint
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select hashtextextended('ledger.period ' || org_id::text || ' ' || entity_id::text, 0) $function$
;
CREATE OR REPLACE FUNCTION ledger.refuse_closed_period()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ declare found_month date; found_day date; begin
  perform pg_advisory_xact_lock_shared(ledger.period_lock(n.org_id, n.entity_id)) from (select distinct org_id, entity_id from posted order by 1, 2) n;
  select p.month into found_month from (select distinct org_id, entity_id, date_trunc('month', posted_on)::date as month from posted) n
    join ledger.period p on p.org_id = n.org_id and p.entity_id = n.entity_id and p.month = n.month where p.status = 'closed' limit 1;
  if found_month is not null then
    raise exception 'period % is closed', to_char(found_month, 'YYYY-MM') using errcode = 'CF001', hint = to_char(found_month, 'YYYY-MM');
  end if;
  -- A slip of the pen in the year: the day would stand in the books for good.
  select posted_on into found_day from posted where posted_on < '1900-01-01' or posted_on > (recorded_at at time zone 'UTC')::date + 366 limit 1;
  if found_day is not null then
    raise exception 'nothing is posted on %', found_day using errcode = 'CF002', hint = found_day::text;
  end if;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION ledger.refuse_endless_amount()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin
  if exists (select 1 from posted where amount_minor > 1000000000000000) then
    raise exception 'an amount is larger than the books hold' using errcode = 'CF003';
  end if;
  return null;
end $function$
;
CREATE OR REPLACE FUNCTION payments.line_account_is_free()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (select from ledger.account a where a.org_id = new.org_id and a.account_id = new.account_id and (a.itemised or a.by_customer or a.control in ('bank', 'tax_payable'))) then
    raise exception 'a bank line can''t be booked to the account %', new.account_id using errcode = 'check_violation', constraint = 'line_account_is_free';
  end if;
  return new;
end $function$
;
CREATE OR REPLACE FUNCTION payments.refuse_second_opening()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if exists (
    select from ledger.entry e where e.org_id = new.org_id and e.source_id = new.source_id and e.event = new.event and e.entry_id <> new.entry_id
      and not exists (select from ledger.entry r where r.org_id = e.org_id and r.reverses_entry_id = e.entry_id)
  ) then
    raise exception 'the bank account % has an opening balance', new.source_id using errcode = 'check_violation', constraint = 'one_opening';
  end if;
  return new;
end $function$
;
CREATE OR REPLACE FUNCTION platform.count_organisations()
 RETURNS bigint
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$ select count(*) from platform.org $function$
;
CREATE OR REPLACE FUNCTION platform.current_org()
 RETURNS uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('app.org', true), '')::uuid $function$
;
CREATE OR REPLACE FUNCTION platform.derived_id(ms bigint, key text)
 RETURNS uuid
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$ select (lpad(to_hex(ms), 12, '0') || '7' || substr(md5(key), 2, 3)
           || to_hex((get_byte(decode(substr(md5(key), 5, 2), 'hex'), 0) & 63) | 128) || substr(md5(key), 7, 14))::uuid $function$
;
CREATE OR REPLACE FUNCTION platform.enqueue(task text, payload jsonb, job_key text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog'
AS $function$ select graphile_worker.add_job(task, payload::json, job_key => job_key) $function$
;
CREATE OR REPLACE FUNCTION platform.forbid_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ begin
  raise exception 'rows of %.% are append-only', tg_table_schema, tg_table_name using errcode = 'restrict_violation';
end $function$
;
CREATE OR REPLACE PROCEDURE platform.guard(IN target regclass, IN rights text)
 LANGUAGE plpgsql
AS $procedure$ begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy by_org on %s using (org_id = (select platform.current_org())) with check (org_id = (select platform.current_org()))', target);
  execute format('create policy by_owner on %s to %I using (true) with check (true)', target, current_user);
  execute format('grant %s on %s to counterfoil_app', rights, target);
end $procedure$
;
CREATE OR REPLACE PROCEDURE platform.make_append_only(IN target regclass)
 LANGUAGE plpgsql
AS $procedure$ begin
  execute format('create trigger append_only before update or delete on %s for each row execute function platform.forbid_change()', target);
  execute format('create trigger append_only_truncate before truncate on %s for each statement execute function platform.forbid_change()', target);
  execute format('alter table %s enable always trigger append_only', target);
  execute format('alter table %s enable always trigger append_only_truncate', target);
end $procedure$
;
