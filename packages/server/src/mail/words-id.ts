import type { en } from "./words-en.ts";

/** What mail says, in Indonesian, with the words of the law on personal data protection (UU 27/2022). */
export const id: Readonly<Record<keyof typeof en, string>> = {
  "code.subject": "Kode Anda untuk {organization}",
  "code.title": "Kode Anda",
  "code.access":
    "Seseorang, semoga Anda sendiri, meminta kepada {organization} salinan data pribadi pemilik alamat ini. Masukkan kode berikut pada halaman yang sedang terbuka:",
  "code.erasure":
    "Seseorang, semoga Anda sendiri, meminta {organization} menghapus data pribadi pemilik alamat ini. Masukkan kode berikut pada halaman yang sedang terbuka:",
  "code.question":
    "Seseorang, semoga Anda sendiri, mengajukan pertanyaan kepada {organization} tentang data pribadi. Masukkan kode berikut pada halaman yang sedang terbuka:",
  "code.concern":
    "Seseorang, semoga Anda sendiri, menyampaikan keluhan kepada {organization} tentang data pribadi. Masukkan kode berikut pada halaman yang sedang terbuka:",
  "code.sign-in":
    "Seseorang, semoga Anda sendiri, ingin melihat permohonan pemilik alamat ini kepada {organization}. Masukkan kode berikut pada halaman yang sedang terbuka:",
  "code.until": "Kode ini hanya dapat dipakai sekali, sampai {moment} (waktu {place}).",
  "code.not-you":
    "Bukan Anda? Abaikan surel ini. Tanpa kode tersebut tidak terjadi apa-apa. Kami tidak pernah meminta kode ini melalui telepon, dan tidak ada orang lain yang memerlukannya.",

  "nothing-here.subject": "Permohonan Anda kepada {organization}",
  "nothing-here.title": "Tidak ada permohonan dari alamat ini",
  "nothing-here.says":
    "Seseorang, semoga Anda sendiri, ingin melihat permohonan pemilik alamat ini kepada {organization}. Belum pernah ada permohonan dari alamat ini. Jika Anda memakai alamat lain, gunakan alamat tersebut.",
  "nothing-here.go": "Buka pusat privasi",
  "nothing-here.not-you": "Bukan Anda? Abaikan surel ini: tidak ada yang diperlihatkan kepada siapa pun.",

  "received.subject": "{request}: permohonan Anda telah kami terima",
  "received.title": "Permohonan Anda telah kami terima",
  "received.access":
    "Anda meminta kepada {organization} salinan data pribadi yang kami simpan tentang Anda. Nomor permohonan Anda {request}.",
  "received.erasure":
    "Anda meminta {organization} menghapus data pribadi yang kami simpan tentang Anda. Nomor permohonan Anda {request}.",
  "received.due": "Kami memberi jawaban selambat-lambatnya {day}.",
  "received.soon": "Kami memberi jawaban segera setelah permohonan Anda kami periksa.",
  "received.page":
    "Pada halaman permohonan, Anda dapat melihat sampai di mana prosesnya, mengirim pesan kepada kami, dan menarik kembali permohonan.",

  "question-received.subject": "{request}: tulisan Anda telah kami terima",
  "question-received.title": "Tulisan Anda telah kami terima",
  "question-received.question":
    "Anda mengajukan pertanyaan kepada {organization}. Nomornya {request}, dan petugas kami membacanya.",
  "question-received.concern":
    "Anda menyampaikan keluhan kepada {organization}. Nomornya {request}, dan petugas kami membacanya.",
  "question-received.page":
    "Jika isinya merupakan pelaksanaan hak Anda, kami memperlakukannya sebagai permohonan, dan Anda tidak perlu menulis ulang.",

  "answered.subject": "{request}: jawaban kami untuk Anda",
  "answered.title": "Kami telah menjawab Anda",
  "answered.says":
    "Jawaban kami ada pada halaman {request}. Kami tidak mengirimnya melalui surel karena isinya dapat menyangkut diri Anda.",

  "message.subject": "{request}: ada pesan untuk Anda",
  "message.title": "Ada pesan untuk Anda",
  "message.says":
    "{organization} menulis kepada Anda mengenai {request}. Isinya ada pada halaman permohonan; kami tidak mengirimnya melalui surel.",

  "cooling.subject": "{request}: disetujui dan belum dimulai",
  "cooling.title": "Data pribadi Anda akan dihapus setelah {moment}",
  "cooling.says":
    "Kami menyetujui permohonan Anda {request}. Sampai {moment} (waktu {place}) kami menunggu dan tidak menyentuh data apa pun. Jika Anda berubah pikiran, tarik kembali permohonan pada halamannya sebelum waktu tersebut.",
  "cooling.after": "Setelah itu kami mulai menghapus, dan data yang telah dihapus tidak dapat dikembalikan.",

  "stopped.subject": "{request}: dihentikan sebelum dimulai",
  "stopped.title": "Penghapusan dihentikan sebelum dimulai",
  "stopped.says":
    "Kami menghentikan penghapusan yang telah disetujui untuk {request} sebelum ada data yang disentuh. Permohonan Anda tetap terbuka; kami memeriksanya kembali dan mengabari Anda.",

  "withdrawn.subject": "{request}: telah ditarik kembali",
  "withdrawn.title": "Permohonan Anda telah ditarik kembali",
  "withdrawn.says":
    "Anda menarik kembali {request}, dan permohonan itu ditutup. Tidak ada data yang diubah karenanya. Anda dapat mengajukan permohonan lagi kapan saja.",

  "turned.subject": "{request}: tulisan Anda kami perlakukan sebagai permohonan",
  "turned.title": "Tulisan Anda kami perlakukan sebagai permohonan",
  "turned.access":
    "Tulisan Anda merupakan pelaksanaan hak: memperoleh salinan data pribadi yang kami simpan tentang Anda. Anda tidak perlu menulis ulang apa pun.",
  "turned.erasure":
    "Tulisan Anda merupakan pelaksanaan hak: meminta penghapusan data pribadi yang kami simpan tentang Anda. Anda tidak perlu menulis ulang apa pun.",
  "turned.clock": "Nomornya tetap {request}, dan jangka waktu menurut undang-undang dihitung sejak hari Anda menulis.",

  "denied.subject": "{request}: keputusan kami",
  "denied.title": "Kami tidak memenuhi permohonan Anda",
  "denied.says": "Kami telah memeriksa permohonan Anda {request}. Kami tidak memenuhinya dengan alasan berikut:",
  "denied.complain":
    "Jika menurut Anda keputusan ini keliru, tulislah kepada kami pada halaman permohonan dan kami memeriksanya kembali. Anda juga dapat mengadu kepada lembaga pelindungan data pribadi dan mengajukan gugatan ke pengadilan.",

  "copy-ready.subject": "{request}: salinan Anda sudah siap",
  "copy-ready.title": "Salinan Anda sudah siap",
  "copy-ready.says":
    "Salinan data pribadi yang Anda minta dengan {request} sudah siap. Unduhlah dari halaman permohonan sampai {moment} (waktu {place}); setelah itu salinan tersebut kami hapus.",
  "copy-ready.how":
    "Kami menyimpannya dalam keadaan terenkripsi sampai Anda mengambilnya, dan tidak pernah mengirimnya melalui surel.",

  "erased.subject": "{request}: selesai",
  "erased.title":
    "{kept, plural, =0 {Data pribadi Anda telah dihapus} other {Data pribadi Anda telah dihapus, kecuali # catatan}}",
  "erased.says": "Anda mengajukan permohonan pada {day}. Inilah yang telah dilakukan:",
  "erased.deleted": "Dihapus",
  "erased.deleted-says": "{count, plural, other {# catatan}}",
  "erased.changed": "Diubah",
  "erased.changed-says":
    "{count, plural, other {# catatan milik orang lain atau yang tetap disimpan: data pribadi Anda di dalamnya dihapus atau diganti}}",
  "erased.kept": "Tetap disimpan",
  "erased.kept-says": "{count, plural, other {# catatan}}, karena diwajibkan oleh peraturan perundang-undangan.",
  "erased.kept-law": "{count, plural, other {# catatan}}, karena diwajibkan oleh peraturan perundang-undangan ({law}).",
  "erased.kept-until": "Selambat-lambatnya sampai {day}.",
  "erased.kept-without-end": "{count, plural, other {# di antaranya}} belum kami ketahui batas akhirnya.",
  "erased.receipt":
    "Tanda terima pada halaman permohonan membuktikan apa yang kami nyatakan di sini. Siapa pun dapat memeriksanya tanpa kami.",
  "erased.complain":
    "Jika menurut Anda ada yang keliru, tulislah kepada kami pada halaman permohonan. Anda juga dapat mengadu kepada lembaga pelindungan data pribadi dan mengajukan gugatan ke pengadilan.",

  moment: "{moment} (waktu {place})",
  law: "Dasar hukum: {law}",
  go: "Buka halaman {request}",
  "go.copy": "Ambil salinan Anda",
  "go.receipt": "Buka tanda terima Anda",
  "go.code": "Halaman tersebut meminta kode, yang kami kirim ke alamat ini.",
  "foot.request": "Permohonan {request}.",
  "foot.officer": "Pejabat pelindungan data: {name}",
  "foot.write": "Pertanyaan tentang data pribadi Anda:",
};
