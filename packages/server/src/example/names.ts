// Given and family names of many places. A name that is not in Latin letters carries how it is written in an address.

const split = (text: string): readonly string[] => text.split(" ");

export const givenNames = split(
  "Amara Bjørn Chiara Dafydd Élodie Farid Gülşen Håkon Ingrid Jorge Keiko Łucja Mateus Niamh Olu Priya Quentin Rosalía Søren Tamar " +
    "Uzma Vikram Wanjiru Xiomara Yusuf Zoë Aoife Bilal Carmen Dmitri Eszter Fatou Giorgos Hana Ibrahim Jūratė Kofi Leilani Malik " +
    "Noor Oksana Paweł Rania Siobhán Thandiwe Ulla Vesna Wiremu Yara Zsófia Aarav Beatriz Ciarán Dilnoza Emre Freya Gintaras Hoa " +
    "Ines Jakub Kwame Linnea Mehmet Nomvula Oisín Petra Rasmus Shirin Tomás Valentina Aisha Bogdan Chidi Delphine Eitan Fiona",
);

export const familyNames = split(
  "O'Brien D'Angelo Nguyễn Kowalski Okafor Müller Fernández Yılmaz Haddad Petrović Lindqvist Mbeki Tanaka Iyer Novák Ó'Sé " +
    "Castro Dubois Eriksen Farouk Gonçalves Horvath Ivanova Jansen Kaplan Laurent Mensah Nakamura Olsen Park Quispe Rossi Singh " +
    "Teixeira Ueda Villanueva Weiß Ximénez Yamamoto Zając Abebe Bērziņš Çelik Demir Etxeberria Fiala Gruber Hakimi Ilić Jovanović " +
    "Kaya Lê Moreau Ndiaye Oyelaran Popescu Qureshi Rahman Şahin Tchoupi Uribe Vasquez Wójcik Zhou St.John van-der-Meer MacLeod",
);

/** People with one name, as is common in Indonesia. */
export const singleNames = split(
  "Suharto Sukarno Wati Bambang Slamet Sutrisno Wahyu Kartini Joko Mulyono Ngatini Paijo Supriyadi Sumarni Tukiman Yanti",
);

/** Names in other letters: as shown, and as in an address. */
export const otherLetters: readonly (readonly [given: string, family: string, address: string])[] = [
  ["美咲", "佐藤", "misaki.sato"],
  ["伟", "王", "wei.wang"],
  ["Ольга", "Кузнецова", "olga.kuznetsova"],
  ["Γιάννης", "Παπαδόπουλος", "giannis.papadopoulos"],
  ["ليلى", "منصور", "layla.mansour"],
  ["지민", "김", "jimin.kim"],
  ["נועה", "לוי", "noa.levi"],
  ["आरती", "शर्मा", "aarti.sharma"],
];

export const firmWords = split(
  "Tidewater Copperfield Larkspur Juniper Halyard Meridian Bluestone Foxglove Anchor Sandpiper Kestrel Marlow Orchard Quillon " +
    "Redwood Saltmarsh Thornbury Umber Vantage Wexley Yarrow Ashgrove Bramble Cinder Driftwood Elmwood Flint Gable Hazel Ironwood",
);
export const firmKinds = split("Studio Partners Works Collective Advisory Design Legal Engineering Media Labs");
export const industries = split("design law engineering accounting architecture translation research marketing");
export const jobTitles: readonly string[] = [
  "Designer",
  "Engineer",
  "Bookkeeper",
  "Project lead",
  "Translator",
  "Office manager",
  "Analyst",
  "Architect",
  "Head of purchasing",
  "Counsel",
];
export const streets = split("Wharf Chapel Mill Station Market Orchard Harbor Bridge Garden Kiln");
export const cities: readonly (readonly [city: string, country: string])[] = [
  ["Cork", "IE"],
  ["Porto", "PT"],
  ["Kraków", "PL"],
  ["Sacramento", "US"],
  ["Yogyakarta", "ID"],
  ["Tartu", "EE"],
  ["Aarhus", "DK"],
  ["Lyon", "FR"],
  ["Accra", "GH"],
  ["Kyoto", "JP"],
];
export const browsers: readonly string[] = [
  "Mozilla/5.0 (X11; Linux x86_64) Firefox/143.0",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) Safari/605.1.15",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Mobile/15E148",
];
export const workNotes: readonly string[] = [
  "Drafts for the second round",
  "Call with the client",
  "Fixing what the review found",
  "Site visit",
  "Reading the contract",
  "Writing up the workshop",
  "Measurements",
  "Planning the next month",
];
export const remarks: readonly string[] = [
  "Looks right to me, please go on.",
  "Could we move this to next week?",
  "The second figure does not match the offer.",
  "Thank you, that was quick!",
  "I have sent the drawings to the office.",
  "Please split this into two parts.",
  "Approved from our side.",
];
export const projectWords = split(
  "Website Archive Extension Audit Catalog Survey Rebrand Relocation Handbook Exhibition Portal Pilot",
);
export const mailTemplates = split("invoice-sent project-update weekly-digest proposal-ready password-changed comment-reply");
export const segments = split("hot warm quiet returning");
