-- Money that came in, and counter-entries that take a mistaken entry back. Rows are added, never changed or deleted.
create table payment (
  id             bigint generated always as identity primary key,
  invoice_number text not null references invoice,
  amount         numeric(12, 2) not null check (amount <> 0),
  currency       char(3) not null,
  received_on    date not null,
  reference      text,
  form_token     text not null unique,
  takes_back     bigint unique references payment,
  reason         text,
  recorded_by    text not null,
  recorded_at    timestamptz not null,
  check ((takes_back is not null) = (amount < 0)),
  check ((takes_back is not null) = (reason is not null))
);
create index payment_by_invoice on payment (invoice_number, id);
create index payment_by_reference on payment (reference);

create function payment_is_kept() returns trigger language plpgsql as $$
begin
    raise exception 'A payment is never changed or deleted: take it back';
end $$;
create trigger payment_is_kept before update or delete on payment
    for each row execute function payment_is_kept();
