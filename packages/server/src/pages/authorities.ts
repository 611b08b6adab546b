/** A data protection authority, as it names itself, and its page. */
export interface Authority {
  readonly name: string;
  readonly page: string;
}

/** By the country of the organization. A country that is not here has a sentence without a name. */
const authorities: Readonly<Record<string, Authority>> = {
  AT: { name: "Datenschutzbehörde", page: "https://www.dsb.gv.at/" },
  BE: { name: "Autorité de protection des données", page: "https://www.dataprotectionauthority.be/" },
  DK: { name: "Datatilsynet", page: "https://www.datatilsynet.dk/" },
  ES: { name: "Agencia Española de Protección de Datos", page: "https://www.aepd.es/" },
  FI: { name: "Tietosuojavaltuutetun toimisto", page: "https://tietosuoja.fi/" },
  FR: { name: "Commission nationale de l'informatique et des libertés", page: "https://www.cnil.fr/" },
  GB: { name: "Information Commissioner's Office", page: "https://ico.org.uk/" },
  IE: { name: "Data Protection Commission", page: "https://www.dataprotection.ie/" },
  IT: { name: "Garante per la protezione dei dati personali", page: "https://www.garanteprivacy.it/" },
  NL: { name: "Autoriteit Persoonsgegevens", page: "https://www.autoriteitpersoonsgegevens.nl/" },
  NO: { name: "Datatilsynet", page: "https://www.datatilsynet.no/" },
  PL: { name: "Urząd Ochrony Danych Osobowych", page: "https://uodo.gov.pl/" },
  SE: { name: "Integritetsskyddsmyndigheten", page: "https://www.imy.se/" },
};

/** The authority of a country, if it is known here. */
export const authorityOf = (country: string): Authority | undefined => authorities[country.toUpperCase()];
