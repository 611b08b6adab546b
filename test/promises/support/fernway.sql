-- Fernway, a club with a shop: what it holds about its members. Nobody in it exists.
create table members (
  id integer primary key,
  email text not null unique,
  full_name text not null,
  phone text,
  street text,
  password_hash text not null,
  pin text,
  security_answer text,
  passport_number text,
  tax_number text,
  social_security text,
  joined_on text not null
);
create table cards (
  id integer primary key,
  member_id integer not null references members(id),
  holder text not null,
  card_number text not null,
  card_last4 text not null
);
create table sessions (
  id integer primary key,
  member_id integer not null references members(id),
  token text not null unique,
  ip text not null
);
create table orders (
  id integer primary key,
  buyer_id integer references members(id),
  giver_id integer references members(id),
  bill_name text not null,
  bill_mail text,
  gift_note text,
  greeting text not null,
  total_cents integer not null check (total_cents >= 0)
);
create table notes (
  id integer primary key,
  member_id integer not null references members(id),
  body text not null
);

insert into members values
  (1, 'mira.quell@fernway.example', 'Mira Quellbrunn', '+353 1 555 0173', '9 Osprey Lane',
   '$argon2id$v=19$m=65536,t=3$bWlyYXNhbHQ$k1QxZw7Mira0wnHash', '774021', 'the otter called Bruno',
   'PX4471903', 'IE-8837261-WA', '078-05-1120', '2021-03-04'),
  (2, 'tam.okoro@fernway.example', 'Tam Okoro', '+353 1 555 0199', '2 Heron Court',
   '$argon2id$v=19$m=65536,t=3$dGFtc2FsdA$u8Zq2Rk5Tam7OtherHash', '118846', 'a red bicycle',
   'PX9920145', 'IE-1120044-TB', '219-09-9999', '2022-10-11'),
  (3, 'lio.brandt@fernway.example', 'Lio Brandt', null, null,
   '$argon2id$v=19$m=65536,t=3$bGlvc2FsdA$p3Wm6Vn1Lio4ThirdHash', null, null, null, null, null, '2023-01-30');
insert into cards values
  (1, 1, 'MIRA QUELLBRUNN', '4539578763621486', '1486'),
  (2, 2, 'TAM OKORO', '5555341244441115', '1115');
insert into sessions values
  (1, 1, 'tok_8f2c61aa7b90mira', '203.0.113.81'),
  (2, 2, 'tok_17d0c3be5544tam', '203.0.113.82');
insert into orders values
  (1, 1, null, 'Mira Quellbrunn', 'mira.quell@fernway.example', null, 'With love from Mira', 4200),
  (2, 2, 1, 'Tam Okoro', 'tam.okoro@fernway.example', 'from your walking friend', 'Happy birthday', 1999),
  (3, 3, null, 'Lio Brandt', 'lio.brandt@fernway.example', null, 'Hello', 350);
insert into notes values
  (1, 1, 'asked for the quiet table by the window'),
  (2, 2, 'pays in cash');

-- What an order says of its buyer beside the fields above.
alter table orders add column remark text;
alter table orders add column paid_from text;
alter table orders add column zip text;
update orders set remark = 'Ring for Mira Quellbrunn (mira.quell@fernway.example) at the Canada gate', paid_from = '203.0.113.81', zip = 'D04 X2P1' where id = 1;
update orders set remark = 'Mira Quellbrunn sent him', paid_from = '203.0.113.82', zip = 'D05 A1B2' where id = 2;
