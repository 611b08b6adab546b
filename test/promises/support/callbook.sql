-- Callbook, a support desk that records its calls and ships an app. Nobody in it exists.
create table customers (
  id integer primary key,
  email text not null unique,
  full_name text not null
);
create table calls (
  id integer primary key,
  customer_id integer not null references customers(id),
  began_at text not null,
  summary text not null
);
create table downloads (
  id integer primary key,
  installation_id text not null,
  customer_id integer references customers(id),
  build text not null
);
create table access_log (
  id integer primary key,
  device_id text not null,
  ip text not null,
  path text not null
);
create table events (
  id integer primary key,
  name text not null,
  payload text not null
);
insert into customers values (1, 'ines.moro@callbook.example', 'Ines Moro'), (2, 'ola.berg@callbook.example', 'Ola Berg');
insert into calls values
  (101, 1, '2026-03-02T09:00:00Z', 'asks why the bill doubled'),
  (102, 1, '2026-05-11T15:30:00Z', 'is called back'),
  (103, 2, '2026-05-12T10:00:00Z', 'orders a second line');
insert into downloads values
  (1, 'inst-7f3a9c', 1, '4.2'), (2, 'inst-0b11d4', 2, '4.2'), (3, 'inst-7f3a9c', null, '4.3');
insert into access_log values
  (1, 'dev-a1b2c3', '203.0.113.8', '/start'), (2, 'dev-a1b2c3', '203.0.113.9', '/help'), (3, 'dev-d4e5f6', '198.51.100.4', '/start');
insert into events values
  (1, 'opened', '{"app":{"installation":"inst-7f3a9c","screen":"home"},"ms":12}'),
  (2, 'opened', '{"app":{"installation":"inst-0b11d4","screen":"home"},"ms":9}'),
  (3, 'crashed', '{"app":{"installation":"inst-7f3a9c","screen":"bill"},"ms":0}');
