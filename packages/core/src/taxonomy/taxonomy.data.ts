// Made from taxonomy.yaml by tools/make-taxonomy.mjs: change that file and run the tool.
import type { DataCategory, PurposeKind, RecipientKind, SourceKind } from "./taxonomy.ts";

/** Part of every program's hash. */
export const taxonomyVersion = 1;

/** Every data category. */
export type DataCategoryId =
  | "name.full"
  | "name.first"
  | "name.last"
  | "name.alias"
  | "contact.email"
  | "contact.email-work"
  | "contact.phone"
  | "contact.address"
  | "contact.street"
  | "contact.city"
  | "contact.region"
  | "contact.postal-code"
  | "contact.country"
  | "contact.social"
  | "contact.messaging"
  | "contact.emergency"
  | "identity.national-id"
  | "identity.tax-id"
  | "identity.social-security"
  | "identity.passport"
  | "identity.driving-license"
  | "identity.document"
  | "identity.signature"
  | "account.id"
  | "account.username"
  | "account.settings"
  | "account.role"
  | "auth.password"
  | "auth.secret-answer"
  | "auth.pin"
  | "auth.token"
  | "auth.history"
  | "payment.card-number"
  | "payment.card-hint"
  | "payment.card-expiry"
  | "payment.token"
  | "payment.billing-address"
  | "payment.transaction"
  | "finance.bank-account"
  | "finance.income"
  | "finance.credit"
  | "finance.loan"
  | "finance.ledger"
  | "finance.tax-return"
  | "commerce.order"
  | "commerce.invoice"
  | "commerce.subscription"
  | "commerce.considered"
  | "commerce.delivery"
  | "employment.job-title"
  | "employment.employer"
  | "employment.number"
  | "employment.history"
  | "employment.pay"
  | "employment.attendance"
  | "employment.leave"
  | "employment.expense"
  | "employment.benefit"
  | "employment.performance"
  | "employment.time"
  | "employment.application"
  | "education.record"
  | "demographic.birth-date"
  | "demographic.birth-place"
  | "demographic.age-range"
  | "demographic.gender"
  | "demographic.nationality"
  | "demographic.marital-status"
  | "demographic.language"
  | "demographic.family"
  | "child.data"
  | "health.condition"
  | "health.record"
  | "health.insurance-id"
  | "biometric.template"
  | "genetic.data"
  | "neural.data"
  | "belief.religion"
  | "belief.philosophy"
  | "belief.politics"
  | "belief.union"
  | "origin.ethnic"
  | "origin.immigration"
  | "sex.life"
  | "sex.orientation"
  | "criminal.record"
  | "device.ip-address"
  | "device.id"
  | "device.installation-id"
  | "device.cookie-id"
  | "device.advertising-id"
  | "device.browser"
  | "device.system"
  | "device.push-token"
  | "usage.page-view"
  | "usage.click"
  | "usage.referrer"
  | "usage.session"
  | "usage.last-seen"
  | "usage.feature"
  | "usage.search"
  | "usage.mail-interaction"
  | "usage.advert"
  | "usage.log"
  | "location.approximate"
  | "location.precise"
  | "location.history"
  | "communication.email-content"
  | "communication.email-metadata"
  | "communication.chat"
  | "communication.sms"
  | "communication.call-recording"
  | "communication.call-log"
  | "communication.support"
  | "communication.feedback"
  | "communication.reaction"
  | "content.text"
  | "content.comment"
  | "content.file"
  | "content.photo"
  | "content.video"
  | "content.testimonial"
  | "content.review"
  | "content.calendar"
  | "inference.profile"
  | "inference.segment"
  | "inference.score"
  | "preference.marketing"
  | "preference.privacy"
  | "relation.referral"
  | "relation.contact"
  | "vehicle.plate";

/** Every kind of purpose. */
export type PurposeKindId =
  | "service"
  | "account"
  | "authentication"
  | "password-reset"
  | "payment"
  | "billing"
  | "delivery"
  | "support"
  | "inquiry"
  | "demo"
  | "service-message"
  | "security"
  | "fraud-prevention"
  | "abuse-prevention"
  | "backup"
  | "troubleshooting"
  | "legal-duty"
  | "tax-filing"
  | "bookkeeping"
  | "legal-claims"
  | "legal-demand"
  | "rights"
  | "analytics"
  | "product-improvement"
  | "research"
  | "survey"
  | "personalization"
  | "functionality"
  | "linking"
  | "profiling"
  | "newsletter"
  | "direct-marketing"
  | "promotion"
  | "referral"
  | "social-media"
  | "advertising"
  | "cross-context-advertising"
  | "ad-measurement"
  | "sale"
  | "rental"
  | "publication"
  | "recruitment"
  | "payroll"
  | "personnel"
  | "benefits"
  | "crm"
  | "communication"
  | "mail-client"
  | "credit-check"
  | "model-training"
  | "automated-decision"
  | "anonymous-report"
  | "merger";

/** Every kind of recipient. */
export type RecipientKindId =
  | "hosting"
  | "database-hosting"
  | "mail-delivery"
  | "sms-delivery"
  | "payment-processor"
  | "support-desk"
  | "analytics-provider"
  | "monitoring"
  | "marketing-automation"
  | "chat-provider"
  | "advertiser"
  | "social-network"
  | "identity-provider"
  | "integration"
  | "model-provider"
  | "reseller"
  | "registrar"
  | "app-developer"
  | "credit-agency"
  | "insurer"
  | "bank"
  | "adviser"
  | "contractor"
  | "group-company"
  | "client"
  | "tax-authority"
  | "supervisory-authority"
  | "court"
  | "successor"
  | "public";

/** Every kind of source. */
export type SourceKindId =
  | "person"
  | "automatic"
  | "derived"
  | "client"
  | "employer"
  | "colleague"
  | "federated"
  | "integration"
  | "partner"
  | "reseller"
  | "referral"
  | "advertiser"
  | "credit-agency"
  | "social-network"
  | "public"
  | "authority";

