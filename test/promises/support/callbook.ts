// Callbook, whose calls are recorded and whose app tells where it is installed.
import { readFileSync } from "node:fs";
import { type Company, companyFile, makeCompany } from "./company.ts";
import { type FolderOfFiles, folderOfFiles } from "./files.ts";

/** The customer who asks, by what the company knows of her. */
export const INES = {
  email: "email=ines.moro@callbook.example",
  device: "device=dev-a1b2c3",
  installation: "installation=inst-7f3a9c",
};

/** The recordings: a call may have one for each line. */
export const RECORDINGS: Readonly<Record<string, Buffer>> = {
  "101-a.wav": recorded("why did the bill double", 220_000),
  "101-b.wav": recorded("let me look", 90_000),
  "102-a.wav": recorded("calling you back", 10_000),
  "103-a.wav": recorded("a second line please", 15_000),
  "1010-a.wav": recorded("another call whose number begins alike", 3_000),
};

/** Callbook, with the folder of its recordings. */
export interface Callbook {
  readonly company: Company;
  readonly recordings: FolderOfFiles;
  readonly remove: () => void;
}

/** Makes Callbook, with both of its stores live. */
export async function makeCallbook(): Promise<Callbook> {
  const recordings = folderOfFiles(RECORDINGS);
  const fill = readFileSync(companyFile("callbook.sql"), "utf8");
  const company = makeCompany({ fill, program: companyFile("callbook.yaml"), env: { UPLOADS: recordings.folder } });
  for (const store of ["desk", "recordings"]) await company.done("store", "live", store);
  return {
    ...{ company, recordings },
    remove: () => {
      company.remove();
      recordings.remove();
    },
  };
}

function recorded(words: string, bytes: number): Buffer {
  return Buffer.concat([Buffer.from("RIFF\0\0\0\0WAVE", "latin1"), Buffer.from(words.repeat(Math.ceil(bytes / words.length)))]);
}
