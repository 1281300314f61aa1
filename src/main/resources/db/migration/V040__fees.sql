-- Published editions of the IMF's figures: added, never changed
create table gdp_edition (
  id          text primary key,
  name        text not null,
  attribution text not null,
  file_name   text not null,
  sha256      text not null,
  imported_at timestamptz not null
);

create table gdp_economy (
  edition     text not null references gdp_edition,
  country     char(3) not null,
  name        text not null,
  last_actual integer,
  stated      text,
  primary key (edition, country)
);

-- GDP per capita, current international dollars at purchasing power parity
create table gdp_figure (
  edition text not null references gdp_edition,
  country char(3) not null,
  year    integer not null,
  value   numeric(14, 3) not null check (value > 0),
  primary key (edition, country, year)
);

-- The Treasurer's word that a version of the chart holds for a fee year
create table chart_confirmation (
  fee_year     integer not null,
  chart        text not null,
  version      integer not null,
  confirmed_by text not null,
  confirmed_at timestamptz not null,
  primary key (fee_year, chart, version)
);

-- Cities that Friendship Members brought
create table referral (
  application_reference text primary key,
  member_number         text not null references member,
  city                  text not null,
  country               char(3) not null,
  claimed_at            timestamptz not null,
  confirmed_at          timestamptz,
  full_on               date,
  returning_city        boolean not null default false
);

create index referral_by_member on referral (member_number);
