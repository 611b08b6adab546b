import type { askingEn } from "./words-asking-en.ts";

/** What the privacy center says where somebody begins: home, asking, codes, signing in, checking a receipt. In Indonesian, with the terms of UU 27/2022. */
export const askingId: Readonly<Record<keyof typeof askingEn, string>> = {
  "home.title": "Data Anda di {name}",
  "home.lead":
    "Lihat data pribadi yang kami simpan tentang Anda dan alasannya. Mintalah salinannya, atau mintalah agar dihapus. Gratis.",
  "home.lead.within":
    "Lihat data pribadi yang kami simpan tentang Anda dan alasannya. Mintalah salinannya, atau mintalah agar dihapus. Gratis, dan kami menanggapi dalam {period}.",
  "home.ask": "Ajukan permohonan",
  "home.ask.says":
    "Salinan data pribadi, penghapusannya, atau jawaban atas pertanyaan. Anda hanya perlu alamat surel dan dua menit.",
  "home.requests": "Permohonan Anda",
  "home.requests.says": "Sampai di mana prosesnya, berapa lama waktu menurut undang-undang, salinan Anda, dan tanda terima Anda.",
  "home.notice": "Apa yang kami lakukan dengan data pribadi",
  "home.notice.says": "Pemberitahuan privasi, dengan ringkasan di awal.",
  "home.verify": "Periksa tanda terima",
  "home.verify.says": "Buktikan sendiri bahwa tanda terima dari kami asli. Berkasnya tidak meninggalkan perangkat Anda.",
  "home.holds": "Apa yang kami simpan, dan mengapa",
  "home.holds.more": "Pemberitahuan selengkapnya",
  "home.talk": "Bicara dengan seseorang",
  "home.officer": "{name} adalah pejabat pelindungan data kami:",
  "home.contact": "Tulislah kepada kami:",
  "home.letter": "Permohonan lewat surat sama sahnya dengan halaman ini: {address}.",
  "home.phone": "Lewat telepon: {phone}.",

  "ask.step": "Langkah 1 dari 2",
  "ask.title": "Apa yang Anda inginkan?",
  "ask.access": "Melihat data yang Anda simpan tentang saya",
  "ask.access.says": "Salinan seluruhnya, untuk dibaca dan dipakai lagi. Hak atas akses.",
  "ask.erasure": "Menghapus data saya",
  "ask.erasure.says":
    "Semua yang tidak wajib disimpan menurut hukum. Anda melihat apa yang tetap disimpan, dan alasannya. Hak atas penghapusan.",
  "ask.question": "Mengajukan pertanyaan",
  "ask.question.says": "Tentang data pribadi Anda, atau tentang hak lain di luar daftar ini. Seseorang akan menjawabnya.",
  "ask.concern": "Menyampaikan keberatan atau keluhan",
  "ask.concern.says": "Ada yang tidak beres dengan cara Anda memperlakukan data saya.",
  "ask.email": "Alamat surel Anda",
  "ask.email.hint":
    "Alamat yang kami kenal sebagai milik Anda; jika Anda memohon untuk orang lain, alamat tempat kami menyurati Anda. Kami mengirim kode ke alamat itu, dan kelak kabar tentang permohonan Anda. Tidak ada yang lain.",
  "ask.for.else": "Apakah Anda memohon untuk orang lain?",
  "ask.for": "Data pribadi siapa?",
  "ask.for.person": "Data saya",
  "ask.for.person.says": "Anda memohon untuk diri sendiri.",
  "ask.for.agent": "Data orang yang memberi saya kuasa",
  "ask.for.agent.says": "Dengan izin yang ia tanda tangani.",
  "ask.for.agent-with-power": "Data orang yang surat kuasanya ada pada saya",
  "ask.for.agent-with-power.says": "Surat kuasa itu saja cukup: kami tidak meminta izin lain.",
  "ask.for.parent": "Data anak saya",
  "ask.for.parent.says":
    "Anda dapat melihat apa yang kami simpan, meminta penghapusannya, dan meminta agar kami tidak mengumpulkannya lagi.",
  "ask.for.guardian": "Data orang yang saya walikan",
  "ask.for.guardian.says": "Menurut undang-undang atau putusan pengadilan.",
  "ask.for.heir": "Data orang yang telah meninggal, yang ahli warisnya saya",
  "ask.for.heir.says": "Sejauh undang-undang mengenal ahli waris.",
  "ask.about": "Alamat orang itu, jika datanya bukan milik Anda",
  "ask.about.hint":
    "Dengan itu kami menemukan datanya: alamat surelnya, atau hal lain yang kami kenal. Kami tidak menyurati alamat itu, dan tidak memberi tahu Anda apa pun sebelum Anda menunjukkan bahwa Anda berhak memohon.",
  "ask.about.kind": "Yang Anda tulis di sana",
  "kind.email": "Alamat surel",
  "kind.account": "Akun",
  "kind.phone": "Nomor telepon",
  "kind.handle": "Nama pengguna",
  "ask.place": "Tempat tinggal Anda",
  "ask.place.hint":
    "Dengan itu kami tahu undang-undang mana yang melindungi Anda. Jika tidak diisi, kami mengikuti yang paling ketat.",
  "ask.words": "Dengan kata-kata Anda sendiri",
  "ask.words.hint": "Untuk pertanyaan atau keluhan, jelaskan apa persoalannya. Selain itu boleh dikosongkan.",
  "ask.send": "Kirimi saya kode",
  "ask.next":
    "Selanjutnya: Anda memasukkan kode dari surel, lalu permohonan Anda kami terima. Di sini kami tidak mengatakan apakah suatu alamat kami kenal; surel itulah yang mengatakannya.",
  "ask.error.kind": "Pilihlah apa yang Anda inginkan",
  "ask.error.place": "Pilihlah tempat dari daftar, atau biarkan kosong",
  "ask.error.about": "Masukkan sesuatu untuk menemukan orang yang Anda wakili, seperti nama@surel.example",
  "ask.error.whose": "Pilihlah sebagai apa Anda mewakili orang yang Anda masukkan di bawah, atau kosongkan alamatnya",
  "ask.error.requester":
    "Pilihlah yang lain: tidak ada undang-undang yang melindunginya yang mengatur cara Anda menunjukkan bahwa Anda berhak memohon untuknya",
  "ask.error.law":
    "Hak ini tidak dapat Anda mohonkan untuk orang lain: {articles}. Orang itu dapat memohon sendiri, atau menulis kepada {contact}.",
  "ask.error.email": "Masukkan alamat surel dengan tanda @, seperti nama@surel.example",
  "ask.error.words": "Jelaskan dengan beberapa kata apa persoalannya",
  "ask.error.long": "Gunakan paling banyak {count} karakter; sekarang ada {used}",
  "ask.limited.title": "Banyak kode telah diminta dari jaringan Anda",
  "ask.limited":
    "Agar orang lain tidak dibanjiri surel, kami menunggu satu jam sebelum mengirim lagi. Alamat Anda tidak bermasalah. Anda juga dapat menulis kepada {contact}: surat sama sahnya dengan halaman ini.",

  "code.step": "Langkah 2 dari 2",
  "code.title": "Masukkan kode dari surel Anda",
  "code.lead": "Kami telah mengirim kode delapan angka ke alamat Anda. Kode itu berlaku selama 15 menit.",
  "code.label": "Kode",
  "code.hint": "Delapan angka, dengan atau tanpa spasi.",
  "code.go": "Lanjutkan",
  "code.none": "Surel belum sampai?",
  "code.none.says":
    "Mungkin perlu satu menit, atau surel itu masuk ke folder spam. Kode dapat dikirim lagi; hanya kode terakhir yang berlaku. Satu alamat mendapat beberapa kode saja dalam satu jam: jika sudah beberapa kali, gunakan yang terakhir, atau tunggulah satu jam. Jika orang lain terus meminta kode atas nama Anda, lewat tautan di akhir setiap surel itu Anda tetap dapat mengajukan.",
  "code.again": "Kirim kode baru",
  "code.sent": "Kode baru sedang dikirim. Hanya kode terakhir yang berlaku.",
  "code.error.wrong":
    "Ini bukan kode dari surel kami yang terakhir. Anda dapat mencoba {count, plural, other {# kali lagi}}, setelah itu kami mengirim kode baru.",
  "code.error.empty": "Masukkan delapan angka dari surel",
  "code.error.dead": "Kode ini tidak berlaku lagi. Mintalah kode baru: permohonan Anda tidak hilang.",
  "code.unknown.title": "Tidak ada yang menunggu kode di sini",
  "code.unknown":
    "Kode itu sudah digunakan, atau sudah lewat satu minggu. Ajukan sekali lagi; permohonan yang sudah Anda ajukan ada di bagian permohonan Anda.",

  "sign-in.title": "Permohonan Anda",
  "sign-in.lead": "Masukkan alamat yang Anda gunakan. Kami mengirim kode kepada Anda, lalu menampilkan permohonan Anda.",
  "sign-in.email": "Alamat surel Anda",
  "sign-in.email.hint": "Di sini kami tidak mengatakan apakah alamat itu kami kenal; surel itulah yang mengatakannya.",

  "right.access": "Salinan data pribadi Anda",
  "right.erasure": "Penghapusan data pribadi Anda",
  "right.question": "Pertanyaan",
  "right.concern": "Keluhan",

  "right.short.access": "salinan",
  "right.short.erasure": "penghapusan",
  "right.short.question": "pertanyaan",
  "right.short.concern": "keluhan",
  "prove.title": "Tunjukkan bahwa Anda berhak memohon untuknya",
  "prove.says":
    "Sebelum itu kami tidak memberi tahu apa pun tentang orang itu, bahkan apakah kami menyimpan sesuatu. Salah satu dari ini cukup:",
  "prove.how":
    "Tulislah kepada kami di bawah ini bagaimana Anda akan mengirimkannya. Kami mencatat bahwa kami telah melihatnya, dan tidak menyimpan isinya.",
  "prove.signed-permission": "izin yang ditandatangani orang itu",
  "prove.own-confirmation": "keterangan orang itu sendiri kepada kami bahwa ia memberi Anda kuasa",
  "prove.power-of-attorney": "surat kuasa",
  "prove.parent-proof": "bahwa Anda orang tua atau wali anak itu",
  "prove.more-information": "siapa Anda, dan mengapa Anda berhak memohon untuk orang itu",
  "prove.not-verified": "belum diverifikasi",
  "period.hours": "{count, plural, other {# jam}}",
  "period.days-of-hours": "{count, plural, other {}}{days} x 24 jam",
  "period.days": "{count, plural, other {# hari}}",
  "period.business days": "{count, plural, other {# hari kerja}}",
  "period.weeks": "{count, plural, other {# minggu}}",
  "period.months": "{count, plural, =1 {satu bulan} other {# bulan}}",
  "period.years": "{count, plural, =1 {satu tahun} other {# tahun}}",

  "verify.title": "Periksa tanda terima",
  "verify.lead":
    "Tanda terima menyatakan apa yang kami katakan tentang suatu permohonan, dan kapan. Di sini Anda dapat melihat apakah tanda terima itu asli.",
  "verify.proves": "Apa yang dibuktikannya",
  "verify.proves.says":
    "Bahwa kami menyatakannya pada waktu itu, dan tidak dapat menariknya kembali dari siapa pun yang memegang tanda terima. Yang tidak dibuktikannya ialah apa yang terjadi di suatu basis data: untuk itu ada bukti kami, yang dapat diminta oleh lembaga pengawas.",
  "verify.elsewhere": "Memeriksa tanpa halaman ini",
  "verify.elsewhere.says": "Di komputer mana pun, tanpa internet, dengan program ini dan kunci yang Anda simpan:",

  "notice.title": "Apa yang kami lakukan dengan data Anda",
};
