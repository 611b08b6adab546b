export { decideFinding, type FindingDecision, isFindingDecision } from "./decide-finding.ts";
export { type LookedAt, lookForFindings } from "./look-for-findings.ts";
export { type FindingView, openFindings } from "./open-findings.ts";
