-- Invoices of members without an e-mail address: they go by post. The day is null until somebody says that it was posted.
create table invoice_by_post (
  invoice_number text primary key references invoice,
  address        text not null,
  laid_up_at     timestamptz not null,
  posted_on      date,
  posted_by      text,
  noted_at       timestamptz,
  check ((posted_on is null) = (posted_by is null) and (posted_on is null) = (noted_at is null))
);
create index invoice_to_post on invoice_by_post (invoice_number) where posted_on is null;
