-- When a seat's agenda was first and last opened by its link or code: for the words of a reminder and the call list only.
-- Mail gateways open links too, so it never counts as an answer, nor as proof that a person has read anything.
alter table roll_seat add column opened_at timestamptz;
alter table roll_seat add column last_opened_at timestamptz;
