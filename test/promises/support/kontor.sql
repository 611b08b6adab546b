-- Kontor, a bookkeeping service: journals that its bookkeepers keep for a firm. Nobody in it exists.
-- Dates count from today, so that a statutory period is half over on whatever day this is run.
create table bookkeepers (
  id integer primary key,
  email text not null unique,
  full_name text not null,
  phone text
);
create table accounts (id integer primary key, title text not null);
create table journals (
  id integer primary key,
  booked_on text not null,
  bookkeeper_id integer references bookkeepers(id),
  entered_by text not null,
  narration text not null
);
create table lines (
  id integer primary key,
  journal_id integer not null references journals(id),
  account_id integer not null references accounts(id),
  booked_on text not null,
  posted_by text not null,
  poster_id integer references bookkeepers(id),
  amount_cents integer not null
);
create table disputes (
  id integer primary key,
  bookkeeper_id integer references bookkeepers(id),
  opened_on text not null,
  statement text not null
);
create table visits (
  id integer primary key,
  bookkeeper_id integer not null references bookkeepers(id),
  page text not null
);

insert into bookkeepers values
  (1, 'orla.finch@kontor.example', 'Orla Finchley', '+353 21 555 0166'),
  (2, 'pim.dekker@kontor.example', 'Pim Dekker', null);
insert into accounts values (1, 'Bank'), (2, 'Sales'), (3, 'Rent');

create temp table numbers (i integer);
with recursive n(i) as (select 1 union all select i + 1 from n where i < 60) insert into numbers select i from n;
-- Orla keeps two of three journals; the first ten are older than any law asks for.
insert into journals
  select i, date('now', iif(i <= 10, '-11 years', '-' || (i / 10) || ' years')), iif(i % 3 = 0, 2, 1),
    iif(i % 3 = 0, 'Pim Dekker', 'Orla Finchley'), 'entry ' || i
  from numbers;
insert into lines
  select i * 2 - 1, i, 1, (select booked_on from journals where id = i), (select entered_by from journals where id = i),
    (select bookkeeper_id from journals where id = i), i * 1000 + 7
  from numbers;
insert into lines
  select i * 2, i, iif(i % 2 = 0, 2, 3), (select booked_on from journals where id = i), (select entered_by from journals where id = i),
    (select bookkeeper_id from journals where id = i), -(i * 1000 + 7)
  from numbers;
insert into disputes values
  (1, 1, date('now', '-6 months'), 'says that the rent was booked twice'),
  (2, 1, date('now', '-9 years'), 'settled long ago'),
  (3, 2, date('now', '-1 year'), 'another matter');
insert into visits values (1, 1, '/reports'), (2, 1, '/rent'), (3, 2, '/reports');
