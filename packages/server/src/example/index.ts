export { type HarbourSize, makeHarbour } from "./generate.ts";
export { subject as harbourSubject } from "./make-people.ts";
