import type { choicesEn } from "./words-choices-en.ts";

/** What the privacy center says about choices: the page of them, parents, texts to approve. In Indonesian, with the terms of UU 27/2022. */
export const choicesId: Readonly<Record<keyof typeof choicesEn, string>> = {
  "choices.title": "Pilihan Anda",
  "choices.lead":
    "Hal-hal yang dapat Anda setujui atau tolak. Anda datang lewat tautan yang dibuat untuk Anda, jadi tidak perlu masuk.",
  "choices.noes.title": "Yang dapat Anda tolak",
  "choices.noes.lead": "Centang yang harus berhenti. Anda datang lewat tautan di salah satu surel kami, jadi tidak perlu masuk.",
  "choices.noes.yes":
    "Surel bisa diteruskan kepada orang lain, jadi halaman ini tidak menerima jawaban ya dan tidak menampilkan yang pernah Anda katakan. Anda menjawab ya, dan melihat yang berlaku, lewat tautan Anda sendiri ke semua pilihan Anda, atau di tempat Anda masuk.",
  "choices.noes.parts": "Yang Anda centang di sini berhenti, meskipun yang lain Anda biarkan.",
  "choices.noes.part": "Tidak: {name}",
  "choices.restricted":
    "Sejak {day} penggunaan data Anda dibatasi atas permintaan Anda. Sementara itu, yang disetujui di bawah ini tidak dilakukan, kecuali yang Anda setujui setelah itu.",
  "choices.gpc":
    "Peramban Anda meminta kami tidak menjual atau membagikan data Anda (Global Privacy Control). Kami mematuhinya, apa pun yang dipilih di bawah ini.",
  "choices.yes": "Ya",
  "choices.no": "Tidak",
  "choices.unshown": "Jawaban ya yang tidak berlaku, karena hal ini tidak ditanyakan kepada Anda",
  "choices.trackers": "{count, plural, other {# pelacak}}, satu per satu",
  "choices.trackers.says":
    "Apa pun pilihan Anda di atas, yang Anda centang di sini tidak berjalan untuk Anda: di surel kami, dan di setiap peramban tempat Anda masuk.",
  "choices.trackers.refuse": "Jangan {name}",
  "choices.trackers.no": "Tidak untuk pelacak tertentu",
  "choices.trackers.yes": "Tidak lagi menolak pelacak tertentu",
  "choices.parts": "Cara menghubungi Anda, dan isinya",
  "choices.parts.says":
    "Yang tidak Anda centang di sini tetap berhenti, apa pun pilihan Anda di atas, sampai Anda mencentangnya lagi.",
  "choices.parts.ways": "Cara menghubungi Anda",
  "choices.parts.topics": "Isi yang boleh dikirim",
  "choices.parts.but": "Kecuali yang tidak dicentang di bawah.",
  "choices.parts.no": "Dihentikan",
  "choices.parts.yes": "Diizinkan lagi",
  "choices.channel.email": "Surel",
  "choices.channel.sms": "SMS",
  "choices.channel.phone": "Telepon",
  "choices.channel.post": "Surat lewat pos",
  "choices.channel.push": "Notifikasi",
  "choices.channel.app": "Di dalam aplikasi",
  "choices.save": "Simpan pilihan saya",
  "choices.none": "Tidak untuk semuanya",
  "choices.always": "Ini bagian dari hubungan Anda dengan kami, atau diwajibkan hukum: tidak ada pilihan di dalamnya.",
  "choices.saved.kept": "Tersimpan. Berlaku mulai sekarang.",
  "choices.saved.same": "Anda tidak mengubah apa pun, jadi tidak ada yang disimpan. Yang berlaku sekarang ada di bawah ini.",
  "choices.saved.no-noes": "Anda tidak menolak apa pun, jadi tidak ada yang disimpan.",
  "choices.saved.no-yes": "Jawaban ya tidak diterima lewat tautan ini, dan tidak disimpan. Yang Anda tolak tetap berlaku.",
  "choices.saved.no-part":
    "Anda memilih ya, tetapi tidak ada cara atau topik yang dicentang: jadi yang berlaku adalah tidak. Untuk menerimanya, centang salah satu dan pilih ya lagi.",
  "choices.saved.gone":
    "Kami tidak lagi menyimpan apa pun tentang Anda, jadi tidak ada yang perlu disimpan. Data Anda tidak kami gunakan.",
  "choices.holds.yes": "Yang berlaku: ya.",
  "choices.holds.no": "Yang berlaku: tidak.",
  "choices.saved.withdrawn": "Persetujuan Anda sudah ditarik. Teks itu tidak boleh diterbitkan lagi.",
  "choices.saved.no-text": "Teks ini sudah tidak disetujui, jadi tidak ada yang perlu ditarik.",
  "choices.texts": "Tulisan Anda yang ditanyakan kepada Anda",
  "choices.texts.says":
    "Sebuah teks hanya diterbitkan selama Anda menyetujui tepat teks itu. Persetujuan dapat ditarik kapan saja, dan langsung berlaku.",
  "choices.texts.mail": "Anda menjawab melalui tautan di surel yang kami kirim tentang teks ini.",
  "choices.texts.replaced": "Teks lain menggantikannya sebelum Anda menjawab. Teks ini tidak diterbitkan.",
  "choices.history": "Yang pernah Anda katakan",
  "choices.history.says":
    "Setiap pilihan ada tanda terimanya: dengan kunci publik kami siapa pun dapat memeriksa, tanpa kami, bahwa kami mencatat persis ini pada hari itu.",
  "choices.receipt": "Tanda terima",
  "choices.record": "Hal yang sama untuk mesin (JSON-LD)",
  "choices.how.accept-all": "di banner, ya untuk semuanya",
  "choices.how.refuse-all": "di banner, tidak untuk semuanya",
  "choices.how.choose": "di banner, satu per satu",
  "choices.how.api": "di dalam layanan",
  "choices.how.preferences": "di halaman ini",
  "choices.how.signal": "melalui sinyal peramban Anda",
  "choices.how.unsubscribe": "melalui tautan surel",
  "choices.how.mail": "melalui surel kepada kami",
  "choices.how.staff": "disampaikan kepada staf kami",
  "choices.why.said": "Anda menyatakannya pada {day}.",
  "choices.why.lacks.lapsed":
    "Anda menyatakan ya pada {day}. Pernyataan itu untuk jangka waktu tertentu, yang kini sudah berakhir.",
  "choices.why.lacks.unconfirmed":
    "Anda menyatakan ya pada {day}. Pernyataan itu belum dikonfirmasi, dan baru berlaku setelah dikonfirmasi.",
  "choices.why.lacks.not-explicit":
    "Anda menyatakan ya pada {day}. Untuk ini diperlukan persetujuan yang diminta tersendiri, dengan kata-katanya sendiri; ya di halaman ini atau di banner tidak cukup.",
  "choices.why.lacks.too-young":
    "Anda menyatakan ya pada {day}. Pada usia Anda, kami tidak memakai data Anda untuk ini, apa pun yang dinyatakan.",
  "choices.why.lacks.parent":
    "Anda menyatakan ya pada {day}. Pada usia Anda, orang tua harus menyetujui, dan belum ada yang menyetujui.",
  "choices.added":
    "Sejak Anda menyatakannya, ada data Anda lainnya yang hendak digunakan untuk ini: {data}. Data itu tidak digunakan sebelum Anda menyetujuinya juga: pilih ya atau tidak untuk semuanya.",
  "choices.why.parts.channels": "Anda menolak semua cara untuk menghubungi Anda.",
  "choices.why.parts.topics": "Anda menolak semua isi yang mungkin dikirim.",
  "choices.why.latest": "Pernyataan Anda pada {day} tidak berlaku lagi.",
  "choices.why.no-before-yes": "Di tempat lain Anda menyatakan ya pada {day}; di antara keduanya, tidak yang berlaku.",
  "choices.why.signal": "Peramban Anda menyatakannya untuk Anda.",
  "choices.why.opt-out": "Anda menolak penjualan dan pembagian data Anda, dan ini termasuk di dalamnya.",
  "choices.why.unsaid-yes": "Anda belum menyatakan apa pun tentang ini. Anda dapat menolak kapan saja.",
  "choices.why.approved":
    "Anda menyetujui teks Anda untuk ini. Masing-masing ada di bawah dan dapat ditarik kembali; tidak menarik semuanya.",
  "choices.why.unsaid-no": "Anda belum menyatakan ya, dan tanpa itu kami tidak melakukannya.",

  "choices.out": "Menolak penjualan dan pembagian data Anda secara keseluruhan.",
  "choices.in": "Tidak lagi menolak penjualan dan pembagian data Anda secara keseluruhan.",

  "signal.title": "Jangan jual atau bagikan data saya (Global Privacy Control)",
  "signal.says":
    "Selama ini aktif untuk akun Anda, kami tidak menjual data Anda dan tidak membagikannya untuk iklan di situs lain, di mana pun Anda masuk. Peramban yang mengirim sinyal mengaktifkannya ketika Anda masuk; di sini Anda dapat mengaktifkannya dengan peramban apa pun.",
  "signal.on": "Sedang aktif.",
  "signal.except": "Sejak itu Anda menyetujui yang berikut, dan hal ini tidak menghentikannya: {names}.",
  "signal.off": "Tidak aktif untuk akun Anda.",
  "signal.from.page": "Anda mengaktifkannya di halaman ini pada {day}.",
  "signal.from.browser": "Peramban tempat Anda masuk mengirimnya sejak {day}.",
  "signal.from.banner": "Anda memilihnya di banner kami pada {day}.",
  "signal.from.told": "Hal ini disampaikan kepada kami dengan cara lain, bukan oleh peramban atau halaman ini.",
  "signal.ended":
    "Anda mengakhirinya di halaman ini pada {day}. Jika peramban Anda mengirim sinyal, sinyal itu tetap berlaku di peramban tersebut; untuk akun Anda, ini aktif lagi setelah Anda mengaktifkannya di sini.",
  "signal.set": "Aktifkan untuk akun saya",
  "signal.end": "Akhiri untuk akun saya",

  "content.title": "Tulisan Anda di {organization}",
  "content.lead":
    "{organization} ingin menerbitkan tulisan ini. Tulisan ini hanya diterbitkan jika Anda menyetujui teks yang persis sama.",
  "content.text": "Teksnya",
  "content.where": "Di mana teks ini akan dimuat",
  "content.purpose": "Untuk apa",
  "content.approve": "Setujui teks ini",
  "content.decline": "Jangan terbitkan",
  "content.withdraw": "Tarik persetujuan saya",
  "content.until": "Anda dapat menjawab sampai {moment}. Setelah itu teks ini tidak diterbitkan, dan salinan pada kami dihapus.",
  "content.bound": "Persetujuan Anda berlaku untuk teks ini huruf demi huruf. Jika ada yang berubah, Anda ditanya lagi.",
  "content.approved": "Anda menyetujui teks ini pada {moment}.",
  "content.declined":
    "Anda menolak teks ini pada {moment}. Teks ini tidak diterbitkan. Anda dapat berubah pikiran sampai {until}.",
  "content.lapsed":
    "Persetujuan Anda atas teks ini, yang diberikan pada {moment}, berakhir pada {end}. Anda dapat menyetujuinya lagi sampai {until}.",
  "content.lapsed.off": "Teks ini diturunkan pada {off}.",
  "content.lapsed.not-yet": "Teks ini sedang diturunkan, dan halaman ini memberi tahu bila sudah selesai.",
  "content.lapsed.not-published": "Teks ini tidak diterbitkan.",
  "content.off":
    "Anda menarik persetujuan atas teks ini pada {moment}. Teks ini diturunkan pada {off}. Anda dapat berubah pikiran sampai {until}.",
  "content.off.not-yet":
    "Anda menarik persetujuan atas teks ini pada {moment}. Teks ini sedang diturunkan, dan halaman ini memberi tahu bila sudah selesai. Anda dapat berubah pikiran sampai {until}.",
  "content.done.approved":
    "Terima kasih, sudah dicatat. {organization} boleh menerbitkan teks yang persis sama. Simpan surelnya: lewat tautan yang sama Anda menarik persetujuan.",
  "content.done.declined": "Sudah dicatat. {organization} tidak boleh menerbitkan teks ini.",
  "content.done.withdrawn":
    "Persetujuan Anda ditarik. Mulai saat ini {organization} tidak boleh lagi menampilkan teks yang telah Anda setujui.",
  "content.changed.title": "Teks ini sudah berubah, mohon baca lagi",
  "content.changed":
    "Ini bukan lagi teks yang tadi Anda lihat. Tidak ada yang dicatat. Di bawah ini teks sebagaimana adanya sekarang.",
  "content.earlier": "Anda menyetujui teks yang lebih lama",
  "content.earlier.says":
    "Anda menyetujuinya pada {moment}. Teks itu mungkin masih diterbitkan. Persetujuan itu tidak berlaku untuk teks di atas.",
  "content.notice": "Baca seluruh pemberitahuan privasi",
  "parent.title": "Seorang anak ingin memakai {organization}",
  "parent.lead":
    "Seseorang yang terlalu muda untuk menyetujui sendiri memberikan alamat Anda sebagai alamat orang tua atau wali. {organization} belum mengumpulkan apa pun tentang anak itu. Untuk apa data anak itu boleh dipakai?",
  "parent.purposes": "Saya setuju data anak itu dipakai untuk",
  "parent.data": "Data: {data}.",
  "parent.gets": "{names} akan menerimanya.",
  "parent.nobody": "Tidak ada pihak lain yang akan menerimanya.",
  "parent.adult": "Saya sudah dewasa, dan saya orang tua atau wali anak itu.",
  "parent.yes": "Saya setuju untuk yang saya centang",
  "parent.no": "Tidak, saya tidak setuju",
  "parent.lacks.purpose": "Centang apa yang Anda setujui, atau jawab tidak.",
  "parent.lacks.adult": "Nyatakan bahwa Anda orang tua atau wali, atau jawab tidak.",
  "parent.until": "Anda dapat menjawab sampai {moment}. Setelah itu alamat Anda dihapus, dan tidak ada yang dikumpulkan.",
  "parent.mail":
    "Hanya satu hal yang kami periksa: bahwa Anda dapat membaca kotak surat ini. Karena itu di sini kami hanya bertanya tentang hal yang cukup dengan surat elektronik. Jika Anda setuju, kami menulis sekali lagi, dengan tautan untuk menariknya.",
  "parent.why": "Orang tua ditanya karena hukum menghendakinya: {articles}.",
  "parent.notice": "Baca seluruh pemberitahuan privasi",
  "parent.agreed.title": "Terima kasih, sudah dicatat",
  "parent.agreed":
    "Anak itu dapat melanjutkan, untuk yang Anda centang. Kami mengirim surat dengan tautan untuk menariknya, dan menghapus alamat Anda dari yang kami simpan.",
  "parent.declined.title": "Tidak ada yang dikumpulkan",
  "parent.declined": "Anda menjawab tidak. Jawaban itu berlaku, dan alamat Anda kami hapus.",
  "parent.answered.title": "Ini sudah dijawab",
  "parent.answered": "Tautan hanya dapat dipakai sekali. Jika Anda setuju dan ingin menariknya, pakai tautan dalam surat kedua.",
  "parent.withdraw.title": "Tarik persetujuan Anda untuk seorang anak",
  "parent.withdraw.lead": "Mulai sekarang tidak ada lagi yang dikumpulkan tentang anak itu, dan persetujuan Anda berakhir.",
  "parent.withdraw.button": "Tarik",
  "parent.withdraw.ask": "Minta agar yang sudah dikumpulkan dihapus",
  "parent.withdrawn.title": "Persetujuan ditarik",
  "parent.withdrawn": "Tidak ada lagi yang dikumpulkan tentang anak itu, dan persetujuan Anda berakhir.",
  "parent.unknown.title": "Tidak ada lagi yang perlu ditarik",
  "parent.unknown":
    "Kami tidak lagi mengenal anak itu, atau datanya sedang dihapus saat ini. Tidak ada yang dikumpulkan tentang anak itu, dan tidak ada persetujuan yang tersisa.",
};
