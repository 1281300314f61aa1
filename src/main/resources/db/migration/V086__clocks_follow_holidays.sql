-- Holidays were taken in or out: the due date of an open review is counted anew, and its task and timers are still to follow.
alter table application add column answer_moved boolean not null default false;
create index application_answer_moved on application (reference) where answer_moved;
