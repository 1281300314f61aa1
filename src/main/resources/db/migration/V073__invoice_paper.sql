-- What a member's own books want printed on an invoice, such as the number of a purchase order; kept on the invoice as it was
alter table contact add column order_reference text;
alter table invoice add column order_reference text;
