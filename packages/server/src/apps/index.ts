export { type BackendKey, backendOfKey, backendStands } from "./backend-of-key.ts";
export { makeBackendKey, revokeBackendKeys } from "./make-backend-key.ts";
export { makeStoreKey, revokeStoreKeys } from "./make-store-key.ts";
export { storeOfKey } from "./store-of-key.ts";
