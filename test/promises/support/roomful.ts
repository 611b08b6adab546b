// Roomful and the colleague who leaves: what she wrote is hers, and was read by others.
import { readFileSync } from "node:fs";
import { type Company, companyFile, makeCompany } from "./company.ts";
import { type FolderOfFiles, folderOfFiles } from "./files.ts";

/** The colleague who asks. */
export const SANA = "email=sana.ito@roomful.example";

/** What is attached to messages. */
export const ATTACHED: Readonly<Record<string, Buffer>> = {
  "rooms/1/k1-ferns": Buffer.from("\x89PNG ferns ".repeat(20_000), "latin1"),
  "rooms/1/k2-list": Buffer.from("ferns, moss"),
  "rooms/2/k3-menu": Buffer.from("soup, soup"),
};

/** Roomful, with the folder of what is attached. */
export interface Roomful {
  readonly company: Company;
  readonly attached: FolderOfFiles;
  readonly remove: () => void;
}

/** Makes Roomful, with both of its stores live. */
export async function makeRoomful(): Promise<Roomful> {
  const attached = folderOfFiles(ATTACHED);
  const fill = readFileSync(companyFile("roomful.sql"), "utf8");
  const company = makeCompany({ fill, program: companyFile("roomful.yaml"), env: { UPLOADS: attached.folder } });
  for (const store of ["talk", "attachments"]) await company.done("store", "live", store);
  return {
    ...{ company, attached },
    remove: () => {
      company.remove();
      attached.remove();
    },
  };
}