/** The data categories by id. */
export const dataCategories: Readonly<Record<DataCategoryId, DataCategory>> = {
  "name.full": {"id":"name.full","label":{"en":"Full name","id":"Nama lengkap"},"means":"The name a person goes by, whole","ccpa":["A","B"],"gdpr":null,"idPdp":"general","fides":"user.name","dpv":"Name","source":"given","identifies":"direct","value":"name","secret":false,"sensitive":false},
  "name.first": {"id":"name.first","label":{"en":"First name","id":"Nama depan"},"means":"Given name","ccpa":["A","B"],"gdpr":null,"idPdp":"general","fides":"user.name.first","dpv":"Name","source":"given","identifies":"direct","value":"name","secret":false,"sensitive":false},
  "name.last": {"id":"name.last","label":{"en":"Last name","id":"Nama belakang"},"means":"Family name","ccpa":["A","B"],"gdpr":null,"idPdp":"general","fides":"user.name.last","dpv":"Name","source":"given","identifies":"direct","value":"name","secret":false,"sensitive":false},
  "name.alias": {"id":"name.alias","label":{"en":"Alias or nickname","id":"Nama panggilan"},"means":"A name chosen for display","ccpa":["A"],"gdpr":null,"idPdp":"general","fides":"user.name","dpv":"Name","source":"given","identifies":"direct","value":"name","secret":false,"sensitive":false},
  "contact.email": {"id":"contact.email","label":{"en":"E-mail address","id":"Alamat surel"},"means":"An address that reaches the person by e-mail","ccpa":["A","B"],"gdpr":null,"idPdp":"general","fides":"user.contact.email","dpv":"EmailAddress","source":"given","identifies":"direct","value":"email","secret":false,"sensitive":false},
  "contact.email-work": {"id":"contact.email-work","label":{"en":"Work e-mail address","id":"Alamat surel kantor"},"means":"An e-mail address given by an employer","ccpa":["A","B","I"],"gdpr":null,"idPdp":"general","fides":"user.contact.email","dpv":"EmailAddressWork","source":"given","identifies":"direct","value":"email","secret":false,"sensitive":false},
  "contact.phone": {"id":"contact.phone","label":{"en":"Phone number","id":"Nomor telepon"},"means":"Mobile or fixed number","ccpa":["A","B"],"gdpr":null,"idPdp":"general","fides":"user.contact.phone_number","dpv":"TelephoneNumber","source":"given","identifies":"direct","value":"phone","secret":false,"sensitive":false},
  "contact.address": {"id":"contact.address","label":{"en":"Postal address","id":"Alamat pos"},"means":"Street address, whole","ccpa":["A","B"],"gdpr":null,"idPdp":"general","fides":"user.contact.address","dpv":"PhysicalAddress","source":"given","identifies":"direct","value":"address","secret":false,"sensitive":false},
  "contact.street": {"id":"contact.street","label":{"en":"Street","id":"Jalan"},"means":"Street and house number","ccpa":["A","B"],"gdpr":null,"idPdp":"general","fides":"user.contact.address.street","dpv":"Street","source":"given","identifies":"direct","value":"address","secret":false,"sensitive":false},
  "contact.city": {"id":"contact.city","label":{"en":"City","id":"Kota"},"means":"City or town of an address","ccpa":["A","B"],"gdpr":null,"idPdp":"general","fides":"user.contact.address.city","dpv":"City","source":"given","identifies":"indirect","value":"place","secret":false,"sensitive":false},
  "contact.region": {"id":"contact.region","label":{"en":"State or province","id":"Provinsi"},"means":"State, province or region of an address","ccpa":["A","B"],"gdpr":null,"idPdp":"general","fides":"user.contact.address.state","dpv":"Region","source":"given","identifies":"indirect","value":"place","secret":false,"sensitive":false},
  "contact.postal-code": {"id":"contact.postal-code","label":{"en":"Postal code","id":"Kode pos"},"means":"Postal or ZIP code","ccpa":["A","B"],"gdpr":null,"idPdp":"general","fides":"user.contact.address.postal_code","dpv":"PostalCode","source":"given","identifies":"indirect","value":"postal-code","secret":false,"sensitive":false},
  "contact.country": {"id":"contact.country","label":{"en":"Country","id":"Negara"},"means":"Country of an address; says which law applies","ccpa":["A","B"],"gdpr":null,"idPdp":"general","fides":"user.contact.address.country","dpv":"Country","source":"given","identifies":"indirect","value":"country","secret":false,"sensitive":false},
  "contact.social": {"id":"contact.social","label":{"en":"Social media profile","id":"Profil media sosial"},"means":"Address or handle of a social profile","ccpa":["A"],"gdpr":null,"idPdp":"general","fides":"user.social","dpv":"SocialMedia","source":"given","identifies":"direct","value":"url","secret":false,"sensitive":false},
  "contact.messaging": {"id":"contact.messaging","label":{"en":"Messaging handle","id":"Akun pesan instan"},"means":"Number or handle in a messaging service","ccpa":["A"],"gdpr":null,"idPdp":"general","fides":"user.contact","dpv":"Contact","source":"given","identifies":"direct","value":"handle","secret":false,"sensitive":false},
  "contact.emergency": {"id":"contact.emergency","label":{"en":"Emergency contact","id":"Kontak darurat"},"means":"Someone to call; data about another person","ccpa":["A"],"gdpr":null,"idPdp":"general","fides":"user.contact","dpv":"Contact","source":"given","identifies":"direct","value":"text","secret":false,"sensitive":false},
  "identity.national-id": {"id":"identity.national-id","label":{"en":"National identity number","id":"Nomor induk kependudukan (NIK)"},"means":"Number that a state gives a resident, such as the NIK","ccpa":["A","B","L"],"gdpr":null,"idPdp":"specific","fides":"user.government_id.national_identification_number","dpv":"OfficialID","source":"given","identifies":"direct","value":"nik","secret":true,"sensitive":true},
  "identity.tax-id": {"id":"identity.tax-id","label":{"en":"Taxpayer number","id":"Nomor pokok wajib pajak (NPWP)"},"means":"Number for tax, such as the NPWP (15 or 16 digits)","ccpa":["A","B","L"],"gdpr":null,"idPdp":"specific","fides":"user.government_id","dpv":"OfficialID","source":"given","identifies":"direct","value":"npwp","secret":true,"sensitive":true},
  "identity.social-security": {"id":"identity.social-security","label":{"en":"Social security number","id":"Nomor jaminan sosial"},"means":"Social security or insurance number","ccpa":["A","B","L"],"gdpr":null,"idPdp":"specific","fides":"user.government_id","dpv":"OfficialID","source":"given","identifies":"direct","value":"ssn","secret":true,"sensitive":true},
  "identity.passport": {"id":"identity.passport","label":{"en":"Passport number","id":"Nomor paspor"},"means":"Number of a passport","ccpa":["A","B","L"],"gdpr":null,"idPdp":"general","fides":"user.government_id.passport_number","dpv":"Passport","source":"given","identifies":"direct","value":"document-number","secret":true,"sensitive":true},
  "identity.driving-license": {"id":"identity.driving-license","label":{"en":"Driving licence number","id":"Nomor SIM"},"means":"Number of a driving licence","ccpa":["A","B","L"],"gdpr":null,"idPdp":"general","fides":"user.government_id.drivers_license_number","dpv":"VehicalLicenseNumber","source":"given","identifies":"direct","value":"document-number","secret":true,"sensitive":true},
  "identity.document": {"id":"identity.document","label":{"en":"Identity document","id":"Dokumen identitas"},"means":"Copy or photo of an identity document","ccpa":["A","B","L"],"gdpr":null,"idPdp":"specific","fides":"user.government_id","dpv":"PersonalDocuments","source":"given","identifies":"direct","value":"file","secret":true,"sensitive":true},
  "identity.signature": {"id":"identity.signature","label":{"en":"Signature","id":"Tanda tangan"},"means":"Handwritten or drawn signature on a document","ccpa":["A","B"],"gdpr":null,"idPdp":"general","fides":"user.content","dpv":"PersonalDocuments","source":"given","identifies":"direct","value":"file","secret":false,"sensitive":false},
  "account.id": {"id":"account.id","label":{"en":"Account identifier","id":"Pengenal akun"},"means":"Number or key by which a service knows the person","ccpa":["A"],"gdpr":null,"idPdp":"general","fides":"user.unique_id","dpv":"UID","source":"observed","identifies":"indirect","value":"id","secret":false,"sensitive":false},
  "account.username": {"id":"account.username","label":{"en":"Username","id":"Nama pengguna"},"means":"Name used to sign in","ccpa":["A"],"gdpr":null,"idPdp":"general","fides":"user.account.username","dpv":"Username","source":"given","identifies":"direct","value":"handle","secret":false,"sensitive":false},
  "account.settings": {"id":"account.settings","label":{"en":"Account settings","id":"Pengaturan akun"},"means":"Choices that shape the service for the person","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.account.settings","dpv":"Preference","source":"given","identifies":"none","value":"json","secret":false,"sensitive":false},
  "account.role": {"id":"account.role","label":{"en":"Role in an account","id":"Peran dalam akun"},"means":"What the person may do in a workspace","ccpa":["I"],"gdpr":null,"idPdp":"general","fides":"user.account","dpv":"Professional","source":"received","identifies":"none","value":"code","secret":false,"sensitive":false},
  "auth.password": {"id":"auth.password","label":{"en":"Password","id":"Kata sandi"},"means":"Password or its hash; may be verified, never shown","ccpa":["B","L"],"gdpr":null,"idPdp":"general","fides":"user.authorization.password","dpv":"Password","source":"given","identifies":"none","value":"credential","secret":true,"sensitive":true},
  "auth.secret-answer": {"id":"auth.secret-answer","label":{"en":"Security question and answer","id":"Pertanyaan keamanan"},"means":"Answer that proves identity","ccpa":["B","L"],"gdpr":null,"idPdp":"general","fides":"user.authorization.credentials","dpv":"SecretText","source":"given","identifies":"none","value":"credential","secret":true,"sensitive":true},
  "auth.pin": {"id":"auth.pin","label":{"en":"PIN code","id":"Kode PIN"},"means":"Short secret number","ccpa":["B","L"],"gdpr":null,"idPdp":"general","fides":"user.authorization.credentials","dpv":"PINCode","source":"given","identifies":"none","value":"credential","secret":true,"sensitive":true},
  "auth.token": {"id":"auth.token","label":{"en":"Sign-in token","id":"Token masuk"},"means":"Session, API or OAuth token, passkey","ccpa":["A"],"gdpr":null,"idPdp":"general","fides":"user.authorization.credentials","dpv":"Authenticating","source":"observed","identifies":"none","value":"credential","secret":true,"sensitive":false},
  "auth.history": {"id":"auth.history","label":{"en":"Sign-in history","id":"Riwayat masuk"},"means":"When and from where the person signed in","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.authorization","dpv":"AuthenticationHistory","source":"observed","identifies":"indirect","value":"time","secret":false,"sensitive":false},
  "payment.card-number": {"id":"payment.card-number","label":{"en":"Card number","id":"Nomor kartu"},"means":"Full number of a payment card","ccpa":["B","L"],"gdpr":null,"idPdp":"specific","fides":"user.financial.credit_card","dpv":"PaymentCardNumber","source":"given","identifies":"direct","value":"card","secret":true,"sensitive":true},
  "payment.card-hint": {"id":"payment.card-hint","label":{"en":"Card brand and last digits","id":"Merek dan digit akhir kartu"},"means":"What is left of a card when its number is not held","ccpa":["B"],"gdpr":null,"idPdp":"specific","fides":"user.payment","dpv":"PaymentCard","source":"given","identifies":"none","value":"card-hint","secret":false,"sensitive":false},
  "payment.card-expiry": {"id":"payment.card-expiry","label":{"en":"Card expiry","id":"Masa berlaku kartu"},"means":"Month and year a card expires","ccpa":["B"],"gdpr":null,"idPdp":"specific","fides":"user.payment","dpv":"PaymentCardExpiry","source":"given","identifies":"none","value":"month","secret":false,"sensitive":false},
  "payment.token": {"id":"payment.token","label":{"en":"Payment token","id":"Token pembayaran"},"means":"Reference to a card or account kept by a processor","ccpa":["B"],"gdpr":null,"idPdp":"specific","fides":"user.payment","dpv":"PaymentCard","source":"received","identifies":"indirect","value":"id","secret":false,"sensitive":false},
  "payment.billing-address": {"id":"payment.billing-address","label":{"en":"Billing address","id":"Alamat penagihan"},"means":"Address on the bill","ccpa":["A","B"],"gdpr":null,"idPdp":"general","fides":"user.contact.address","dpv":"PhysicalAddress","source":"given","identifies":"direct","value":"address","secret":false,"sensitive":false},
  "payment.transaction": {"id":"payment.transaction","label":{"en":"Payment","id":"Pembayaran"},"means":"Amount, time and state of a payment","ccpa":["D"],"gdpr":null,"idPdp":"specific","fides":"user.payment","dpv":"Transaction","source":"observed","identifies":"none","value":"money","secret":false,"sensitive":false},
  "finance.bank-account": {"id":"finance.bank-account","label":{"en":"Bank account","id":"Rekening bank"},"means":"Number of a bank account, IBAN","ccpa":["B","L"],"gdpr":null,"idPdp":"specific","fides":"user.financial.bank_account","dpv":"BankAccount","source":"given","identifies":"direct","value":"iban","secret":true,"sensitive":true},
  "finance.income": {"id":"finance.income","label":{"en":"Income","id":"Penghasilan"},"means":"What a person earns or owns","ccpa":["B"],"gdpr":null,"idPdp":"specific","fides":"user.financial","dpv":"Income","source":"given","identifies":"none","value":"money","secret":false,"sensitive":false},
  "finance.credit": {"id":"finance.credit","label":{"en":"Credit data","id":"Data kredit"},"means":"Score, standing or record from a credit agency","ccpa":["B","D"],"gdpr":null,"idPdp":"specific","fides":"user.financial","dpv":"CreditScore","source":"received","identifies":"none","value":"score","secret":false,"sensitive":false},
  "finance.loan": {"id":"finance.loan","label":{"en":"Loan","id":"Pinjaman"},"means":"Debts and how they are repaid","ccpa":["B"],"gdpr":null,"idPdp":"specific","fides":"user.financial","dpv":"LoanRecord","source":"given","identifies":"none","value":"money","secret":false,"sensitive":false},
  "finance.ledger": {"id":"finance.ledger","label":{"en":"Bookkeeping entry","id":"Catatan pembukuan"},"means":"Line in a company's books that names a person","ccpa":["D"],"gdpr":null,"idPdp":"specific","fides":"user.financial","dpv":"Transactional","source":"received","identifies":"indirect","value":"money","secret":false,"sensitive":false},
  "finance.tax-return": {"id":"finance.tax-return","label":{"en":"Tax return","id":"Laporan pajak"},"means":"Return, its figures and its receipts","ccpa":["B","D"],"gdpr":null,"idPdp":"specific","fides":"user.financial","dpv":"Tax","source":"given","identifies":"indirect","value":"file","secret":false,"sensitive":false},
  "commerce.order": {"id":"commerce.order","label":{"en":"Order","id":"Pesanan"},"means":"Products and services bought","ccpa":["D"],"gdpr":null,"idPdp":"general","fides":"user.behavior.purchase_history","dpv":"Purchase","source":"observed","identifies":"indirect","value":"text","secret":false,"sensitive":false},
  "commerce.invoice": {"id":"commerce.invoice","label":{"en":"Invoice","id":"Faktur"},"means":"Bill issued to or by the person","ccpa":["D"],"gdpr":null,"idPdp":"specific","fides":"user.behavior.purchase_history","dpv":"Transactional","source":"observed","identifies":"direct","value":"file","secret":false,"sensitive":false},
  "commerce.subscription": {"id":"commerce.subscription","label":{"en":"Subscription","id":"Langganan"},"means":"Plan, term and renewals","ccpa":["D"],"gdpr":null,"idPdp":"general","fides":"user.behavior.purchase_history","dpv":"Transactional","source":"observed","identifies":"none","value":"code","secret":false,"sensitive":false},
  "commerce.considered": {"id":"commerce.considered","label":{"en":"Services considered","id":"Layanan yang dipertimbangkan"},"means":"What the person looked at, asked for or was quoted","ccpa":["D"],"gdpr":null,"idPdp":"general","fides":"user.behavior","dpv":"Interest","source":"observed","identifies":"none","value":"text","secret":false,"sensitive":false},
  "commerce.delivery": {"id":"commerce.delivery","label":{"en":"Delivery","id":"Pengiriman"},"means":"What was sent where and when","ccpa":["D"],"gdpr":null,"idPdp":"general","fides":"user.behavior.purchase_history","dpv":"Transactional","source":"observed","identifies":"indirect","value":"text","secret":false,"sensitive":false},
  "employment.job-title": {"id":"employment.job-title","label":{"en":"Job title","id":"Jabatan"},"means":"Position and department","ccpa":["I"],"gdpr":null,"idPdp":"general","fides":"user.job_title","dpv":"CurrentEmployment","source":"given","identifies":"none","value":"text","secret":false,"sensitive":false},
  "employment.employer": {"id":"employment.employer","label":{"en":"Employer","id":"Pemberi kerja"},"means":"Company that the person works for","ccpa":["I"],"gdpr":null,"idPdp":"general","fides":"user.workplace","dpv":"CurrentEmployment","source":"given","identifies":"indirect","value":"text","secret":false,"sensitive":false},
  "employment.number": {"id":"employment.number","label":{"en":"Employee number","id":"Nomor karyawan"},"means":"Number given by an employer","ccpa":["A","I"],"gdpr":null,"idPdp":"general","fides":"user.workplace","dpv":"UID","source":"received","identifies":"indirect","value":"id","secret":false,"sensitive":false},
  "employment.history": {"id":"employment.history","label":{"en":"Work history","id":"Riwayat kerja"},"means":"Past employers and positions","ccpa":["I"],"gdpr":null,"idPdp":"general","fides":"user.workplace","dpv":"EmploymentHistory","source":"given","identifies":"indirect","value":"text","secret":false,"sensitive":false},
  "employment.pay": {"id":"employment.pay","label":{"en":"Pay","id":"Gaji"},"means":"Salary, allowances, deductions, payslips","ccpa":["I"],"gdpr":null,"idPdp":"specific","fides":"user.workplace","dpv":"Salary","source":"received","identifies":"none","value":"money","secret":false,"sensitive":false},
  "employment.attendance": {"id":"employment.attendance","label":{"en":"Attendance","id":"Kehadiran"},"means":"Clock-in and clock-out times","ccpa":["I"],"gdpr":null,"idPdp":"general","fides":"user.workplace","dpv":"WorkEnvironment","source":"observed","identifies":"none","value":"time","secret":false,"sensitive":false},
  "employment.leave": {"id":"employment.leave","label":{"en":"Leave","id":"Cuti"},"means":"Days off and their kind; may reveal health","ccpa":["I"],"gdpr":null,"idPdp":"general","fides":"user.workplace","dpv":"WorkEnvironment","source":"given","identifies":"none","value":"text","secret":false,"sensitive":false},
  "employment.expense": {"id":"employment.expense","label":{"en":"Reimbursement","id":"Penggantian biaya"},"means":"Expenses claimed and their receipts","ccpa":["D","I"],"gdpr":null,"idPdp":"specific","fides":"user.workplace","dpv":"Transactional","source":"given","identifies":"none","value":"money","secret":false,"sensitive":false},
  "employment.benefit": {"id":"employment.benefit","label":{"en":"Employee benefit","id":"Tunjangan karyawan"},"means":"Benefit chosen or used; may reveal health or family","ccpa":["I"],"gdpr":null,"idPdp":"specific","fides":"user.workplace","dpv":"Professional","source":"given","identifies":"none","value":"text","secret":false,"sensitive":false},
  "employment.performance": {"id":"employment.performance","label":{"en":"Performance at work","id":"Kinerja"},"means":"Evaluation and targets","ccpa":["I"],"gdpr":null,"idPdp":"general","fides":"user.workplace","dpv":"PerformanceAtWork","source":"received","identifies":"none","value":"text","secret":false,"sensitive":false},
  "employment.time": {"id":"employment.time","label":{"en":"Working time","id":"Waktu kerja"},"means":"Hours recorded against a task or project","ccpa":["I"],"gdpr":null,"idPdp":"general","fides":"user.workplace","dpv":"WorkHistory","source":"given","identifies":"none","value":"number","secret":false,"sensitive":false},
  "employment.application": {"id":"employment.application","label":{"en":"Job application","id":"Lamaran kerja"},"means":"CV, letter, interview notes","ccpa":["I"],"gdpr":null,"idPdp":"general","fides":"user.workplace","dpv":"ProfessionalInterview","source":"given","identifies":"direct","value":"file","secret":false,"sensitive":false},
  "education.record": {"id":"education.record","label":{"en":"Education record","id":"Catatan pendidikan"},"means":"Schools, marks, certificates","ccpa":["J"],"gdpr":null,"idPdp":"general","fides":"user.demographic","dpv":"Education","source":"given","identifies":"none","value":"text","secret":false,"sensitive":false},
  "demographic.birth-date": {"id":"demographic.birth-date","label":{"en":"Date of birth","id":"Tanggal lahir"},"means":"Day a person was born","ccpa":["B","C"],"gdpr":null,"idPdp":"general","fides":"user.demographic.date_of_birth","dpv":"BirthDate","source":"given","identifies":"indirect","value":"birth-date","secret":false,"sensitive":false},
  "demographic.birth-place": {"id":"demographic.birth-place","label":{"en":"Place of birth","id":"Tempat lahir"},"means":"Town a person was born in","ccpa":["B"],"gdpr":null,"idPdp":"general","fides":"user.demographic","dpv":"BirthPlace","source":"given","identifies":"indirect","value":"place","secret":false,"sensitive":false},
  "demographic.age-range": {"id":"demographic.age-range","label":{"en":"Age range","id":"Rentang usia"},"means":"Bracket, not a date","ccpa":["C"],"gdpr":null,"idPdp":"general","fides":"user.demographic.age_range","dpv":"AgeRange","source":"given","identifies":"none","value":"code","secret":false,"sensitive":false},
  "demographic.gender": {"id":"demographic.gender","label":{"en":"Gender","id":"Jenis kelamin"},"means":"Sex or gender as stated","ccpa":["C"],"gdpr":null,"idPdp":"general","fides":"user.demographic.gender","dpv":"Gender","source":"given","identifies":"none","value":"code","secret":false,"sensitive":false},
  "demographic.nationality": {"id":"demographic.nationality","label":{"en":"Nationality","id":"Kewarganegaraan"},"means":"Citizenship as a fact of identity","ccpa":["C","L"],"gdpr":null,"idPdp":"general","fides":"user.demographic","dpv":"Nationality","source":"given","identifies":"none","value":"country","secret":false,"sensitive":true},
  "demographic.marital-status": {"id":"demographic.marital-status","label":{"en":"Marital status","id":"Status perkawinan"},"means":"Single, married and so on","ccpa":["C"],"gdpr":null,"idPdp":"general","fides":"user.demographic.marital_status","dpv":"MaritalStatus","source":"given","identifies":"none","value":"code","secret":false,"sensitive":false},
  "demographic.language": {"id":"demographic.language","label":{"en":"Language","id":"Bahasa"},"means":"Language preferred or spoken","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.demographic.language","dpv":"Language","source":"given","identifies":"none","value":"code","secret":false,"sensitive":false},
  "demographic.family": {"id":"demographic.family","label":{"en":"Family","id":"Keluarga"},"means":"Spouse, children, dependants","ccpa":["B","C"],"gdpr":null,"idPdp":"general","fides":"user.demographic","dpv":"Family","source":"given","identifies":"indirect","value":"text","secret":false,"sensitive":false},
  "child.data": {"id":"child.data","label":{"en":"Data about a child","id":"Data anak"},"means":"Anything about a person known to be a child","ccpa":["L"],"gdpr":null,"idPdp":"specific","fides":"user.childrens","dpv":"PersonalDocuments","source":"given","identifies":"indirect","value":"text","secret":false,"sensitive":true},
  "health.condition": {"id":"health.condition","label":{"en":"Health","id":"Kesehatan"},"means":"Illness, disability, treatment","ccpa":["B","L"],"gdpr":9,"idPdp":"specific","fides":"user.health_and_medical","dpv":"Health","source":"given","identifies":"none","value":"text","secret":false,"sensitive":true},
  "health.record": {"id":"health.record","label":{"en":"Medical record","id":"Rekam medis"},"means":"Record kept by a carer","ccpa":["B","L"],"gdpr":9,"idPdp":"specific","fides":"user.health_and_medical.record_id","dpv":"HealthRecord","source":"received","identifies":"indirect","value":"file","secret":false,"sensitive":true},
  "health.insurance-id": {"id":"health.insurance-id","label":{"en":"Health insurance number","id":"Nomor asuransi kesehatan"},"means":"Number of a health insurance or medical identity","ccpa":["A","B","L"],"gdpr":9,"idPdp":"specific","fides":"user.health_and_medical.insurance_beneficiary_id","dpv":"Insurance","source":"given","identifies":"direct","value":"document-number","secret":true,"sensitive":true},
  "biometric.template": {"id":"biometric.template","label":{"en":"Biometric identifier","id":"Data biometrik"},"means":"Fingerprint, face or voice template that identifies","ccpa":["E","L"],"gdpr":9,"idPdp":"specific","fides":"user.biometric","dpv":"Biometric","source":"observed","identifies":"direct","value":"biometric","secret":true,"sensitive":true},
  "genetic.data": {"id":"genetic.data","label":{"en":"Genetic data","id":"Data genetika"},"means":"DNA and what is read from it","ccpa":["L"],"gdpr":9,"idPdp":"specific","fides":"user.health_and_medical.genetic","dpv":"Genetic","source":"received","identifies":"direct","value":"file","secret":true,"sensitive":true},
  "neural.data": {"id":"neural.data","label":{"en":"Neural data","id":"Data saraf"},"means":"Measured activity of the nervous system","ccpa":["L"],"gdpr":9,"idPdp":"specific","fides":"user.biometric.health","dpv":"MentalHealth","source":"observed","identifies":"none","value":"file","secret":false,"sensitive":true},
  "belief.religion": {"id":"belief.religion","label":{"en":"Religion","id":"Agama"},"means":"Religious belief; general data in Indonesia","ccpa":["C","L"],"gdpr":9,"idPdp":"general","fides":"user.demographic.religious_belief","dpv":"ReligiousBelief","source":"given","identifies":"none","value":"code","secret":false,"sensitive":true},
  "belief.philosophy": {"id":"belief.philosophy","label":{"en":"Philosophical belief","id":"Keyakinan filosofis"},"means":"Convictions about life","ccpa":["C","L"],"gdpr":9,"idPdp":"general","fides":"user.demographic","dpv":"PhilosophicalBelief","source":"given","identifies":"none","value":"text","secret":false,"sensitive":true},
  "belief.politics": {"id":"belief.politics","label":{"en":"Political opinion","id":"Pandangan politik"},"means":"Opinion or affiliation","ccpa":["C"],"gdpr":9,"idPdp":"general","fides":"user.demographic.political_opinion","dpv":"PoliticalOpinion","source":"given","identifies":"none","value":"text","secret":false,"sensitive":false},
  "belief.union": {"id":"belief.union","label":{"en":"Union membership","id":"Keanggotaan serikat pekerja"},"means":"Trade-union membership","ccpa":["C","L"],"gdpr":9,"idPdp":"general","fides":"user.demographic","dpv":"TradeUnionMembership","source":"given","identifies":"none","value":"code","secret":false,"sensitive":true},
  "origin.ethnic": {"id":"origin.ethnic","label":{"en":"Racial or ethnic origin","id":"Asal ras atau etnis"},"means":"Race, ethnicity, color","ccpa":["C","L"],"gdpr":9,"idPdp":"general","fides":"user.demographic.race_ethnicity","dpv":"EthnicOrigin","source":"given","identifies":"none","value":"code","secret":false,"sensitive":true},
  "origin.immigration": {"id":"origin.immigration","label":{"en":"Immigration status","id":"Status imigrasi"},"means":"Residence and immigration status","ccpa":["C","L"],"gdpr":null,"idPdp":"general","fides":"user.government_id.immigration","dpv":"Residency","source":"given","identifies":"none","value":"code","secret":false,"sensitive":true},
  "sex.life": {"id":"sex.life","label":{"en":"Sex life","id":"Kehidupan seksual"},"means":"Facts about a person's sex life","ccpa":["C","L"],"gdpr":9,"idPdp":"general","fides":"user.demographic","dpv":"SexualHistory","source":"given","identifies":"none","value":"text","secret":false,"sensitive":true},
  "sex.orientation": {"id":"sex.orientation","label":{"en":"Sexual orientation","id":"Orientasi seksual"},"means":"Sexual orientation","ccpa":["C","L"],"gdpr":9,"idPdp":"general","fides":"user.demographic.sexual_orientation","dpv":"SexualPreference","source":"given","identifies":"none","value":"code","secret":false,"sensitive":true},
  "criminal.record": {"id":"criminal.record","label":{"en":"Criminal record","id":"Catatan kejahatan"},"means":"Convictions and offences","ccpa":["B"],"gdpr":10,"idPdp":"specific","fides":"user.criminal_history","dpv":"CriminalConviction","source":"received","identifies":"none","value":"text","secret":false,"sensitive":false},
  "device.ip-address": {"id":"device.ip-address","label":{"en":"IP address","id":"Alamat IP"},"means":"Network address of a device","ccpa":["A","F"],"gdpr":null,"idPdp":"general","fides":"user.device.ip_address","dpv":"IPAddress","source":"observed","identifies":"indirect","value":"ip","secret":false,"sensitive":false},
  "device.id": {"id":"device.id","label":{"en":"Device identifier","id":"Pengenal perangkat"},"means":"Hardware or system identifier","ccpa":["A"],"gdpr":null,"idPdp":"general","fides":"user.device.device_id","dpv":"MACAddress","source":"observed","identifies":"indirect","value":"id","secret":false,"sensitive":false},
  "device.installation-id": {"id":"device.installation-id","label":{"en":"Installation identifier","id":"Pengenal instalasi"},"means":"Identifier of one download or installation","ccpa":["A"],"gdpr":null,"idPdp":"general","fides":"user.device.device_id","dpv":"UID","source":"observed","identifies":"indirect","value":"id","secret":false,"sensitive":false},
  "device.cookie-id": {"id":"device.cookie-id","label":{"en":"Cookie identifier","id":"Pengenal kuki"},"means":"Identifier kept in a browser","ccpa":["A","F"],"gdpr":null,"idPdp":"general","fides":"user.device.cookie_id","dpv":"UID","source":"observed","identifies":"indirect","value":"id","secret":false,"sensitive":false},
  "device.advertising-id": {"id":"device.advertising-id","label":{"en":"Advertising identifier","id":"Pengenal iklan"},"means":"Identifier for advertising on a device","ccpa":["A","F"],"gdpr":null,"idPdp":"general","fides":"user.device","dpv":"UID","source":"observed","identifies":"indirect","value":"id","secret":false,"sensitive":false},
  "device.browser": {"id":"device.browser","label":{"en":"Browser","id":"Peramban"},"means":"Browser, version, language, user agent","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.device","dpv":"UserAgent","source":"observed","identifies":"none","value":"text","secret":false,"sensitive":false},
  "device.system": {"id":"device.system","label":{"en":"Device and system","id":"Perangkat dan sistem"},"means":"Model, operating system, screen","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.device","dpv":"DeviceOperatingSystem","source":"observed","identifies":"none","value":"text","secret":false,"sensitive":false},
  "device.push-token": {"id":"device.push-token","label":{"en":"Push token","id":"Token notifikasi"},"means":"Address for push messages","ccpa":["A"],"gdpr":null,"idPdp":"general","fides":"user.device","dpv":"UID","source":"observed","identifies":"indirect","value":"id","secret":false,"sensitive":false},
  "usage.page-view": {"id":"usage.page-view","label":{"en":"Pages visited","id":"Halaman yang dikunjungi"},"means":"Pages and screens seen, with times","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.behavior.browsing_history","dpv":"BrowsingBehaviour","source":"observed","identifies":"indirect","value":"url","secret":false,"sensitive":false},
  "usage.click": {"id":"usage.click","label":{"en":"Clicks","id":"Klik"},"means":"Links and buttons used, paths between pages","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.behavior","dpv":"LinkClicked","source":"observed","identifies":"indirect","value":"url","secret":false,"sensitive":false},
  "usage.referrer": {"id":"usage.referrer","label":{"en":"Referring page","id":"Halaman perujuk"},"means":"Page before or after a visit","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.behavior.browsing_history","dpv":"BrowsingReferral","source":"observed","identifies":"none","value":"url","secret":false,"sensitive":false},
  "usage.session": {"id":"usage.session","label":{"en":"Sessions","id":"Sesi"},"means":"When a visit began, how long it lasted","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.telemetry","dpv":"ServiceConsumptionBehaviour","source":"observed","identifies":"indirect","value":"time","secret":false,"sensitive":false},
  "usage.last-seen": {"id":"usage.last-seen","label":{"en":"Last activity","id":"Aktivitas terakhir"},"means":"First seen, last seen, last contacted","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.telemetry","dpv":"ServiceConsumptionBehaviour","source":"observed","identifies":"indirect","value":"time","secret":false,"sensitive":false},
  "usage.feature": {"id":"usage.feature","label":{"en":"Use of features","id":"Penggunaan fitur"},"means":"What the person did in the product","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.telemetry","dpv":"ServiceConsumptionBehaviour","source":"observed","identifies":"indirect","value":"text","secret":false,"sensitive":false},
  "usage.search": {"id":"usage.search","label":{"en":"Searches","id":"Pencarian"},"means":"Words searched for","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.behavior.search_history","dpv":"Behavioural","source":"observed","identifies":"indirect","value":"text","secret":false,"sensitive":false},
  "usage.mail-interaction": {"id":"usage.mail-interaction","label":{"en":"Mail interactions","id":"Interaksi surel"},"means":"Whether a message was opened, clicked or forwarded","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.behavior","dpv":"Interaction","source":"observed","identifies":"indirect","value":"time","secret":false,"sensitive":false},
  "usage.advert": {"id":"usage.advert","label":{"en":"Adverts seen","id":"Iklan yang dilihat"},"means":"Adverts shown, clicked, converted","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.behavior","dpv":"Interaction","source":"observed","identifies":"indirect","value":"text","secret":false,"sensitive":false},
  "usage.log": {"id":"usage.log","label":{"en":"Log entry","id":"Catatan log"},"means":"Server or application log line","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.telemetry","dpv":"Behavioural","source":"observed","identifies":"indirect","value":"text","secret":false,"sensitive":false},
  "location.approximate": {"id":"location.approximate","label":{"en":"Approximate location","id":"Lokasi perkiraan"},"means":"City or region, often from the IP address","ccpa":["G"],"gdpr":null,"idPdp":"general","fides":"user.location.imprecise","dpv":"Geographic","source":"derived","identifies":"none","value":"place","secret":false,"sensitive":false},
  "location.precise": {"id":"location.precise","label":{"en":"Precise location","id":"Lokasi tepat"},"means":"Position within 1,850 feet or less","ccpa":["G","L"],"gdpr":null,"idPdp":"general","fides":"user.location.precise","dpv":"GPSCoordinate","source":"observed","identifies":"indirect","value":"coordinate","secret":false,"sensitive":true},
  "location.history": {"id":"location.history","label":{"en":"Movements","id":"Riwayat lokasi"},"means":"Positions over time","ccpa":["G","L"],"gdpr":null,"idPdp":"general","fides":"user.location","dpv":"TravelHistory","source":"observed","identifies":"indirect","value":"coordinate","secret":false,"sensitive":true},
  "communication.email-content": {"id":"communication.email-content","label":{"en":"Mail","id":"Isi surel"},"means":"Bodies and attachments of messages in a mailbox","ccpa":["L"],"gdpr":null,"idPdp":"general","fides":"user.content.private","dpv":"EmailContent","source":"given","identifies":"direct","value":"text","secret":false,"sensitive":true},
  "communication.email-metadata": {"id":"communication.email-metadata","label":{"en":"Mail headers","id":"Metadata surel"},"means":"Who wrote to whom and when","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.content.private","dpv":"CommunicationsMetadata","source":"observed","identifies":"direct","value":"text","secret":false,"sensitive":false},
  "communication.chat": {"id":"communication.chat","label":{"en":"Chat message","id":"Pesan obrolan"},"means":"Messages in private or group chats","ccpa":["L"],"gdpr":null,"idPdp":"general","fides":"user.content.private","dpv":"Communication","source":"given","identifies":"direct","value":"text","secret":false,"sensitive":true},
  "communication.sms": {"id":"communication.sms","label":{"en":"Text message","id":"Pesan teks"},"means":"SMS and the like","ccpa":["L"],"gdpr":null,"idPdp":"general","fides":"user.content.private","dpv":"Communication","source":"given","identifies":"direct","value":"text","secret":false,"sensitive":true},
  "communication.call-recording": {"id":"communication.call-recording","label":{"en":"Call recording","id":"Rekaman panggilan"},"means":"Sound of a conversation","ccpa":["H"],"gdpr":null,"idPdp":"general","fides":"user.sensor","dpv":"VoiceCommunicationRecording","source":"observed","identifies":"direct","value":"file","secret":false,"sensitive":false},
  "communication.call-log": {"id":"communication.call-log","label":{"en":"Call log","id":"Riwayat panggilan"},"means":"Who called whom, when, how long","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.behavior","dpv":"CallLog","source":"observed","identifies":"direct","value":"time","secret":false,"sensitive":false},
  "communication.support": {"id":"communication.support","label":{"en":"Support conversation","id":"Percakapan dukungan"},"means":"Questions, complaints, answers","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.content","dpv":"Communication","source":"given","identifies":"direct","value":"text","secret":false,"sensitive":false},
  "communication.feedback": {"id":"communication.feedback","label":{"en":"Feedback","id":"Umpan balik"},"means":"Opinions, suggestions, survey answers","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.content","dpv":"Opinion","source":"given","identifies":"none","value":"text","secret":false,"sensitive":false},
  "communication.reaction": {"id":"communication.reaction","label":{"en":"Reaction","id":"Reaksi"},"means":"Like, emoji or receipt on a message","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.content","dpv":"Interaction","source":"given","identifies":"indirect","value":"code","secret":false,"sensitive":false},
  "content.text": {"id":"content.text","label":{"en":"Text written","id":"Tulisan"},"means":"Notes, descriptions, other free text","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.content","dpv":"Communication","source":"given","identifies":"indirect","value":"free-text","secret":false,"sensitive":false},
  "content.comment": {"id":"content.comment","label":{"en":"Comment","id":"Komentar"},"means":"Remark on somebody's content","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.content.public","dpv":"Communication","source":"given","identifies":"indirect","value":"free-text","secret":false,"sensitive":false},
  "content.file": {"id":"content.file","label":{"en":"File","id":"Berkas"},"means":"Document uploaded","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.content","dpv":"PersonalDocuments","source":"given","identifies":"indirect","value":"file","secret":false,"sensitive":false},
  "content.photo": {"id":"content.photo","label":{"en":"Photo","id":"Foto"},"means":"Picture submitted, avatar","ccpa":["H"],"gdpr":null,"idPdp":"general","fides":"user.content.self_image","dpv":"Picture","source":"given","identifies":"direct","value":"image","secret":false,"sensitive":false},
  "content.video": {"id":"content.video","label":{"en":"Video","id":"Video"},"means":"Moving picture","ccpa":["H"],"gdpr":null,"idPdp":"general","fides":"user.content","dpv":"Picture","source":"given","identifies":"direct","value":"file","secret":false,"sensitive":false},
  "content.testimonial": {"id":"content.testimonial","label":{"en":"Testimonial","id":"Testimoni"},"means":"Praise that may be published with its author's name","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.content.public","dpv":"Opinion","source":"given","identifies":"direct","value":"free-text","secret":false,"sensitive":false},
  "content.review": {"id":"content.review","label":{"en":"Review","id":"Ulasan"},"means":"Public comment about a product","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.content.public","dpv":"PubliclyAvailableSocialMedia","source":"received","identifies":"indirect","value":"free-text","secret":false,"sensitive":false},
  "content.calendar": {"id":"content.calendar","label":{"en":"Calendar entry","id":"Entri kalender"},"means":"Meeting, visit or reminder","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.content.private","dpv":"LifeHistory","source":"given","identifies":"indirect","value":"text","secret":false,"sensitive":false},
  "inference.profile": {"id":"inference.profile","label":{"en":"Profile","id":"Profil"},"means":"Inference about preferences, character, behavior","ccpa":["K"],"gdpr":null,"idPdp":"general","fides":"user.demographic.profile","dpv":"IndividualProfile","source":"derived","identifies":"none","value":"json","secret":false,"sensitive":false},
  "inference.segment": {"id":"inference.segment","label":{"en":"Segment","id":"Segmen"},"means":"Group or tag a person was put in","ccpa":["K"],"gdpr":null,"idPdp":"general","fides":"user.demographic.profile","dpv":"GroupProfile","source":"derived","identifies":"none","value":"code","secret":false,"sensitive":false},
  "inference.score": {"id":"inference.score","label":{"en":"Score","id":"Skor"},"means":"Number that ranks or predicts","ccpa":["K"],"gdpr":null,"idPdp":"general","fides":"user.behavior","dpv":"Proclivity","source":"derived","identifies":"none","value":"score","secret":false,"sensitive":false},
  "preference.marketing": {"id":"preference.marketing","label":{"en":"Marketing preference","id":"Preferensi pemasaran"},"means":"What the person wants to hear about and how","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.privacy_preferences","dpv":"Preference","source":"given","identifies":"none","value":"code","secret":false,"sensitive":false},
  "preference.privacy": {"id":"preference.privacy","label":{"en":"Privacy choice","id":"Pilihan privasi"},"means":"Consents, objections, opt-outs","ccpa":["F"],"gdpr":null,"idPdp":"general","fides":"user.privacy_preferences","dpv":"PrivacyPreference","source":"given","identifies":"none","value":"code","secret":false,"sensitive":false},
  "relation.referral": {"id":"relation.referral","label":{"en":"Referral","id":"Rujukan"},"means":"Who recommended whom","ccpa":["A"],"gdpr":null,"idPdp":"general","fides":"user.social","dpv":"Acquaintance","source":"received","identifies":"direct","value":"text","secret":false,"sensitive":false},
  "relation.contact": {"id":"relation.contact","label":{"en":"Business contact","id":"Kontak bisnis"},"means":"Who deals with whom, in an address book or CRM","ccpa":["A","I"],"gdpr":null,"idPdp":"general","fides":"user.social","dpv":"Connection","source":"received","identifies":"direct","value":"text","secret":false,"sensitive":false},
  "vehicle.plate": {"id":"vehicle.plate","label":{"en":"Vehicle registration","id":"Nomor kendaraan"},"means":"Number plate","ccpa":["A"],"gdpr":null,"idPdp":"general","fides":"user.government_id.vehicle_registration","dpv":"VehicalLicenseRegistration","source":"given","identifies":"direct","value":"document-number","secret":false,"sensitive":false},
};

