export { type DraftFromStore, type DraftSummary, draftFromStore } from "./draft-from-store.ts";
export { type Suggested, type SuggestFromStore, suggestFromStore } from "./suggest-from-store.ts";
