import { Temporal } from "temporal-polyfill";

/** Whether the word names a time zone. */
export function isZone(word: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(word);
    return true;
  } catch {
    return false;
  }
}

/** The zone of a country's capital; UTC for a country that is not listed, which a program can say better. */
export const zoneOf = (country: string): string => ZONES[country] ?? "UTC";

// IANA's zone.tab: the zone in which each capital lies.
const ZONES: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "AE Asia/Dubai,AR America/Argentina/Buenos_Aires,AT Europe/Vienna,AU Australia/Sydney,BE Europe/Brussels,BG Europe/Sofia," +
    "BR America/Sao_Paulo,CA America/Toronto,CH Europe/Zurich,CL America/Santiago,CN Asia/Shanghai,CO America/Bogota," +
    "CY Asia/Nicosia,CZ Europe/Prague,DE Europe/Berlin,DK Europe/Copenhagen,EE Europe/Tallinn,EG Africa/Cairo,ES Europe/Madrid," +
    "FI Europe/Helsinki,FR Europe/Paris,GB Europe/London,GR Europe/Athens,HK Asia/Hong_Kong,HR Europe/Zagreb,HU Europe/Budapest," +
    "ID Asia/Jakarta,IE Europe/Dublin,IL Asia/Jerusalem,IN Asia/Kolkata,IS Atlantic/Reykjavik,IT Europe/Rome,JP Asia/Tokyo," +
    "KE Africa/Nairobi,KR Asia/Seoul,LI Europe/Vaduz,LT Europe/Vilnius,LU Europe/Luxembourg,LV Europe/Riga,MT Europe/Malta," +
    "MX America/Mexico_City,MY Asia/Kuala_Lumpur,NG Africa/Lagos,NL Europe/Amsterdam,NO Europe/Oslo,NZ Pacific/Auckland," +
    "PH Asia/Manila,PL Europe/Warsaw,PT Europe/Lisbon,RO Europe/Bucharest,RS Europe/Belgrade,SE Europe/Stockholm," +
    "SG Asia/Singapore,SI Europe/Ljubljana,SK Europe/Bratislava,TH Asia/Bangkok,TR Europe/Istanbul,TW Asia/Taipei," +
    "UA Europe/Kyiv,US America/New_York,VN Asia/Ho_Chi_Minh,ZA Africa/Johannesburg"
  )
    .split(",")
    .map((entry) => entry.split(" ") as [string, string]),
);