/** The kinds of purpose by id. */
export const purposeKinds: Readonly<Record<PurposeKindId, PurposeKind>> = {
  "service": {"id":"service","label":{"en":"Providing the service","id":"Penyediaan layanan"},"dpv":"RequestedServiceProvision","fides":"essential.service","bases":["contract"],"group":"operate","stop":"none","signals":[]},
  "account": {"id":"account","label":{"en":"Running the account","id":"Pengelolaan akun"},"dpv":"AccountManagement","fides":"essential.service","bases":["contract"],"group":"operate","stop":"none","signals":[]},
  "authentication": {"id":"authentication","label":{"en":"Signing in","id":"Masuk"},"dpv":"IdentityAuthentication","fides":"essential.service.authentication","bases":["contract"],"group":"operate","stop":"none","signals":["security_storage"]},
  "password-reset": {"id":"password-reset","label":{"en":"Resetting a password","id":"Pengaturan ulang kata sandi"},"dpv":"IdentityAuthentication","fides":"essential.service.authentication","bases":["contract"],"group":"operate","stop":"none","signals":["security_storage"]},
  "payment": {"id":"payment","label":{"en":"Taking payment","id":"Pembayaran"},"dpv":"PaymentManagement","fides":"essential.service.payment_processing","bases":["contract"],"group":"operate","stop":"none","signals":[]},
  "billing": {"id":"billing","label":{"en":"Invoicing and accounts","id":"Penagihan"},"dpv":"FulfilmentOfContractualObligation","fides":"essential.service.payment_processing","bases":["contract"],"group":"operate","stop":"none","signals":[]},
  "delivery": {"id":"delivery","label":{"en":"Delivering goods","id":"Pengiriman barang"},"dpv":"DeliveryOfGoods","fides":"essential.service","bases":["contract"],"group":"operate","stop":"none","signals":[]},
  "support": {"id":"support","label":{"en":"Support","id":"Dukungan"},"dpv":"CustomerCare","fides":"essential.service.operations.support","bases":["contract","legitimate-interest"],"group":"operate","stop":"object","signals":[]},
  "inquiry": {"id":"inquiry","label":{"en":"Answering questions","id":"Menjawab pertanyaan"},"dpv":"CommunicationForCustomerCare","fides":"essential.service.operations.support","bases":["contract","legitimate-interest"],"group":"operate","stop":"object","signals":[]},
  "demo": {"id":"demo","label":{"en":"Scheduling a demo","id":"Penjadwalan demo"},"dpv":"ServiceRegistration","fides":"essential.service","bases":["contract","consent"],"group":"operate","stop":"object","signals":[]},
  "service-message": {"id":"service-message","label":{"en":"Service messages","id":"Pesan layanan"},"dpv":"CommunicationManagement","fides":"essential.service.notifications","bases":["contract"],"group":"operate","stop":"none","signals":[]},
  "security": {"id":"security","label":{"en":"Security","id":"Keamanan"},"dpv":"EnforceSecurity","fides":"essential.service.security","bases":["legitimate-interest","legal-duty"],"group":"protect","stop":"object","signals":["security_storage"]},
  "fraud-prevention": {"id":"fraud-prevention","label":{"en":"Preventing fraud","id":"Pencegahan penipuan"},"dpv":"FraudPreventionAndDetection","fides":"essential.fraud_detection","bases":["legitimate-interest"],"group":"protect","stop":"object","signals":["security_storage"]},
  "abuse-prevention": {"id":"abuse-prevention","label":{"en":"Preventing abuse","id":"Pencegahan penyalahgunaan"},"dpv":"MisusePreventionAndDetection","fides":"essential.service.security","bases":["legitimate-interest"],"group":"protect","stop":"object","signals":[]},
  "backup": {"id":"backup","label":{"en":"Back-ups and logging","id":"Pencadangan dan pencatatan"},"dpv":"IncreaseServiceRobustness","fides":"essential.service.operations","bases":["legitimate-interest"],"group":"protect","stop":"object","signals":[]},
  "troubleshooting": {"id":"troubleshooting","label":{"en":"Finding and mending faults","id":"Perbaikan masalah"},"dpv":"TechnicalServiceProvision","fides":"essential.service.operations.improve","bases":["legitimate-interest"],"group":"protect","stop":"object","signals":[]},
  "legal-duty": {"id":"legal-duty","label":{"en":"Duties of law","id":"Kewajiban hukum"},"dpv":"LegalCompliance","fides":"essential.legal_obligation","bases":["legal-duty"],"group":"law","stop":"none","signals":[]},
  "tax-filing": {"id":"tax-filing","label":{"en":"Filing tax","id":"Pelaporan pajak"},"dpv":"LegalCompliance","fides":"essential.legal_obligation","bases":["legal-duty"],"group":"law","stop":"none","signals":[]},
  "bookkeeping": {"id":"bookkeeping","label":{"en":"Bookkeeping","id":"Pembukuan"},"dpv":"RecordManagement","fides":"essential.legal_obligation","bases":["legal-duty"],"group":"law","stop":"none","signals":[]},
  "legal-claims": {"id":"legal-claims","label":{"en":"Legal claims","id":"Tuntutan hukum"},"dpv":"DisputeManagement","fides":"essential.legal_obligation","bases":["legitimate-interest"],"group":"law","stop":"object","signals":[]},
  "legal-demand": {"id":"legal-demand","label":{"en":"Answering authorities","id":"Permintaan otoritas"},"dpv":"FulfilmentOfObligation","fides":"third_party_sharing.legal_obligation","bases":["legal-duty"],"group":"law","stop":"none","signals":[]},
  "rights": {"id":"rights","label":{"en":"Answering privacy requests","id":"Pemenuhan hak"},"dpv":"RightsFulfilment","fides":"essential.legal_obligation","bases":["legal-duty"],"group":"law","stop":"none","signals":[]},
  "analytics": {"id":"analytics","label":{"en":"Analytics","id":"Analitik"},"dpv":"ServiceUsageAnalytics","fides":"analytics.reporting","bases":["consent","legitimate-interest"],"group":"measure","stop":"object","signals":["analytics_storage"]},
  "product-improvement": {"id":"product-improvement","label":{"en":"Improving the service","id":"Peningkatan layanan"},"dpv":"ImproveExistingProductsAndServices","fides":"functional.service.improve","bases":["legitimate-interest"],"group":"measure","stop":"object","signals":[]},
  "research": {"id":"research","label":{"en":"Research","id":"Penelitian"},"dpv":"ResearchAndDevelopment","fides":"analytics","bases":["legitimate-interest","consent"],"group":"measure","stop":"object","signals":[]},
  "survey": {"id":"survey","label":{"en":"Surveys","id":"Survei"},"dpv":"ResearchAndDevelopment","fides":"analytics","bases":["legitimate-interest","consent"],"group":"measure","stop":"object","signals":[]},
  "personalization": {"id":"personalization","label":{"en":"Personalization","id":"Personalisasi"},"dpv":"ServicePersonalisation","fides":"personalize","bases":["legitimate-interest","consent"],"group":"personal","stop":"object","signals":["personalization_storage"]},
  "functionality": {"id":"functionality","label":{"en":"Remembering choices","id":"Mengingat pilihan"},"dpv":"UserInterfacePersonalisation","fides":"functional.service","bases":["legitimate-interest","consent"],"group":"personal","stop":"object","signals":["functionality_storage"]},
  "linking": {"id":"linking","label":{"en":"Linking a browser to a person","id":"Menghubungkan peramban dengan seseorang"},"dpv":"Personalisation","fides":"personalize","bases":["consent"],"group":"personal","stop":"object","signals":["personalization_storage"]},
  "profiling": {"id":"profiling","label":{"en":"Building profiles","id":"Pembuatan profil"},"dpv":"ProvidePersonalisedRecommendations","fides":"marketing.advertising.profiling","bases":["consent"],"group":"personal","stop":"object","signals":["personalization_storage"]},
  "newsletter": {"id":"newsletter","label":{"en":"Newsletter","id":"Buletin"},"dpv":"DirectMarketing","fides":"marketing.communications.email","bases":["consent"],"group":"market","stop":"final","signals":[]},
  "direct-marketing": {"id":"direct-marketing","label":{"en":"Direct marketing","id":"Pemasaran langsung"},"dpv":"DirectMarketing","fides":"marketing.communications","bases":["consent","legitimate-interest"],"group":"market","stop":"final","signals":[]},
  "promotion": {"id":"promotion","label":{"en":"Promotions and events","id":"Promosi dan acara"},"dpv":"Marketing","fides":"marketing.communications","bases":["consent","legitimate-interest"],"group":"market","stop":"final","signals":[]},
  "referral": {"id":"referral","label":{"en":"Contacting a referred person","id":"Menghubungi orang yang dirujuk"},"dpv":"Marketing","fides":"marketing.communications","bases":["legitimate-interest"],"group":"market","stop":"final","signals":[]},
  "social-media": {"id":"social-media","label":{"en":"Social media","id":"Media sosial"},"dpv":"SocialMediaMarketing","fides":"marketing.communications","bases":["legitimate-interest"],"group":"market","stop":"object","signals":[]},
  "advertising": {"id":"advertising","label":{"en":"Advertising","id":"Periklanan"},"dpv":"Advertising","fides":"marketing.advertising","bases":["consent"],"group":"advertise","stop":"final","signals":["ad_storage"]},
  "cross-context-advertising": {"id":"cross-context-advertising","label":{"en":"Advertising from activity across sites","id":"Periklanan lintas situs"},"dpv":"TargetedAdvertising","fides":"marketing.advertising.third_party.targeted","bases":["consent"],"group":"advertise","stop":"final","signals":["ad_storage","ad_user_data","ad_personalization"]},
  "ad-measurement": {"id":"ad-measurement","label":{"en":"Measuring adverts","id":"Pengukuran iklan"},"dpv":"Advertising","fides":"analytics.reporting.ad_performance","bases":["consent"],"group":"advertise","stop":"final","signals":["ad_storage"]},
  "sale": {"id":"sale","label":{"en":"Selling data","id":"Penjualan data"},"dpv":"SellDataToThirdParties","fides":"third_party_sharing","bases":["consent"],"group":"advertise","stop":"final","signals":["ad_user_data"]},
  "rental": {"id":"rental","label":{"en":"Renting data out","id":"Penyewaan data"},"dpv":"SellDataToThirdParties","fides":"third_party_sharing","bases":["consent"],"group":"advertise","stop":"final","signals":["ad_user_data"]},
  "publication": {"id":"publication","label":{"en":"Publishing someone's content","id":"Penerbitan konten"},"dpv":"PublicRelations","fides":"marketing","bases":["consent"],"group":"market","stop":"withdraw","signals":[]},
  "recruitment": {"id":"recruitment","label":{"en":"Recruiting","id":"Perekrutan"},"dpv":"RecruitmentManagement","fides":"employment.recruitment","bases":["contract","consent"],"group":"employ","stop":"object","signals":[]},
  "payroll": {"id":"payroll","label":{"en":"Payroll","id":"Penggajian"},"dpv":"PersonnelPayment","fides":"employment","bases":["instruction","contract"],"group":"employ","stop":"none","signals":[]},
  "personnel": {"id":"personnel","label":{"en":"Managing personnel","id":"Pengelolaan personalia"},"dpv":"PersonnelManagement","fides":"employment","bases":["instruction","contract"],"group":"employ","stop":"none","signals":[]},
  "benefits": {"id":"benefits","label":{"en":"Employee benefits","id":"Tunjangan karyawan"},"dpv":"PersonalisedBenefits","fides":"employment","bases":["instruction","contract"],"group":"employ","stop":"none","signals":[]},
  "crm": {"id":"crm","label":{"en":"Customer relations on a client's behalf","id":"Hubungan pelanggan atas nama klien"},"dpv":"CustomerRelationshipManagement","fides":"essential.service","bases":["instruction"],"group":"operate","stop":"none","signals":[]},
  "communication": {"id":"communication","label":{"en":"Carrying messages","id":"Penyampaian pesan"},"dpv":"CommunicationManagement","fides":"essential.service","bases":["instruction","contract"],"group":"operate","stop":"none","signals":[]},
  "mail-client": {"id":"mail-client","label":{"en":"Reading and writing mail","id":"Membaca dan menulis surel"},"dpv":"ServiceProvision","fides":"essential.service","bases":["contract"],"group":"operate","stop":"none","signals":[]},
  "credit-check": {"id":"credit-check","label":{"en":"Checking credit","id":"Pemeriksaan kredit"},"dpv":"CustomerSolvencyMonitoring","fides":"finance","bases":["legitimate-interest"],"group":"protect","stop":"object","signals":[]},
  "model-training": {"id":"model-training","label":{"en":"Training models","id":"Pelatihan model"},"dpv":"ResearchAndDevelopment","fides":"train_ai_system","bases":["consent","legitimate-interest"],"group":"measure","stop":"object","signals":[]},
  "automated-decision": {"id":"automated-decision","label":{"en":"Deciding by machine alone","id":"Keputusan otomatis"},"dpv":"ServiceAccessDetermination","fides":"essential.service","bases":["contract","consent"],"group":"decide","stop":"review","signals":[]},
  "anonymous-report": {"id":"anonymous-report","label":{"en":"Reports about nobody","id":"Laporan anonim"},"dpv":"SellInsightsFromData","fides":"analytics.reporting","bases":["legitimate-interest"],"group":"measure","stop":"object","signals":[]},
  "merger": {"id":"merger","label":{"en":"Merger or sale of the company","id":"Penggabungan usaha"},"dpv":"OrganizationGovernance","fides":"operations","bases":["legitimate-interest"],"group":"law","stop":"object","signals":[]},
};

