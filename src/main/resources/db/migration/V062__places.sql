-- Inhabitants by GeoNames (CC BY 4.0): what a city's own figure is compared with. The shipped rows, or those of a file that the
-- Secretariat took in; a file takes the place of all before.
create table place (
  id         bigint generated always as identity primary key,
  name       text    not null,
  country    text    not null references country,
  admin      text,
  population bigint  not null,
  year       integer not null,
  names      text[]  not null,
  unique nulls not distinct (country, name, admin, population)
);
create index place_by_name on place using gin (names);

-- Which file, when, by whom; the last one is in use.
create table place_file (
  id       bigint generated always as identity primary key,
  name     text        not null,
  sha256   text        not null,
  places   integer     not null,
  left_out integer     not null,
  taken_at timestamptz not null,
  taken_by text        not null
);

-- A figure that is far from GeoNames', and whether the applicant confirmed it when asked: with the version that says it.
create table population_question (
  reference text    not null references application deferrable initially deferred,
  version   integer not null,
  stated    bigint  not null,
  place     text    not null,
  figure    bigint  not null,
  year      integer not null,
  percent   integer not null,
  confirmed boolean not null,
  primary key (reference, version)
);
