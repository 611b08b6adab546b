export { JobsError } from "./errors.ts";
export { type Drained, type Job, type JobHandler, type Jobs, jobKinds } from "./jobs.ts";
export { openJobs } from "./open-jobs.ts";
export { clearDue, type Due, hasDue, setDue, takeDue } from "./store.ts";
