-- A held letter may be stopped: it stays to be seen, and never leaves.
alter table letter drop constraint letter_state_check;
alter table letter add constraint letter_state_check check (state in ('QUEUED', 'SENDING', 'SENT', 'REFUSED', 'STOPPED'));

-- The clock of the first answer: how many working days the Secretariat has had the ball, since when it has it now, and until
-- when it answers. While the applicant has the ball, since and due are empty: the clock stands still.
alter table application add column answer_days_used integer not null default 0;
alter table application add column answer_clock_from timestamptz;
alter table application add column answer_due timestamptz;
create index application_answer_due on application (answer_due) where answer_due is not null;

-- What the applicant was asked to change: fields and documents by name; none named means that all is open.
create table change_request (
  id        bigint generated always as identity primary key,
  reference text        not null references application,
  version   integer     not null,
  fields    text[]      not null,
  reason    text        not null,
  asked_at  timestamptz not null,
  until     timestamptz not null,
  ended_at  timestamptz,
  ended     text        check (ended in ('AMENDED', 'LAPSED', 'TAKEN_BACK', 'WITHDRAWN'))
);
create unique index change_request_open on change_request (reference) where ended_at is null;

-- What the Secretariat decided in a review, by whom, and the letter that says so; final once it can't be taken back any more.
create table case_decision (
  id              bigint generated always as identity primary key,
  reference       text        not null references application,
  decision        text        not null check (decision in ('accept', 'requestChanges', 'changeCategory', 'decline')),
  reason          text,
  decided_by      text        not null,
  decided_at      timestamptz not null,
  letter_key      text        not null unique,
  hold_until      timestamptz not null,
  former_category text,
  final_at        timestamptz,
  taken_back_at   timestamptz,
  taken_back_by   text,
  taken_back_why  text
);
create index case_decision_by_reference on case_decision (reference, id);

-- Notes of the Secretariat among itself; no letter and no page of the applicant's ever shows one.
create table if not exists case_note (
  id         bigint generated always as identity primary key,
  reference  text        not null references application,
  words      text        not null,
  written_by text        not null,
  written_at timestamptz not null
);
create index if not exists case_note_by_reference on case_note (reference, id);

-- An admission that was taken back: the entry stays with its number, and counts as none.
alter table member add column annulled boolean not null default false;
