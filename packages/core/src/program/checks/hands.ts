// Checks of reports, guarded acts, staff and requests: by whose hand.
import { entriesOf, idsOf } from "../lookup.ts";
import { type Check, need, needAll, needCategory, needPlace } from "./check.ts";

/** Reports are made from datasets that exist, for recipients that exist. */
export const checkReports: Check = (context) => {
  for (const [id, report] of entriesOf(context.view, "reports")) {
    for (const place of report.from) needPlace(context, place, ["reports", id, "from"]);
    if (report.to !== "public") needAll(context, "recipients", report.to, ["reports", id, "to"]);
  }
};

/** Guarded acts name roles and data that exist. */
export const checkGuarded: Check = (context) => {
  for (const [id, act] of entriesOf(context.view, "guarded")) {
    needAll(context, "staff", act.roles, ["guarded", id, "roles"]);
    for (const reference of act.data ?? []) needCategory(context, reference, ["guarded", id, "data"]);
    for (const place of act.datasets ?? []) needPlace(context, place, ["guarded", id, "datasets"]);
    if (act.data || act.datasets) continue;
    context.report({
      code: "no-data",
      level: "error",
      path: ["guarded", id],
      key: true,
      says: `\`${id}\` does not say what it guards`,
      expected: "`data` or `datasets`",
    });
  }
};

/** Staff roles name purposes and data that exist. */
export const checkStaff: Check = (context) => {
  for (const [id, role] of entriesOf(context.view, "staff")) {
    needAll(context, "purposes", role.for, ["staff", id, "for"]);
    for (const reference of role.sees ?? []) needCategory(context, reference, ["staff", id, "sees"]);
  }
};

/** Requests are signed by roles that exist. There is always an officer. */
export const checkApproval: Check = (context) => {
  const { view, group } = context;
  const requests = view.long.requests;
  for (const reference of requests?.editable ?? []) needCategory(context, reference, ["requests", "editable"]);
  for (const [right, roles] of Object.entries(requests?.approval ?? {})) {
    for (const role of roles ?? []) {
      if (role === "officer" && !idsOf(view, "staff").includes("officer") && !idsOf(group.top, "staff").includes("officer"))
        continue;
      need(context, "staff", role, ["requests", "approval", right]);
    }
  }
};
