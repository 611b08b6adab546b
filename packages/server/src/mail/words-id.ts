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
  "code.identify":
    "Seseorang, semoga Anda sendiri, memberi tahu {organization} bahwa alamat ini juga miliknya, untuk suatu permohonan tentang datanya. Masukkan kode ini di halaman permohonan tersebut:",
  "code.until": "Kode ini hanya dapat dipakai sekali, sampai {moment} (waktu {place}).",
  "code.not-you":
    "Bukan Anda? Abaikan surel ini. Tanpa kode tersebut tidak terjadi apa-apa. Kami tidak pernah meminta kode ini melalui telepon, dan tidak ada orang lain yang memerlukannya.",

  "own.says":
    "Kode terus datang padahal tidak Anda minta, dan saat Anda minta tidak ada yang datang? Halaman ini khusus untuk Anda:",
  "own.go": "Ajukan di sini",

  "content-ask.subject": "Tulisan Anda di {organization}: baca dan setujui",
  "content-ask.title": "{organization} ingin menerbitkan tulisan Anda",
  "content-ask.says":
    "{organization} hanya menerbitkannya jika Anda menyetujuinya. Di halaman tersebut Anda melihat teks itu persis seperti adanya, dan di mana teks itu akan dimuat. Anda menyetujui atau menolaknya. Persetujuan dapat Anda tarik kemudian, lewat tautan yang sama.",
  "content-ask.until":
    "Anda dapat menjawab sampai {moment} (waktu {place}). Jika tidak, teks itu tidak diterbitkan, dan salinan pada kami dihapus.",
  "content-ask.go": "Baca teksnya, lalu jawab",
  "content-ask.not-you":
    "Anda tidak menulis apa pun? Abaikan saja, atau tolak di halaman itu. Jangan teruskan tautan ini: siapa pun yang memilikinya dapat menjawab atas nama Anda.",
  "content-changed.subject": "Tulisan Anda di {organization} berubah: baca lagi",
  "content-changed.title": "Sebuah teks Anda berubah",
  "content-changed.says":
    "Anda menyetujui sebuah teks Anda di {organization}. Sejak itu teks tersebut berubah, dan persetujuan Anda tidak berlaku untuk teks yang baru. Di halaman tersebut Anda melihat teks baru itu persis seperti adanya, dan di mana teks itu akan dimuat. Anda menyetujui atau menolaknya.",
  "parent-ask.subject": "{organization} bertanya kepada Anda sebagai orang tua",
  "parent-ask.title": "Seorang anak ingin memakai {organization}",
  "parent-ask.says":
    "Seorang anak, atau seseorang yang mengaku demikian, memberikan alamat ini sebagai alamat orang tua atau wali. Anak itu terlalu muda untuk menyetujui sendiri. Kami tidak mengumpulkan apa pun tentang anak itu sebelum Anda setuju. Di halaman tersebut Anda melihat data apa yang akan kami pakai dan untuk apa, lalu menjawab ya atau tidak.",
  "parent-ask.until":
    "Anda dapat menjawab sampai {moment} (waktu {place}). Jika tidak, kami menghapus alamat ini dan tidak ada yang dikumpulkan.",
  "parent-ask.go": "Lihat pertanyaannya, lalu jawab",
  "parent-ask.not-you":
    "Bukan Anda, atau bukan anak Anda? Abaikan saja, atau jawab tidak di halaman itu. Tautan ini hanya dapat dipakai sekali. Jangan diteruskan.",
  "parent-agreed.subject": "Anda menyetujui untuk seorang anak di {organization}",
  "parent-agreed.title": "Persetujuan Anda kami terima",
  "parent-agreed.says":
    "Seseorang yang dapat membuka kotak surat ini menyetujui, sebagai orang tua atau wali, bahwa {organization} memakai data seorang anak. Anda dapat menariknya kapan saja: setelah itu tidak ada lagi yang dikumpulkan tentang anak itu. Simpan surat ini; kami tidak menyimpan alamat Anda.",
  "parent-agreed.go": "Tarik persetujuan",
  "parent-agreed.not-you": "Bukan Anda? Tariklah lewat tautan yang sama.",
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
  "denied.after":
    "Jika menurut Anda keputusan ini keliru, tulislah kepada kami pada halaman permohonan dan kami memeriksanya kembali.",

  "appeal-received.subject": "{request}: keberatan Anda telah kami terima",
  "appeal-received.title": "Keberatan Anda telah kami terima",
  "appeal-received.says":
    "Anda mengajukan keberatan atas keputusan kami tentang {request}. Keputusan itu diperiksa kembali oleh orang lain, bukan oleh yang memutuskannya, sepanjang ada orang lain di sini.",
  "appeal-received.due": "Anda menerima keputusan kami selambat-lambatnya {day}.",

  "appeal-granted.subject": "{request}: keputusan kami atas keberatan Anda",
  "appeal-granted.title": "Keberatan Anda dikabulkan",
  "appeal-granted.says": "Kami memeriksa kembali {request} dan memenuhi permohonan Anda, dengan alasan berikut:",
  "appeal-granted.after": "Permohonan Anda dibuka kembali dan kami melanjutkannya. Anda tidak perlu mengajukannya lagi.",

  "appeal-refused.subject": "{request}: keputusan kami atas keberatan Anda",
  "appeal-refused.title": "Kami tetap pada keputusan kami",
  "appeal-refused.says": "Kami memeriksa kembali {request}. Kami tetap tidak memenuhinya, dengan alasan berikut:",
  "appeal-refused.after":
    "Ini jawaban terakhir kami, kecuali Anda mengetahui sesuatu yang tidak kami ketahui: tulislah kepada kami pada halaman permohonan.",

  "fee.subject": "{request}: ada biaya yang kami minta",
  "fee.title": "Kami meminta biaya sebelum melanjutkan",
  "fee.says": "Hukum memperbolehkan kami meminta {amount} untuk permohonan Anda {request}, dengan alasan berikut:",
  "fee.choose":
    "Anda tidak berutang apa pun selama Anda belum menyetujuinya. Pada halaman permohonan, Anda dapat menyetujuinya atau menarik kembali permohonan; Anda juga dapat menulis kepada kami di sana.",
  "fee.until":
    "Anda dapat menyetujuinya sampai {moment} (waktu {place}). Setelah itu, menurut hukum, permohonan Anda dianggap ditarik kembali.",

  "content.reasons": "Alasan kami tercantum di atas.",
  "content.complaint-authority":
    "Anda dapat mengadu kepada lembaga pelindungan data pribadi. Halaman {request} menyebut lembaga yang mana.",
  "content.complaint-controller":
    "Anda juga dapat mengadu kepada kami tentang cara kami memperlakukan data pribadi Anda dan permohonan ini: tulislah kepada {contact}.",
  "content.court": "Anda dapat mengajukan gugatan ke pengadilan.",
  "content.appeal":
    "Anda dapat mengajukan keberatan kepada kami atas keputusan ini: pada halaman {request}, atau dengan menjawab di sana dengan kata-kata Anda sendiri. Keputusan itu diperiksa kembali, dan Anda kami kabari.",
  "content.appeal-none":
    "Hukum tidak memberi Anda hak keberatan tersendiri kepada kami. Tulislah kepada kami pada halaman {request}, dan kami tetap memeriksanya kembali.",
  "content.attorney-general":
    "Anda dapat mengadu kepada jaksa agung (attorney general) negara bagian tempat Anda tinggal: situsnya menyediakan formulir untuk itu.",
  "content.new-period": "Batas waktu yang baru tercantum di atas.",
  "content.how-verified":
    "Kami memeriksa bahwa yang meminta adalah Anda: dengan kode yang kami kirim ke alamat ini, dan dengan data yang kami simpan atas alamat ini. Jika itu belum cukup, kami menulis kepada Anda dan menyebut apa yang kurang.",
  "content.when-answered": "Batas waktu jawaban kami tercantum di atas.",
  "content.result": "Apa yang telah dilakukan tercantum di atas.",
  "content.kept-data": "Apa yang tetap disimpan, dan alasannya, tercantum di atas.",
  "content.offer-opt-out":
    "Anda dapat meminta kami tidak menjual data pribadi Anda dan tidak membagikannya untuk iklan: tulislah pada halaman {request}, atau kepada {contact}. Untuk itu tidak diminta bukti identitas.",
  "content.cannot-identify":
    "Dengan apa yang kami ketahui tentang Anda, kami tidak dapat menentukan data mana yang milik Anda. Anda dapat memberi keterangan tambahan pada halaman {request}.",
  "content.who-can": "Jika bukan kami yang dapat melakukannya, dan kami tahu siapa yang dapat, alasan kami menyebut namanya.",
  "content.cost": "Biayanya tercantum di atas.",
  "content.processing-trail":
    "Isinya menyebut rekam jejak pemrosesan data pribadi Anda: untuk apa, dari mana asalnya, siapa penerimanya, dan apa yang dicatat tentangnya.",
  "content.recipients":
    "Pihak yang menerima data pribadi Anda diberi tahu tentang hal ini. Halaman {request} menyebut siapa mereka dan siapa yang sudah diberi tahu.",
  "content.explanation":
    "Jika ada penerima data pribadi Anda yang tidak dapat diberi tahu, atau hanya dengan upaya yang tidak sepadan, hal itu dirinci di sini beserta alasannya; jika tidak ada rincian, semuanya sudah diberi tahu.",
  "content.categories-instead":
    "Permohonan Anda kami perlakukan sebagai permohonan atas jenis data yang kami simpan, bukan atas setiap butirnya: pemberitahuan kami mencantumkannya, beserta asal, tujuan, dan penerimanya. {contact} dapat memberi tahu lebih banyak.",
  "content.kind-withheld":
    "Kata sandi, rahasia, dan apa yang dapat merugikan orang lain tidak ada dalam salinan mana pun. Salinan menyebut secara umum bahwa kami menyimpannya.",
  "content.record-kept":
    "Kami menyimpan catatan tentang permohonan ini agar data pribadi Anda tetap terhapus. Catatan itu tidak digunakan untuk hal lain.",
  "content.own-statement":
    "Anda dapat menulis pernyataan paling banyak 250 kata tentang setiap hal yang tidak kami perbaiki, pada halaman {request}: sejak itu pernyataan tersebut menyertai data pribadi Anda.",
  "content.may-ask-erasure": "Anda juga dapat meminta kami menghapusnya.",

  "extended.subject": "{request}: kami memerlukan waktu lebih lama",
  "extended.title": "Kami memerlukan waktu lebih lama",
  "extended.says":
    "Kami tidak dapat menjawab permohonan Anda {request} dalam jangka waktu yang telah kami sampaikan. Anda menerima jawaban kami selambat-lambatnya {moment} (waktu {place}), dengan alasan berikut:",
  "extended.after":
    "Perpanjangan hanya dapat dilakukan satu kali. Jika menurut Anda hal ini keliru, tulislah kepada kami pada halaman permohonan.",

  "copy-ready.subject": "{request}: salinan Anda sudah siap",
  "copy-ready.title": "Salinan Anda sudah siap",
  "copy-ready.says":
    "Salinan data pribadi yang Anda minta dengan {request} sudah siap. Unduhlah dari halaman permohonan sampai {moment} (waktu {place}); setelah itu salinan tersebut kami hapus.",
  "copy-ready.how":
    "Kami menyimpannya dalam keadaan terenkripsi sampai Anda mengambilnya, dan tidak pernah mengirimnya melalui surel.",

  "task.subject": "{request}: ada yang harus dikerjakan dengan tangan",
  "task.title": "{store} perlu diperiksa oleh seseorang",
  "task.says":
    "Permohonan {request} menyangkut {store}, yang hanya dapat diperiksa oleh manusia, dan Anda diminta melakukannya. Halamannya menyebut siapa yang dicari, di mana, dan apa yang dilakukan dengan temuan Anda.",
  "task.due": "Mohon laporkan di sana paling lambat {moment} ({place}). Sampai Anda melapor, permohonan itu tetap terbuka.",
  "task-late.subject": "{request}: masih harus dikerjakan dengan tangan",
  "task-late.title": "Belum ada laporan tentang {store}",
  "task-late.says":
    "Anda diminta memeriksa {store} untuk permohonan {request}. Belum ada yang melaporkan bahwa itu sudah dikerjakan, dan karena itu permohonan tetap terbuka.",
  "task-late.due": "Batas waktunya {moment} ({place}). Jika tidak dapat dikerjakan, katakan itu di halamannya beserta alasannya.",

  "task-keep.subject": "{request}: ada yang harus dikerjakan lagi dengan tangan",
  "task-keep.title": "{store} perlu diperiksa lagi oleh seseorang",
  "task-keep.says":
    "Ketika {store} diperiksa untuk permohonan {request}, ada yang tetap disimpan karena diwajibkan oleh peraturan perundang-undangan. Masa simpannya telah berakhir, dan Anda diminta memeriksanya lagi. Halamannya menyebut siapa yang dicari, di mana, dan apa yang dilakukan dengan temuan Anda.",
  "task-keep.due":
    "Mohon laporkan di sana paling lambat {moment} ({place}). Sampai Anda melapor, data itu tidak dinyatakan terhapus. Yang masih wajib disimpan akan ditanyakan lagi pada waktunya.",
  "task-keep-late.subject": "{request}: masih harus dikerjakan lagi dengan tangan",
  "task-keep-late.title": "Belum ada laporan tentang {store}",
  "task-keep-late.says":
    "Anda diminta memeriksa {store} lagi untuk data yang tetap disimpan karena hukum setelah permohonan {request}. Belum ada yang melaporkan bahwa itu sudah dikerjakan.",
  "task-keep-late.due":
    "Batas waktunya {moment} ({place}). Jika tidak dapat dikerjakan, katakan itu di halamannya beserta alasannya.",

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
  "go.task": "Buka tugas",
  "go.staff": "Halaman itu meminta Anda masuk sebagai staf. Tidak ada data pribadi yang dikirim melalui surel.",
  "go.code": "Halaman tersebut meminta kode, yang kami kirim ke alamat ini.",
  "foot.request": "Permohonan {request}.",
  "foot.officer": "Pejabat pelindungan data: {name}",
  "foot.write": "Pertanyaan tentang data pribadi Anda:",
};
