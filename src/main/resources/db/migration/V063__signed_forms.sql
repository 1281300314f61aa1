-- The number that a case is going to have, kept for a draft from the first form that is made of it.
alter table application_draft add column reference text unique;

-- Forms that were made, by number and version: a hash of what each says and of the file, and nothing of the content itself.
create table form_seal (
  reference text        not null,
  version   integer     not null check (version > 0),
  hash      text        not null,
  made_at   timestamptz not null,
  file_hash text,
  primary key (reference, version),
  unique (reference, hash)
);

-- What the signed form of each version of a case was recognised as; names of fields, no content.
create table form_reading (
  reference      text        not null,
  version        integer     not null,
  kind           text        not null check (kind in ('UNCHANGED', 'OTHER_VERSION', 'OTHER_CASE', 'ALTERED', 'SCAN')),
  says_reference text,
  says_version   integer,
  fields         text[],
  as_made        boolean     not null,
  added          boolean     not null,
  read_at        timestamptz not null,
  primary key (reference, version),
  foreign key (reference, version) references application_version (reference, version)
);

-- Who signed, in what capacity, as a clerk read it off the paper; the last note counts.
create table case_signature (
  id          bigint generated always as identity primary key,
  reference   text        not null references application,
  version     integer     not null,
  name        text        not null,
  title       text        not null,
  capacity    text        not null,
  recorded_by text        not null,
  recorded_at timestamptz not null
);
create index case_signature_by_reference on case_signature (reference, id);
