export { type DraftFromStore, type DraftSummary, draftFromStore } from "./draft-from-store.ts";
