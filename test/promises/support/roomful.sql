-- Roomful, where colleagues chat. Nobody in it exists.
create table users (
  id integer primary key,
  email text not null unique,
  name text not null
);
create table rooms (id integer primary key, title text not null);
create table members (room_id integer not null references rooms(id), user_id integer not null references users(id), primary key (room_id, user_id));
create table messages (
  id integer primary key,
  room_id integer not null references rooms(id),
  sender_id integer references users(id),
  sender_name text not null,
  body text not null,
  reply_to integer references messages(id)
);
create table edits (id integer primary key, message_id integer not null references messages(id), old_body text not null);
create table reactions (
  message_id integer not null references messages(id),
  user_id integer not null references users(id),
  emoji text not null,
  primary key (message_id, user_id)
);
create table files (id integer primary key, message_id integer not null references messages(id), name text not null, object_key text not null);
insert into users values
  (1, 'sana.ito@roomful.example', 'Sana Ito'), (2, 'bram.oor@roomful.example', 'Bram Oor'), (3, 'lux.dane@roomful.example', 'Lux Dane');
insert into rooms values (1, 'roof garden'), (2, 'lunch');
insert into members values (1, 1), (1, 2), (2, 2), (2, 3);
insert into messages values
  (11, 1, 1, 'Sana Ito', 'who waters the ferns', null),
  (12, 1, 2, 'Bram Oor', 'I water them on Mondays', 11),
  (13, 1, 1, 'Sana Ito', 'here is a picture', 12),
  (14, 1, 2, 'Bram Oor', 'they look well', 13),
  (21, 2, 2, 'Bram Oor', 'soup today', null),
  (22, 2, 3, 'Lux Dane', 'again', 21);
insert into edits values (1, 11, 'who waters teh ferns'), (2, 12, 'I watre them');
insert into reactions values (11, 2, 'thumb'), (12, 1, 'heart'), (14, 1, 'sun'), (22, 2, 'spoon');
insert into files values (1, 13, 'ferns.png', 'k1-ferns'), (2, 14, 'list.txt', 'k2-list'), (3, 22, 'menu.txt', 'k3-menu');
