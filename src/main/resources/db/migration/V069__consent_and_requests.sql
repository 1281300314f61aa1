-- The words that applicants consent to, each as long as it stayed the same.
create table consent_text (
  version integer primary key,
  words   text        not null,
  sha256  text        not null unique,
  since   timestamptz not null
);

-- Who consented to which words, how and when: once a version of the application that its applicant sent.
create table application_consent (
  reference    text        not null references application,
  version      integer     not null,
  text_version integer     not null references consent_text,
  channel      text        not null check (channel in ('PAGE', 'API', 'POST')),
  given_by     text        not null,
  given_at     timestamptz not null,
  primary key (reference, version)
);

-- Which account looked up or took out what is held on a person. Whom it was about stands only as a hash: it answers whether
-- somebody was looked up, and is no record of the person.
create table person_request (
  id          bigint generated always as identity primary key,
  asked_at    timestamptz not null,
  account     text        not null,
  person_hash text        not null,
  taken_out   boolean     not null,
  places      integer     not null
);
create index person_request_hash on person_request (person_hash, asked_at);
