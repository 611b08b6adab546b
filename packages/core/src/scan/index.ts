export type { ScanCode, ScanFinding } from "./finding.ts";
export { judgeScan, type SeenSite } from "./judge-scan.ts";
export type { ScanVisitor, SeenEntry, SeenRequest, StoredKind } from "./seen.ts";
export { showName, withoutQuery } from "./show-name.ts";
export { asksVisitors, type SiteInput } from "./site.ts";
