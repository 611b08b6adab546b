import { checkClientSales, checkReceivedForm, checkServedPeople, checkTakenFor } from "./always-denied.ts";
import type { Check } from "./check.ts";
import { checkContentApprovals } from "./content-approvals.ts";
import { checkBound, checkNoAdvertising, checkNoMachine, checkOwnEnds } from "./contradictions.ts";
import { checkCollectionReferences, checkData, checkNeverTaken } from "./data.ts";
import { checkDisclosed } from "./disclosed.ts";
import { checkFilePatterns } from "./file-patterns.ts";
import { checkApproval, checkGuarded, checkReports, checkStaff } from "./hands.ts";
import { checkAutomatedGrounds, checkChildAges, checkChildSales, checkObjections, checkSpecial, checkTransfers } from "./laws.ts";
import { checkLinks, checkUnreached } from "./links.ts";
import { checkNeverReceived, checkNeverServed, checkProviders } from "./never-served.ts";
import { checkNoticeLinks } from "./notice-links.ts";
import { checkParts } from "./parts.ts";
import { checkPromises } from "./promises.ts";
import { checkEntries, checkLimited, checkOnly, checkPurposeData } from "./purpose-data.ts";
import {
  checkAssessments,
  checkBases,
  checkDoubt,
  checkInstructions,
  checkKinds,
  checkPurposeReferences,
  checkReasons,
  checkSafeguards,
  checkStoppable,
  checkStops,
  checkWithdrawal,
} from "./purposes.ts";
import {
  checkAgreements,
  checkContradictions,
  checkDates,
  checkEssential,
  checkReceives,
  checkRecipientReferences,
  checkTold,
  checkTrackerLives,
  checkTrackers,
} from "./recipients.ts";
import { checkExceptions, checkForever, checkPeriods, checkRetentionReferences, checkSpans } from "./retention.ts";
import { checkSecrets } from "./secrets.ts";
import { checkAnonymous, checkFields, checkKept, checkQuotedColumns, checkReachable, checkStoreReferences } from "./stores.ts";
import {
  checkBanners,
  checkClients,
  checkExclusions,
  checkProcessorSubjects,
  checkRoots,
  checkServiceLaws,
  checkServices,
} from "./who.ts";
import { checkWithdrawnColumns } from "./withdrawn-columns.ts";

export type { CheckContext } from "./check.ts";

/** Every check that needs the program alone, in the order of its sections. */
export const CHECKS: readonly Check[] = [
  checkSecrets,
  checkBanners,
  checkServices,
  checkServiceLaws,
  checkNoticeLinks,
  checkExclusions,
  checkProcessorSubjects,
  checkRoots,
  checkClients,
  checkData,
  checkCollectionReferences,
  checkNeverTaken,
  checkKinds,
  checkBases,
  checkReasons,
  checkStoppable,
  checkStops,
  checkDoubt,
  checkWithdrawal,
  checkParts,
  checkContentApprovals,
  checkWithdrawnColumns,
  checkInstructions,
  checkSafeguards,
  checkAssessments,
  checkPurposeReferences,
  checkPurposeData,
  checkSpecial,
  checkAutomatedGrounds,
  checkObjections,
  checkChildAges,
  checkChildSales,
  checkBound,
  checkTakenFor,
  checkOnly,
  checkLimited,
  checkEntries,
  checkRecipientReferences,
  checkAgreements,
  checkDates,
  checkTold,
  checkContradictions,
  checkOwnEnds,
  checkNoAdvertising,
  checkNoMachine,
  checkNeverReceived,
  checkNeverServed,
  checkProviders,
  checkTransfers,
  checkReceives,
  checkServedPeople,
  checkReceivedForm,
  checkClientSales,
  checkDisclosed,
  checkTrackers,
  checkEssential,
  checkTrackerLives,
  checkStoreReferences,
  checkFields,
  checkQuotedColumns,
  checkAnonymous,
  checkReachable,
  checkFilePatterns,
  checkKept,
  checkLinks,
  checkUnreached,
  checkRetentionReferences,
  checkPeriods,
  checkSpans,
  checkExceptions,
  checkForever,
  checkReports,
  checkGuarded,
  checkStaff,
  checkApproval,
  checkPromises,
];
