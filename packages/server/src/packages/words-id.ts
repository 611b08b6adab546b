import type { en } from "./words-en.ts";

/** What a package says, in Indonesian, with the words of the law on personal data protection (UU 27/2022). */
export const id: Readonly<Record<keyof typeof en, string>> = {
  title: "Salinan data pribadi Anda",
  "title.of": "Salinan data pribadi Anda pada {organization}",
  lead: "Inilah data pribadi yang disimpan {organization} tentang Anda: {rows, plural, =0 {tidak ada entri} other {# entri}}, menurut keadaan {moment}. Pada setiap bagian dijelaskan arti setiap kolom, dari mana asalnya, mengapa disimpan, dan siapa yang menerimanya.",
  request: "Permohonan",
  made: "Dibuat",
  by: "Oleh",
  law: "Hak Anda",
  "law.access": "Akses atas data pribadi: {article}",
  contents: "Daftar isi",
  "contents.more": "{count} bagian lagi, di bawah",
  skip: "Langsung ke isi",

  "read.title": "Cara membaca",
  "read.file":
    "Halaman ini dapat dibuka tanpa internet dan tidak menjalankan skrip. Apa pun yang Anda lakukan di sini tidak dikirim kepada siapa pun.",
  "read.files":
    "Di sampingnya terdapat data yang sama untuk digunakan di tempat lain: data.json untuk program, dan satu tabel untuk setiap bagian dalam folder csv, yang dapat dibuka dengan aplikasi lembar kerja. README.txt menjelaskan cara penulisannya.",
  "read.keep":
    "Simpanlah berkas-berkas ini di tempat yang tidak dapat dibaca orang lain. Pada perangkat Anda, berkas ini tidak lagi terenkripsi.",
  "read.owned": "{label}: seluruh entri menyangkut Anda.",
  "read.shared":
    "{label}: entri menyangkut Anda dan orang lain, misalnya percakapan atau tagihan antara dua pihak. Bagian yang menyangkut orang lain baru diperlihatkan setelah diperiksa petugas kami.",
  "link.owned": "tentang Anda",
  "link.shared": "bersama orang lain",

  "data.title": "Data Anda",
  "data.none": "Tidak ada entri tentang Anda di tempat penyimpanan kami.",
  "data.missing":
    "Belum ada yang dapat diperlihatkan: tempat yang dapat kami periksa tidak memuat entri tentang Anda, dan sebagian masih belum ada.",
  "data.store": "Di {store}",
  "data.rows": "{rows, plural, other {# entri}}, {link}.",
  "data.some": "Di sini diperlihatkan {shown} entri pertama dari {rows}. Selengkapnya ada dalam {file}.",
  "data.all": "Ada juga dalam {file}.",
  "unshown.title": "Yang tidak ditampilkan di halaman ini",
  "unshown.says":
    "Halaman ini akan terlalu panjang untuk dibuka. Masih ada {count, plural, other {# bagian}} dalam salinan ini, secara lengkap, di berkas-berkas di sampingnya: masing-masing dalam tabel yang disebut di sini, dan semuanya dalam data.json.",
  "unshown.part": "{part}: {rows, plural, other {# entri}}, di {file}",
  "list.more": "Dan {count} lagi, yang disebut dalam data.json.",
  "data.keep": "Berdasarkan {law}, entri disimpan selama {period}, dihitung sejak {since}.",
  "since.column": "hari yang tercatat sebagai “{column}”",
  "unit.hours": "{count, plural, other {# jam}}",
  "unit.days": "{count, plural, other {# hari}}",
  "unit.business days": "{count, plural, other {# hari kerja}}",
  "unit.weeks": "{count, plural, other {# minggu}}",
  "unit.months": "{count, plural, other {# bulan}}",
  "unit.years": "{count, plural, other {# tahun}}",
  "fields.title": "Arti setiap kolom",
  "fields.field": "Kolom",
  "fields.is": "Arti",
  "fields.source": "Asal",
  "fields.why": "Alasan disimpan",
  "fields.who": "Penerima",
  "fields.nobody": "Tidak ada pihak di luar {organization}",
  "fields.no-purpose": "Tidak ada tujuan pemrosesan yang tercatat",
  "rows.title": "Entri",
  "rows.row": "Entri {nth}",
  "rows.nothing": "Anda hanya tercatat dalam entri ini melalui tautan: tidak ada kolom yang memuat sesuatu tentang Anda.",
  "rows.held": "Isinya tidak diperlihatkan: lihat “{title}”.",
  "cell.empty": "tidak diisi",
  "cell.blank": "kosong",
  "cell.yes": "ya",
  "cell.no": "tidak",
  "cell.bytes": "{bytes, plural, other {berkas berukuran # bita}}, dalam data.json",
  "cell.bytes-of": "({bytes, plural, other {# bita}})",
  "cell.held": "tidak diperlihatkan",
  "cell.cut": "dipersingkat di sini: seluruhnya {characters} karakter, dalam data.json",
  "cell.held-csv": "[tidak diperlihatkan]",

  "field.unmapped": "Artinya belum kami ketahui",
  "field.holds": "Teks yang dapat memuat: {what}",
  "from.point": "{source}, melalui: {where}",
  "from.source": "{source}",
  "from.unsaid": "Tidak tercatat",
  "usual.given": "Tidak tercatat untuk kolom ini. Data semacam ini biasanya berasal dari Anda.",
  "usual.observed": "Tidak tercatat untuk kolom ini. Data semacam ini biasanya timbul saat Anda menggunakan layanan.",
  "usual.derived": "Tidak tercatat untuk kolom ini. Data semacam ini biasanya diolah dari data lain.",
  "usual.received": "Tidak tercatat untuk kolom ini. Data semacam ini biasanya berasal dari pihak lain.",
  "why.purpose": "{purpose}: {basis}",
  "basis.by-law": "{basis} menurut {laws}",
  "basis.unsaid": "dasar pemrosesan tidak tercatat",
  "basis.consent": "persetujuan Anda",
  "basis.explicit-consent": "persetujuan Anda yang sah secara eksplisit",
  "basis.contract": "pemenuhan kewajiban perjanjian dengan Anda",
  "basis.legal-duty": "pemenuhan kewajiban hukum",
  "basis.vital-interest": "pelindungan kepentingan vital",
  "basis.public-task": "pelaksanaan tugas untuk kepentingan umum",
  "basis.legitimate-interest": "kepentingan yang sah",
  "basis.instruction": "perintah klien sebagai pengendali data pribadi",
  "source.person": "Dari Anda",
  "source.automatic": "Secara otomatis, saat Anda menggunakan layanan",
  "source.derived": "Kami olah dari data lain",
  "source.client": "Dari klien kami",
  "source.employer": "Dari pemberi kerja Anda",
  "source.colleague": "Dari seseorang dalam akun yang sama",
  "source.federated": "Dari penyedia yang Anda gunakan untuk masuk",
  "source.integration": "Dari layanan yang Anda hubungkan",
  "source.partner": "Dari mitra usaha",
  "source.reseller": "Dari mitra penjual",
  "source.referral": "Dari seseorang yang merekomendasikan kami kepada Anda",
  "source.advertiser": "Dari pengiklan",
  "source.credit-agency": "Dari lembaga pemeringkat kredit",
  "source.social-network": "Dari media sosial atau situs ulasan",
  "source.public": "Dari sumber publik",
  "source.authority": "Dari otoritas",

  "own.store": "catatan privasi kami",
  "own.why": "Agar pilihan Anda dan hak Anda menurut hukum dipatuhi, dan hal itu dapat dibuktikan",
  "own.from.facts": "Dari Anda, dan dari layanan yang Anda gunakan",
  "own.about.facts":
    "Yang diberitahukan kepada catatan privasi kami tentang Anda: pilihan Anda, data yang dikumpulkan, tempat tinggal Anda.",
  "own.facts.at": "Saat keadaan itu berlaku",
  "own.facts.kind": "Jenis keterangan",
  "own.facts.origin": "Sistem yang memberitahukannya",
  "own.facts.id": "Nomor keterangan",
  "own.facts.says": "Isi keterangan",
  "own.from.contents": "Dari Anda, dan dari pihak yang bertanya kepada Anda",
  "own.about.contents": "Tulisan Anda yang ditanyakan kepada Anda sebelum diterbitkan.",
  "own.contents.asked_at": "Saat Anda ditanya",
  "own.contents.purpose": "Tujuan penerbitan",
  "own.contents.where": "Tempat penerbitan",
  "own.contents.text": "Tulisan Anda",
  "own.contents.answer": "Status jawaban Anda",
  "own.contents.answered_at": "Saat Anda menjawab",
  "own.contents.until": "Batas waktu menunggu jawaban Anda, atau menyimpan tulisan",
  "own.from.disclosures": "Kami catat saat data diberikan",
  "own.about.disclosures": "Siapa yang telah menerima data Anda, dan kapan.",
  "own.disclosures.at": "Saat data diberikan",
  "own.disclosures.recipient": "Penerima",
  "own.disclosures.purpose": "Tujuan",
  "own.disclosures.data": "Jenis data",
  "own.disclosures.form": "Bentuk data",
  "own.disclosures.items": "Jumlah entri",

  "withheld.title": "Yang tidak diperlihatkan, dan alasannya",
  "withheld.none": "Tidak ada data tentang Anda yang kami kecualikan.",
  "withheld.secret":
    "Kata sandi, token, dan rahasia lain. Data ini disimpan dan tidak diperlihatkan kepada siapa pun, agar tidak dapat dicuri dari salinan ini:",
  "withheld.unreadable":
    "Kolom yang memuat sesuatu yang tidak diperlihatkan kepada siapa pun, misalnya rahasia, sedangkan sisanya tidak dapat dibaca terpisah darinya:",
  "withheld.unreviewed":
    "Teks dan nama dalam entri bersama orang lain. Isinya dapat menyangkut orang lain, dan belum diperiksa petugas kami:",
  "withheld.some": "{held} dari {rows}",
  "withheld.unmapped": "Kolom yang artinya belum kami ketahui. Kami akan memastikannya dan melengkapi salinan ini:",
  "withheld.redacted": "Di tempat {block} dalam suatu teks, petugas kami menghilangkan bagian yang menyangkut orang lain.",
  "withheld.unidentified":
    "Entri yang tidak menunjukkan milik siapa: entri Anda tidak dapat kami temukan di antaranya. Jika Anda mengetahui sesuatu yang membedakannya, hubungilah kami dan kami akan memeriksanya kembali:",
  "withheld.ask":
    "Jika Anda memerlukan salah satunya, hubungilah kami: kami akan memeriksanya dan memberitahukan keputusan beserta alasannya.",
  "missing.title": "Yang belum ada",
  "missing.store":
    "{store} tidak dapat dibaca, atau tidak sampai selesai, ketika salinan ini dibuat. Isinya sama sekali belum ada di sini. Permohonan Anda tetap terbuka, dan salinan ini akan kami lengkapi.",
  "missing.lead": "Salinan ini belum lengkap.",
  "missing.by-hand":
    "{store} diperiksa oleh petugas, dan hasilnya belum ada. Isinya belum ada di sini. Permohonan Anda tetap terbuka, dan salinan ini akan kami lengkapi.",
  "missing.unreached":
    "Data tentang Anda yang kami ketahui tidak mengarah ke entri di {place}: belum dipastikan apakah ada yang menyangkut Anda. Permohonan Anda tetap terbuka sampai hal itu diputuskan.",
  "missing.fields":
    "Kolom yang belum dipetakan belum ada: namanya tercantum pada bagian “{title}”. Permohonan Anda tetap terbuka sampai kolom tersebut dilengkapi.",
  "mentions.title": "Entri orang lain yang menunjuk kepada Anda",
  "mentions.says": "Entri berikut tidak menyangkut Anda, tetapi menyebut Anda, misalnya sebagai orang yang menutup suatu kasus.",
  "mentions.where": "Tempat",
  "mentions.rows": "Entri",
  "mentions.columns": "Kolom yang menunjuk kepada Anda",
  "next.title": "Yang dapat Anda lakukan selanjutnya",
  "next.correct":
    "Ada yang keliru? Anda berhak meminta agar data diperbaiki, dihapus, dibatasi pemrosesannya, atau mengajukan keberatan atas pemrosesannya.",
  "next.write": "Hubungi {contact}.",
  "next.officer": "Pejabat pelindungan data: {name}, {email}.",
  "next.complain": "Anda dapat mengadu kepada lembaga pelindungan data pribadi kapan saja.",

  "block.name": "[■ nama]",
  "block.email": "[■ alamat surel]",
  "block.phone": "[■ nomor telepon]",

  "readme.text": `{title}
Permohonan {request}, dibuat pada {moment}.

index.html    untuk dibaca, dengan peramban apa pun, tanpa internet
data.json     untuk digunakan dalam program: semuanya, persis seperti aslinya
csv/          satu tabel untuk setiap bagian: '<store>/<dataset>-<link>'.csv
files/        berkas tentang Anda, persis seperti aslinya: bukalah dengan hati-hati

"owned" dalam nama berarti: entri tentang Anda. "shared" berarti: entri
tentang Anda bersama orang lain.

Cara data.json ditulis
  UTF-8 (JSON, RFC 8259). "data" adalah daftar: store, dataset, link,
  "fields" yang menjelaskan arti setiap kolom, asalnya, alasan disimpan, dan
  penerimanya, serta "rows". Bita ditulis dalam base64 sebagai objek dengan
  satu anggota "base64", berkas sebagai namanya dalam folder ini dan
  "bytes"-nya. Teks yang tidak diperlihatkan adalah objek dengan
  satu anggota "heldBack". "withheld" dan "missing" menyebutkan apa yang
  tidak ada, "unidentified" di mana entri tidak menunjukkan milik siapa,
  "mentions" menyebutkan entri orang lain yang menunjuk kepada Anda.

Cara tabel ditulis
  CSV menurut RFC 4180: UTF-8 dengan byte order mark, koma, setiap teks dalam
  tanda petik, baris diakhiri CR LF. Sel kosong berarti tidak ada nilai, ""
  berarti teks kosong. Baris pertama memuat nama kolom. Bita ditulis dalam
  base64; untuk berkas disebutkan namanya dalam folder ini.
  Aplikasi lembar kerja dapat menganggap teks yang diawali = + - atau @
  sebagai rumus, lalu menjalankannya. Agar hal itu tidak terjadi, sebelum
  tanda tersebut ditambahkan apostrof: pada awal teks (juga setelah spasi),
  dan di dalam teks setelah titik koma, tab, garis tegak, atau akhir baris,
  tempat sebagian aplikasi memulai sel baru. Bilangan biasa seperti -12.50
  tidak diubah. Hapus satu apostrof di tempat-tempat itu untuk memperoleh
  teks persis seperti aslinya, atau gunakan data.json.

Simpanlah berkas-berkas ini di tempat yang tidak dapat dibaca orang lain.
`,
};
