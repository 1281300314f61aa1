-- Where a seat reads its clock: the zone that the Secretariat chose, null for the one of its city's country. On a roll it stands
-- as it was worked out; it is no part of what is frozen, as an address is not.
alter table seat add zone text;
alter table roll_seat add zone text;
