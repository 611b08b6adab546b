import { describe } from "vitest";
import { crmShop, hasCrm } from "./crm/shop.ts";
import { eraseEveryone } from "./erase-everyone.ts";

describe.skipIf(!hasCrm)("every row of the person, none of anyone else's", () => eraseEveryone(crmShop()));
