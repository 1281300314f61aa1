-- Files of members, kept from their dry run on: what is confirmed is exactly what was shown
create table member_import (
  sha256      text primary key,
  file_name   text not null,
  content     bytea not null,
  uploaded_at timestamptz not null,
  uploaded_by text not null,
  applied_at  timestamptz,
  applied_by  text
);
