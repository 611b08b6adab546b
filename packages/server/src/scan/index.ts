export { ScanError, type ScanErrorCode } from "./errors.ts";
export { type Scanned, scanService } from "./scan-service.ts";
export { serviceAddresses } from "./service-addresses.ts";
export type { MissedPage } from "./visit-pages.ts";
