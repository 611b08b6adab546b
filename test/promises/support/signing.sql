-- Parafe, where two parties sign contracts. Nobody in it exists. Dates count from today.
create table people (
  id integer primary key,
  email text not null unique,
  full_name text not null,
  phone text
);
create table contracts (
  id integer primary key,
  title text not null,
  ended_on text not null
);
create table signatures (
  id integer primary key,
  contract_id integer not null references contracts(id),
  signer_id integer references people(id),
  signed_name text not null,
  drawing text not null,
  contract_ended_on text not null
);
create table drafts (
  id integer primary key,
  person_id integer not null references people(id),
  words text not null
);
insert into people values
  (1, 'rae.okafor@parafe.example', 'Rae Okafor', '+353 1 555 0120'),
  (2, 'ned.valk@parafe.example', 'Ned Valk', null);
insert into contracts values (10, 'lease of a workshop', date('now', '-1 years')), (11, 'loan of a press', date('now', '-7 years'));
insert into signatures values
  (100, 10, 1, 'Rae Okafor', 'stroke:rae-okafor-lease', date('now', '-1 years')),
  (101, 10, 2, 'Ned Valk', 'stroke:ned-valk-lease', date('now', '-1 years')),
  (102, 11, 1, 'Rae Okafor', 'stroke:rae-okafor-loan', date('now', '-7 years')),
  (103, 11, 2, 'Ned Valk', 'stroke:ned-valk-loan', date('now', '-7 years'));
insert into drafts values (1, 1, 'dear Ned, the roof leaks'), (2, 2, 'dear Rae, I know');
