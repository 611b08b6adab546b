/** When a name speaks: `people` in datasets of people only, `near` beside an address or a person's name, `any` everywhere. */
export type When = "any" | "people" | "near";

/** A name that means a category. The words of a column are joined by spaces, and the first rule that holds wins. */
export interface NameRule {
  readonly name: RegExp;
  readonly category: string;
  readonly when: When;
  /** The kinds of column that it may be; absent: texts only. */
  readonly families?: readonly string[];
  /** How sure the name alone makes one, 0 to 1. */
  readonly sure: number;
}

const rule = (category: string, name: RegExp, more: Partial<Omit<NameRule, "name" | "category">> = {}): NameRule => ({
  name,
  category,
  when: "any",
  sure: 0.9,
  ...more,
});

const textOrNumber = ["text", "number", "uuid", "other"];
const times = ["date", "timestamp", "time", "text", "number"];
const textOrBytes = ["text", "bytes", "json", "other"];

/** Names in English and Indonesian, in the order in which they are tried. */
export const nameRules: readonly NameRule[] = [
  // Secrets come first: a secret taken for something else would get into a copy.
  rule(
    "auth.password",
    /\b(password|passwd|pwd|passphrase|kata sandi|sandi)\b(?!.* (at|on|changed|expires?|reset sent|token)\b)/,
    {
      families: textOrBytes,
    },
  ),
  rule("auth.password", /\b(password|passwd|encrypted) ?(hash|digest|salt)\b|^salt$/, { families: textOrBytes }),
  rule("auth.secret-answer", /\b(secret|security) (answer|question)\b|jawaban rahasia/),
  rule("auth.pin", /^(pin|pin (code|hash))$/, { families: textOrNumber }),
  rule("auth.token", /\b(token|api key|secret|otp|totp|refresh|perishable|single access)\b( hash| digest)?$/, {
    families: textOrBytes,
  }),
  rule("payment.card-hint", /\b(card|kartu)\b.*\b(hint|last ?4|last four|brand|ending|mask(ed)?)\b|\blast 4\b/, {
    families: textOrNumber,
  }),
  rule("payment.card-expiry", /\b(card|kartu)\b.*\b(exp|expiry|expires?|expiration)\b/, { families: times }),
  rule("payment.card-number", /\b(card|kartu|pan) (number|no|nomor)\b|nomor kartu/, { families: textOrNumber }),
  rule("finance.bank-account", /\b(iban|bank account|account number|no(mor)? rekening|rekening|swift|bic|routing)\b/, {
    families: textOrNumber,
  }),
  rule("identity.social-security", /\b(ssn|social security|national insurance)\b/, { families: textOrNumber }),
  rule("identity.tax-id", /\b(npwp|tax (id|number|no)|vat (id|number|no)|tin)\b/, { families: textOrNumber, when: "people" }),
  rule("identity.national-id", /\b(nik|no(mor)? ktp|ktp|national id|identity (number|no)|id card)\b/, { families: textOrNumber }),
  rule("identity.passport", /\b(passport|paspor)\b/, { families: textOrNumber }),
  rule("identity.driving-license", /\b(driv(ing|ers?|er) licen[cs]e|no(mor)? sim)\b/, { families: textOrNumber }),
  rule("identity.signature", /\b(signature|tanda tangan)\b/, { families: textOrBytes }),
  rule("contact.emergency", /\b(emergency|darurat)\b/, { families: textOrNumber }),
  rule("device.ip-address", /\b(ip|ip ?address|alamat ip|remote addr)\b/, { families: ["text", "other"] }),
  rule("contact.email", /\b(email|surel|mail address)\b(?!.*\b(count|sent|template|verified|confirmed|subject|body)\b)/, {
    sure: 0.95,
  }),
  rule("contact.email", /^((to|from|reply to|sent (to|from)) address|cc|bcc|sent (to|from)|reply to)$/, { sure: 0.7 }),
  rule(
    "contact.phone",
    /\b(phone|mobile|telephone|tel|fax|cell|gsm|msisdn|whatsapp|telepon|telp|hp|ponsel|no hp)\b(?! (type|verified))/,
    {
      families: textOrNumber,
    },
  ),
  rule("name.first", /\b(first ?name|given ?name|forename|fname|nama depan)\b|^firstname/),
  rule("name.last", /\b(last ?name|family ?name|surname|lname|nama belakang|middle ?name|nama tengah)\b|^lastname/),
  rule("name.alias", /\b(nick ?name|display ?name|alias|nama panggilan|screen ?name)\b/),
  rule(
    "name.full",
    /\b(full ?name|nama lengkap|contact name|customer name|user name full|author name|employee name|nama (pelanggan|pegawai|karyawan|pasien|siswa))\b/,
  ),
  rule(
    "name.full",
    /\b(bill(ing|ed)?|ship(ping)?|payer|recipient|signer|accepted|holder|guest|sender|buyer|to|deliver(y|ed)|penerima|pengirim)( to)? name\b|^(bill|ship|billed) to$|^nama (penerima|pengirim)$/,
    { sure: 0.85 },
  ),
  rule("account.username", /^(user ?name|login|user login|handle|nama pengguna|screen name)$/),
  rule(
    "demographic.birth-date",
    /\b(birth ?date|birth ?day|date of birth|dob|born( on)?|tanggal lahir|tgl lahir|birth)\b(?!.*\b(place|tempat|city)\b)/,
    { families: times },
  ),
  rule("demographic.birth-place", /\b(birth ?place|place of birth|tempat lahir)\b/),
  rule("demographic.gender", /^(gender|sex|jenis kelamin|kelamin)$/, { families: [...textOrNumber, "boolean"] }),
  rule("demographic.marital-status", /\b(marital|status (nikah|kawin|pernikahan|perkawinan))\b/, { families: textOrNumber }),
  rule("demographic.nationality", /\b(nationality|citizenship|kewarganegaraan)\b/),
  rule("demographic.language", /^(locale|language|preferred language|lang|bahasa)$/, { when: "people" }),
  rule("belief.religion", /\b(religion|agama)\b/, { families: textOrNumber }),
  rule("origin.ethnic", /\b(ethnicity|ethnic|race|suku)\b/),
  rule("health.condition", /\b(diagnos[ie]s|allerg(y|ies)|disability|blood type|golongan darah|penyakit|riwayat penyakit)\b/),
  rule("contact.postal-code", /\b(postal ?code|post ?code|zip( ?code)?|kode pos)\b/, { families: textOrNumber, when: "near" }),
  rule("contact.street", /\b(street|address line|address ?[123]|addr ?[123]|jalan|alamat baris)\b|^street ?\d?$/, {
    when: "any",
  }),
  rule("contact.city", /\b(city|town|kota|kabupaten|kecamatan)\b(?!.*guess)/, { when: "near" }),
  rule("contact.region", /\b(state|province|region|district|provinsi|county)\b/, { when: "near" }),
  rule("contact.country", /\b(country|negara)\b( code)?$/, { when: "near" }),
  rule("contact.address", /\b(full address|address|alamat)\b(?!.*\b(id|type)\b)/, { sure: 0.8 }),
  rule("contact.social", /\b(linkedin|facebook|twitter|instagram|blog|github|mastodon|tiktok)\b/),
  rule("contact.messaging", /^(aim|yahoo|skype|telegram|icq|jabber|google talk|slack)( id| handle)?$/),
  rule("employment.job-title", /\b(job ?title|position title|jabatan|occupation|pekerjaan)\b/),
  rule("employment.job-title", /^(title|position|department)$/, { when: "people", sure: 0.75 }),
  rule("employment.employer", /^(company|company name|employer|organi[sz]ation|perusahaan)$/, { when: "people", sure: 0.8 }),
  rule("employment.history", /\b(hire ?date|hired (at|on)|tanggal masuk|start of employment)\b/, { families: times }),
  rule("employment.pay", /\b(salary|wage|gaji|upah|tunjangan)\b/, { families: textOrNumber }),
  rule("employment.number", /^(nip|employee (number|no)|nomor (pegawai|karyawan))$/, { families: textOrNumber }),
  rule("device.browser", /\b(user ?agent|browser)\b/),
  rule("device.push-token", /\bpush token\b/),
  rule("device.id", /^(device|udid|imei)( id)?$/, { families: textOrNumber }),
  rule("device.cookie-id", /\b(cookie|visitor)( id)?$/, { families: textOrNumber }),
  rule("location.precise", /^(lat|latitude|lng|lon|longitude|lintang|bujur|geo ?location)$/, {
    families: [...textOrNumber, "json"],
  }),
  rule("location.approximate", /\b(city guess|geo ?city|geo ?country|ip (city|country))\b/),
  rule(
    "auth.history",
    /\b(last|current) (sign ?in|login|log in|logon) (at|on|time|date)\b|^last (login|sign in)$|\blogin terakhir\b/,
    { families: times },
  ),
  rule("usage.last-seen", /\blast (seen|active|activity|access|visit|request)\b/, { families: times }),
  rule("usage.mail-interaction", /\b(opened|clicked) (at|on)\b/, { families: times, sure: 0.7 }),
  rule("usage.referrer", /\breferr?er( url)?$/, { sure: 0.8 }),
  rule("preference.marketing", /\b(newsletter|product news|digest|marketing|subscribed|opt ?in|berlangganan)\b/, {
    families: ["boolean", "number"],
    sure: 0.8,
  }),
  rule("account.settings", /^(settings|preferences|pengaturan)$/, { families: textOrBytes, sure: 0.7 }),
  rule("content.photo", /\b(photo|avatar|picture|foto|profile image)\b/, { families: textOrBytes, sure: 0.85 }),
  rule("inference.segment", /\bsegment\b/, { families: textOrNumber, sure: 0.8 }),
  rule("inference.score", /^(lead |risk |churn |credit )?score$|^skor$/, { families: textOrNumber, sure: 0.8 }),
  rule("name.full", /^(name|nama)$/, { when: "people", sure: 0.85 }),
];

/** Names of columns in which people write freely, by what they write. */
export const freeTextNames: readonly (readonly [RegExp, string])[] = [
  [/\b(comment|komentar)\b/, "content.comment"],
  [/\b(review|ulasan)\b/, "content.review"],
  [/\b(feedback|masukan)\b/, "communication.feedback"],
  [
    /\b(note|notes|remark|remarks|memo|bio|about|background info|description|catatan|keterangan|message|pesan|body|text|content|isi)\b/,
    "content.text",
  ],
];
