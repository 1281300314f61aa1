-- What the intake radar found about a version of an application, before the Secretariat reads it.
create table intake_finding (
  reference text        not null references application,
  version   integer     not null,
  position  integer     not null,
  kind      text        not null,
  severity  text        not null check (severity in ('SERIOUS', 'CHECK', 'NOTE')),
  words     text        not null,
  link      text,
  found_at  timestamptz not null,
  primary key (reference, version, position)
);
