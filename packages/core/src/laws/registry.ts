// Made from the folders beside by tools/make-laws.mjs: add a folder and run the tool.
import { ccpa } from "./ccpa/law.ts";
import { chFadp } from "./ch-fadp/law.ts";
import { coppa } from "./coppa/law.ts";
import { gdpr } from "./gdpr/law.ts";
import { idPdp } from "./id-pdp/law.ts";
import { lgpd } from "./lgpd/law.ts";
import { ukGdpr } from "./uk-gdpr/law.ts";
import { usStates } from "./us-states/law.ts";

/** Every law that Troth knows, in the order of their folders. */
export const lawBook = [ccpa, chFadp, coppa, gdpr, idPdp, lgpd, ukGdpr, usStates] as const;