/** The kinds of recipient by id. */
export const recipientKinds: Readonly<Record<RecipientKindId, RecipientKind>> = {
  "hosting": {"id":"hosting","label":{"en":"Hosting","id":"Layanan hosting"},"capacity":"processor"},
  "database-hosting": {"id":"database-hosting","label":{"en":"Database hosting","id":"Hosting basis data"},"capacity":"processor"},
  "mail-delivery": {"id":"mail-delivery","label":{"en":"Mail delivery","id":"Pengiriman surel"},"capacity":"processor"},
  "sms-delivery": {"id":"sms-delivery","label":{"en":"Message delivery","id":"Pengiriman pesan"},"capacity":"processor"},
  "payment-processor": {"id":"payment-processor","label":{"en":"Card or payment processor","id":"Pemroses pembayaran"},"capacity":"processor"},
  "support-desk": {"id":"support-desk","label":{"en":"Support desk","id":"Layanan bantuan"},"capacity":"processor"},
  "analytics-provider": {"id":"analytics-provider","label":{"en":"Analytics provider","id":"Penyedia analitik"},"capacity":"processor"},
  "monitoring": {"id":"monitoring","label":{"en":"Monitoring and error reports","id":"Pemantauan"},"capacity":"processor"},
  "marketing-automation": {"id":"marketing-automation","label":{"en":"Marketing automation","id":"Otomatisasi pemasaran"},"capacity":"processor"},
  "chat-provider": {"id":"chat-provider","label":{"en":"Chat provider","id":"Penyedia obrolan"},"capacity":"processor"},
  "advertiser": {"id":"advertiser","label":{"en":"Advertising network","id":"Jaringan iklan"},"capacity":"third-party"},
  "social-network": {"id":"social-network","label":{"en":"Social network","id":"Jejaring sosial"},"capacity":"third-party"},
  "identity-provider": {"id":"identity-provider","label":{"en":"Sign-in provider","id":"Penyedia masuk"},"capacity":"third-party"},
  "integration": {"id":"integration","label":{"en":"Integration a customer switches on","id":"Integrasi"},"capacity":"third-party"},
  "model-provider": {"id":"model-provider","label":{"en":"Model provider","id":"Penyedia model AI"},"capacity":"processor"},
  "reseller": {"id":"reseller","label":{"en":"Reseller","id":"Mitra penjual"},"capacity":"third-party"},
  "registrar": {"id":"registrar","label":{"en":"Domain registrar","id":"Registrar domain"},"capacity":"third-party"},
  "app-developer": {"id":"app-developer","label":{"en":"App developer","id":"Pengembang aplikasi"},"capacity":"third-party"},
  "credit-agency": {"id":"credit-agency","label":{"en":"Credit agency","id":"Lembaga pemeringkat kredit"},"capacity":"third-party"},
  "insurer": {"id":"insurer","label":{"en":"Insurer","id":"Perusahaan asuransi"},"capacity":"third-party"},
  "bank": {"id":"bank","label":{"en":"Bank","id":"Bank"},"capacity":"third-party"},
  "adviser": {"id":"adviser","label":{"en":"Lawyer, accountant, auditor","id":"Penasihat"},"capacity":"third-party"},
  "contractor": {"id":"contractor","label":{"en":"Contractor","id":"Kontraktor"},"capacity":"processor"},
  "group-company": {"id":"group-company","label":{"en":"Company of the same group","id":"Perusahaan segrup"},"capacity":"joint"},
  "client": {"id":"client","label":{"en":"Client whose data it is","id":"Klien"},"capacity":"controller"},
  "tax-authority": {"id":"tax-authority","label":{"en":"Tax authority","id":"Otoritas pajak"},"capacity":"authority"},
  "supervisory-authority": {"id":"supervisory-authority","label":{"en":"Data protection authority","id":"Otoritas pelindungan data"},"capacity":"authority"},
  "court": {"id":"court","label":{"en":"Court or law enforcement","id":"Pengadilan atau penegak hukum"},"capacity":"authority"},
  "successor": {"id":"successor","label":{"en":"Buyer of the business","id":"Pembeli usaha"},"capacity":"third-party"},
  "public": {"id":"public","label":{"en":"The public","id":"Publik"},"capacity":"third-party"},
};

