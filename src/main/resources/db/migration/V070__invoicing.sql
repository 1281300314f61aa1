-- One invoicing run of a fee year; the first is the yearly one, later ones are supplementary
create table invoicing_run (
  id            bigint generated always as identity primary key,
  fee_year      integer not null,
  ordinal       integer not null,
  state         text not null check (state in ('PREPARING', 'ASSESSING', 'ASSESSED', 'ISSUING', 'CLOSED', 'CANCELLED')),
  opened_at     timestamptz not null,
  gdp_edition   text,
  prepared_by   text,
  prepared_at   timestamptz,
  approved_by   text,
  approved_at   timestamptz,
  approval_note text,
  closed_at     timestamptz,
  unique (fee_year, ordinal)
);
-- A run of a year is refused while another of it is open
create unique index invoicing_run_open on invoicing_run (fee_year) where state not in ('CLOSED', 'CANCELLED');

-- Since when the daily check looks: years that began before this house was set up are the Treasurer's to open
create table invoicing_watch (
  id    integer primary key check (id = 1),
  since date not null
);

-- What a run says of each member; frozen by the approval
create table invoicing_run_line (
  run            bigint not null references invoicing_run,
  member_number  text not null references member,
  position       integer not null,
  member_name    text not null,
  local_name     text,
  country_name   text not null,
  category       text not null,
  standing       text not null,
  state          text not null check (state in ('DUE', 'NOT_DUE', 'EXEMPT', 'PARKED', 'INVOICED')),
  reason_code    text,
  reason         text,
  amount         numeric(12, 2),
  currency       char(3),
  assessment     jsonb,
  invoice_number text,
  primary key (run, member_number),
  check (state not in ('DUE', 'INVOICED') or amount > 0 and assessment is not null)
);
create index invoicing_run_line_due on invoicing_run_line (run, position) where state = 'DUE';

-- The last number given in each year of issue; locked only while a chunk is numbered
create table invoice_counter (
  year_of_issue integer primary key,
  last          integer not null
);

create table invoice (
  number             text primary key,
  member_number      text not null references member,
  member_name        text not null,
  local_name         text,
  country_name       text not null,
  fee_year           integer not null,
  kind               text not null default 'ANNUAL_FEE' check (kind in ('ANNUAL_FEE')),
  amount             numeric(12, 2) not null check (amount > 0),
  currency           char(3) not null,
  paid               numeric(12, 2) not null default 0 check (paid >= 0),
  issued_at          timestamptz not null,
  issued_on          date not null,
  first_due_on       date not null,
  due_on             date not null,
  assessment         jsonb not null,
  run                bigint not null references invoicing_run,
  state              text not null default 'OPEN' check (state in ('OPEN', 'PAID', 'CANCELLED')),
  document           uuid references document,
  document_sha256    text,
  sent_at            timestamptz,
  send_trouble       text,
  trouble_told       boolean not null default true,
  reminders_done     integer not null default 0,
  follow_ups         integer not null default 0,
  follow_up_on       date,
  note               text,
  settlements        integer not null default 0,
  settlement_told    boolean not null default true,
  reopening_due      boolean not null default false,
  cancelled_at       timestamptz,
  cancelled_by       text,
  cancel_reason      text
);
-- One invoice a member, fee year and kind, however often and wherever a run runs; a cancelled one makes room
create unique index invoice_once on invoice (member_number, fee_year, kind) where state <> 'CANCELLED';
create index invoice_unsent on invoice (run, number) where sent_at is null and send_trouble is null;
create index invoice_untold on invoice (number) where not settlement_told or reopening_due or not trouble_told;
create index invoice_open on invoice (due_on) where state = 'OPEN';
create index invoice_by_year on invoice (fee_year, number);

-- Letters whose refusal has become a task
create table invoice_letter_refused (
  letter_id bigint primary key
);
