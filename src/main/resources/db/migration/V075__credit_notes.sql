-- What of an invoice was credited: nothing, or all of it. Billed less credited less paid is open, for each and in all
alter table invoice add column credited numeric(12, 2) not null default 0;
update invoice set credited = amount where state = 'CANCELLED';
alter table invoice add constraint invoice_credited check (credited = case when state = 'CANCELLED' then amount else 0 end);
-- The credited invoice whose place it takes
alter table invoice add column replaces text unique references invoice;
-- Credited for good: no later run bills the member for that year
alter table invoice add column settled_year boolean not null default false;

-- The Treasurer asks, a process owner decides; one question at a time about an invoice
create table credit_request (
  id            bigint generated always as identity primary key,
  invoice       text not null references invoice,
  ordinal       integer not null,
  cause         text not null,
  reason        text not null,
  reissue       boolean not null,
  settles_year  boolean not null,
  amount        numeric(12, 2),
  assessment    jsonb,
  member_name   text,
  local_name    text,
  country_name  text,
  state         text not null default 'ASKED' check (state in ('ASKED', 'APPROVED', 'DECLINED', 'ISSUED')),
  asked_by      text not null,
  asked_at      timestamptz not null,
  decided_by    text,
  decided_at    timestamptz,
  decline_words text,
  unique (invoice, ordinal),
  check (not reissue or amount > 0 and assessment is not null),
  check ((state = 'DECLINED') = (decline_words is not null))
);
create unique index credit_request_open on credit_request (invoice) where state in ('ASKED', 'APPROVED');

-- The last number given in each year of issue, as for invoices
create table credit_note_counter (
  year_of_issue integer primary key,
  last          integer not null
);

create table credit_note (
  number          text primary key,
  request         bigint not null unique references credit_request,
  invoice         text not null unique references invoice,
  successor       text unique references invoice,
  amount          numeric(12, 2) not null check (amount > 0),
  currency        char(3) not null,
  paid_before     numeric(12, 2) not null check (paid_before >= 0),
  cause           text not null,
  reason          text not null,
  issued_at       timestamptz not null,
  issued_on       date not null,
  document        uuid references document,
  document_sha256 text,
  check ((document is null) = (document_sha256 is null))
);

-- A credit note is never changed or deleted: it only gets its paper, once
create function credit_note_is_kept() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' or old.document is not null
            or to_jsonb(new) - 'document' - 'document_sha256' is distinct from to_jsonb(old) - 'document' - 'document_sha256' then
        raise exception 'A credit note is never changed or deleted: %', old.number;
    end if;
    return new;
end $$;
create trigger credit_note_is_kept before update or delete on credit_note
    for each row execute function credit_note_is_kept();
