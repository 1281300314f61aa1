-- References count up within a year of the organisation's calendar; a gap is harmless.
create table application_number (
  year integer primary key,
  last integer not null
);

-- One request for membership. What the applicant wrote is in application_version; here is where the case stands.
create table application (
  reference      text primary key,
  state          text        not null check (state in ('UNCONFIRMED', 'IN_REVIEW', 'CHANGES_ASKED', 'WITH_COMMITTEE', 'AFTER_VOTE',
                                                       'ADMITTED', 'DECLINED', 'LAPSED', 'WITHDRAWN', 'CLOSED')),
  state_since    timestamptz not null,
  category       text        not null check (category in ('FULL', 'FRIENDSHIP', 'CORPORATE')),
  name           text        not null,
  country        char(3)     not null references country,
  contact_email  text        not null,
  version        integer     not null,
  channel        text        not null check (channel in ('PAGE', 'API', 'POST')),
  entered_by     text,
  submitted_at   timestamptz not null,
  confirm_until  timestamptz not null,
  confirmed_at   timestamptz,
  confirmed_by   text,
  amend_until    timestamptz,
  associate_on   date,
  reason         text,
  round          text,
  outcome        text,
  member_number  text references member,
  content_hash   bytea       not null
);
create index application_by_content on application (content_hash, submitted_at);
create index application_by_state on application (state, state_since);

-- What was written, each time: an amendment is a further version, none is ever changed.
create table application_version (
  reference        text        not null references application deferrable initially deferred,
  version          integer     not null,
  form             jsonb       not null,
  signed_form      uuid        not null references document,
  authority_letter uuid        references document,
  resolution       uuid        references document,
  written_at       timestamptz not null,
  written_by       text        not null,
  primary key (reference, version)
);

-- What happened to a case, in order.
create table application_event (
  id        bigint generated always as identity primary key,
  reference text        not null references application,
  at        timestamptz not null,
  kind      text        not null,
  who       text        not null,
  detail    text
);
create index application_event_by_reference on application_event (reference, id);

-- What the process must hear of: written with the fact, told after the commit, and again by the sweep until it was heard.
create table application_news (
  id         bigint generated always as identity primary key,
  reference  text        not null references application,
  message    text        not null,
  letter_id  bigint unique,
  address    text,
  words      text,
  written_at timestamptz not null,
  told_at    timestamptz
);
create index application_news_untold on application_news (id) where told_at is null;

-- Keys that callers of the interface chose, so that a repeated request is one case.
create table application_key (
  key_hash     bytea primary key,
  content_hash bytea       not null,
  reference    text        not null references application,
  written_at   timestamptz not null
);

-- An application being written: what was typed and the files that were good, under a token that only its writer has.
create table application_draft (
  token_hash bytea primary key,
  answers    jsonb       not null,
  kept_at    timestamptz not null,
  sent_at    timestamptz
);
create table application_draft_file (
  token_hash bytea not null references application_draft on delete cascade,
  part       text  not null,
  name       text  not null,
  content    bytea not null,
  primary key (token_hash, part)
);
alter table application_draft_file alter column content set storage external;
create index application_draft_by_age on application_draft (kept_at);
