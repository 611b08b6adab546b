-- Koperasi: a savings cooperative, with what PostgreSQL can keep beside plain keys: arrays, JSON, lists in texts,
-- composite keys, mixed case. Made up; nobody in it exists. No foreign key is declared. Seen while guesses were tuned.
CREATE TABLE cabang (id serial PRIMARY KEY, nama text NOT NULL);
CREATE TABLE "Anggota" ("NoAnggota" varchar(12) PRIMARY KEY, "NamaLengkap" text NOT NULL, "Email" text, "NomorHP" text, "IdCabang" integer);
CREATE TABLE pengguna (id serial PRIMARY KEY, username text NOT NULL, email text NOT NULL, password_digest text NOT NULL, no_anggota varchar(12));
CREATE TABLE pegawai (id_cabang integer, nomor integer, nama text NOT NULL, email text, jabatan text, PRIMARY KEY (id_cabang, nomor));
CREATE TABLE simpanan (id serial PRIMARY KEY, no_anggota varchar(12) NOT NULL, jenis text, saldo numeric(14,2));
CREATE TABLE pinjaman (id uuid PRIMARY KEY, no_anggota varchar(12) NOT NULL, penjamin text[], id_cabang integer, pegawai_nomor integer, jumlah numeric(14,2), tenor integer);
CREATE TABLE angsuran (id serial PRIMARY KEY, pinjaman_id varchar(36) NOT NULL, ke integer, jumlah numeric(14,2));
CREATE TABLE rapat (id serial PRIMARY KEY, judul text, peserta_ids integer[], subscribed_users text, tempat text);
CREATE TABLE komentar (id serial PRIMARY KEY, pengguna_id integer, objek_type text, objek_id integer, isi text);
CREATE TABLE jejak (id serial PRIMARY KEY, payload jsonb NOT NULL, waktu timestamptz);
CREATE TABLE surat_keluar (id serial PRIMARY KEY, kepada text, perihal text, isi text);
CREATE TABLE perangkat (id serial PRIMARY KEY, "UserId" integer, jenis text, token text);
CREATE TABLE undian (id serial PRIMARY KEY, nomor integer, hadiah text, nilai integer);
CREATE TABLE dokumen (id serial PRIMARY KEY, pemilik_email text, penyetuju_ids text, nama_berkas text);
CREATE TABLE masuk (id bigserial PRIMARY KEY, pengguna bigint, ip inet, berhasil boolean);

INSERT INTO cabang (nama) SELECT 'Cabang ' || n FROM generate_series(1, 4) n;
INSERT INTO "Anggota" SELECT 'KOP-' || lpad(n::text, 5, '0'), 'Anggota ' || n, 'anggota' || n || '@koperasi.example', '+62 811-2222-' || (1000 + n), n % 4 + 1 FROM generate_series(1, 400) n;
INSERT INTO pengguna (username, email, password_digest, no_anggota) SELECT 'masuk' || n, 'masuk' || n || '@koperasi.example', '$2b$10$' || md5(n::text), CASE WHEN n % 5 > 0 THEN 'KOP-' || lpad((n * 3)::text, 5, '0') END FROM generate_series(1, 120) n;
INSERT INTO pegawai SELECT c, n, 'Pegawai ' || c || '/' || n, 'pegawai' || c || n || '@koperasi.example', 'teller' FROM generate_series(1, 4) c, generate_series(1, 9) n;
INSERT INTO simpanan (no_anggota, jenis, saldo) SELECT 'KOP-' || lpad((n % 400 + 1)::text, 5, '0'), 'pokok', n * 100 FROM generate_series(1, 900) n;
INSERT INTO pinjaman SELECT md5('p' || n)::uuid, 'KOP-' || lpad((n * 7 % 400 + 1)::text, 5, '0'), ARRAY['KOP-' || lpad((n * 3 % 400 + 1)::text, 5, '0'), 'KOP-' || lpad((n * 5 % 400 + 1)::text, 5, '0')], n % 4 + 1, n % 9 + 1, n * 1000, n % 36 FROM generate_series(1, 250) n;
INSERT INTO angsuran (pinjaman_id, ke, jumlah) SELECT md5('p' || (n % 250 + 1))::uuid::text, n % 12 + 1, 500 FROM generate_series(1, 800) n;
INSERT INTO rapat (judul, peserta_ids, subscribed_users, tempat) SELECT 'Rapat ' || n, ARRAY[n % 120 + 1, n * 7 % 120 + 1], E'---\n- ' || (n % 120 + 1) || E'\n- ' || (n * 3 % 120 + 1) || E'\n', 'Aula' FROM generate_series(1, 60) n;
INSERT INTO komentar (pengguna_id, objek_type, objek_id, isi) SELECT n % 120 + 1, CASE n % 3 WHEN 0 THEN 'Pengguna' ELSE 'Rapat' END, n % 60 + 1, 'Saya setuju dengan usul itu' FROM generate_series(1, 300) n;
INSERT INTO jejak (payload, waktu) SELECT jsonb_build_object('actor', jsonb_build_object('id', n % 120 + 1, 'ip', '192.0.2.9'), 'target', jsonb_build_object('no_anggota', 'KOP-' || lpad((n * 9 % 400 + 1)::text, 5, '0')), 'langkah', n % 7), now() FROM generate_series(1, 500) n;
INSERT INTO surat_keluar (kepada, perihal, isi) SELECT 'Anggota ' || n || ' <anggota' || n || '@koperasi.example>', 'Tagihan', 'Dengan hormat, bersama ini kami sampaikan' FROM generate_series(1, 200) n;
INSERT INTO perangkat ("UserId", jenis, token) SELECT n % 120 + 1, 'android', md5('t' || n) FROM generate_series(1, 150) n;
INSERT INTO undian (nomor, hadiah, nilai) SELECT n, 'Sepeda', n * 10 FROM generate_series(1, 50) n;
INSERT INTO dokumen (pemilik_email, penyetuju_ids, nama_berkas) SELECT 'Anggota' || n || '@Koperasi.example', (n % 120 + 1) || '; ' || (n * 7 % 120 + 1), 'berkas' || n || '.pdf' FROM generate_series(1, 80) n;
INSERT INTO masuk (pengguna, ip, berhasil) SELECT n % 120 + 1, '192.0.2.7', true FROM generate_series(1, 700) n;
