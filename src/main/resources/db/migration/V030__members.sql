-- Countries and territories. The name is the Secretariat's own; ISO's and the IMF's stand beside it.
create table country (
  alpha3       char(3) primary key,
  alpha2       char(2),
  name         text not null,
  iso_name     text,
  imf_name     text,
  imf_codes    text not null,
  search_name  text not null
);

create sequence member_number;

create table member (
  number            text primary key,
  origin            text unique,
  category          text not null check (category in ('FULL', 'FRIENDSHIP', 'CORPORATE')),
  standing          text not null check (standing in ('ASSOCIATE', 'FULL', 'FRIENDSHIP', 'CORPORATE')),
  name              text not null,
  local_name        text,
  country           char(3) not null references country,
  level             text,
  organisation_type text,
  website           text,
  population        bigint check (population > 0),
  population_year   integer,
  population_source text,
  employees         bigint check (employees > 0),
  employees_year    integer,
  standing_since    date not null,
  full_since        date,
  basis             text,
  joined            date,
  ended_on          date,
  end_reason        text,
  returning_city    boolean not null default false,
  search_name       text not null,
  -- a city is Associate or Full, and nothing else is either
  check ((category = 'FULL') = (standing in ('ASSOCIATE', 'FULL'))),
  -- fees begin in the year after this day; an Associate Member never pays
  check ((joined is null) = (standing = 'ASSOCIATE'))
);

create index member_by_country on member (country);
create index member_by_joined on member (joined);

create table contact (
  member_number text not null references member,
  role          text not null check (role in ('WORKING', 'BILLING')),
  name          text,
  title         text,
  email         text,
  phone         text,
  address       text,
  primary key (member_number, role)
);

-- Who changed what of a member, and when
create table member_change (
  id            bigint generated always as identity primary key,
  member_number text not null references member,
  changed_at    timestamptz not null,
  changed_by    text not null,
  field         text not null,
  old_value     text,
  new_value     text
);

create index member_change_by_member on member_change (member_number);
