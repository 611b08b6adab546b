import { storeByHand } from "../../examples/in-app/by-hand.ts";
import type { OpensStore } from "./app-process.ts";
import { CONFORMANCE_SPECS } from "./app-store-specs.ts";

export const openStore: OpensStore["openStore"] = async (address, { lock }) => storeByHand(address, CONFORMANCE_SPECS, lock);