/** The kinds of source by id. */
export const sourceKinds: Readonly<Record<SourceKindId, SourceKind>> = {
  "person": {"id":"person","label":{"en":"The person","id":"Subjek data"},"indirect":false,"says":"directly from you"},
  "automatic": {"id":"automatic","label":{"en":"The person's device","id":"Perangkat subjek data"},"indirect":false,"says":"automatically, while you use the service"},
  "derived": {"id":"derived","label":{"en":"Worked out by us","id":"Diolah oleh kami"},"indirect":false,"says":"inferred from other data"},
  "client": {"id":"client","label":{"en":"A client","id":"Klien"},"indirect":true,"says":"from the client we work for"},
  "employer": {"id":"employer","label":{"en":"The employer","id":"Pemberi kerja"},"indirect":true,"says":"from your employer"},
  "colleague": {"id":"colleague","label":{"en":"Someone in the same account","id":"Rekan dalam akun"},"indirect":true,"says":"from people you work with"},
  "federated": {"id":"federated","label":{"en":"A sign-in provider","id":"Penyedia masuk"},"indirect":true,"says":"from the account you sign in with"},
  "integration": {"id":"integration","label":{"en":"A connected service","id":"Layanan terhubung"},"indirect":true,"says":"from a service you connected"},
  "partner": {"id":"partner","label":{"en":"A business partner","id":"Mitra usaha"},"indirect":true,"says":"from our partners"},
  "reseller": {"id":"reseller","label":{"en":"A reseller","id":"Mitra penjual"},"indirect":true,"says":"from our resellers"},
  "referral": {"id":"referral","label":{"en":"Somebody who referred the person","id":"Perujuk"},"indirect":true,"says":"from someone who recommended us to you"},
  "advertiser": {"id":"advertiser","label":{"en":"An advertiser","id":"Pengiklan"},"indirect":true,"says":"from advertisers"},
  "credit-agency": {"id":"credit-agency","label":{"en":"A credit agency","id":"Lembaga pemeringkat kredit"},"indirect":true,"says":"from credit agencies"},
  "social-network": {"id":"social-network","label":{"en":"A social or review site","id":"Media sosial atau situs ulasan"},"indirect":true,"says":"from social media and review sites"},
  "public": {"id":"public","label":{"en":"A public source","id":"Sumber publik"},"indirect":true,"says":"from public sources"},
  "authority": {"id":"authority","label":{"en":"An authority","id":"Otoritas"},"indirect":true,"says":"from an authority"},
};

/** Old ids of kinds of purpose, and what they are called now. */
export const replacedPurposes: Readonly<Record<string, PurposeKindId>> = {
  "personalisation": "personalization",
};
