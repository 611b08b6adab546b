-- Gallery, where members show photos. Nobody in it exists.
create table members (
  id integer primary key,
  email text not null unique,
  full_name text not null,
  portrait text
);
create table photos (
  id integer primary key,
  member_id integer not null references members(id),
  file text not null,
  caption text not null
);
insert into members values
  (1, 'wen.abara@gallery.example', 'Wen Abara', 'portraits/wen.png'),
  (2, 'jo.lindt@gallery.example', 'Jo Lindt', 'portraits/jo.png');
insert into photos values
  (1, 1, 'photos/2026/harbour.jpg', 'harbour at dawn'),
  (2, 1, 'photos/2026/cat.jpg', 'a cat that is mine'),
  (3, 2, 'photos/2026/mill.jpg', 'the mill');
