// Gallery and the member who leaves. Her photos are files that rows name.
import { readFileSync } from "node:fs";
import { type Company, companyFile, makeCompany } from "./company.ts";
import { type FolderOfFiles, folderOfFiles } from "./files.ts";

/** The member who asks. */
export const WEN = "email=wen.abara@gallery.example";

/** What lies in the folder. Each begins as a file of its kind does, and is like no other. */
export const UPLOADS: Readonly<Record<string, Buffer>> = {
  "portraits/wen.png": image("\x89PNG\r\n\x1a\n", "wen herself", 40_000),
  "portraits/jo.png": image("\x89PNG\r\n\x1a\n", "jo himself", 900),
  "photos/2026/harbour.jpg": image("\xff\xd8\xff\xe0", "harbour at dawn", 300_000),
  "photos/2026/cat.jpg": image("\xff\xd8\xff\xe0", "her cat", 5_000),
  "photos/2026/mill.jpg": image("\xff\xd8\xff\xe0", "the mill", 7_000),
  "brand/logo.svg": Buffer.from("<svg/>"),
};

/** The files that are Wen's and nobody else's. */
export const WENS = ["portraits/wen.png", "photos/2026/harbour.jpg", "photos/2026/cat.jpg"] as const;

/** A gallery, with the folder of its uploads. */
export interface Gallery {
  readonly company: Company;
  readonly uploads: FolderOfFiles;
  readonly remove: () => void;
}

/** Makes Gallery, with both of its stores live. */
export async function makeGallery(sql = ""): Promise<Gallery> {
  const uploads = folderOfFiles(UPLOADS);
  const company = makeCompany({
    fill: readFileSync(companyFile("gallery.sql"), "utf8") + sql,
    program: companyFile("gallery.yaml"),
    env: { UPLOADS: uploads.folder },
  });
  for (const store of ["app", "uploads"]) await company.done("store", "live", store);
  return {
    ...{ company, uploads },
    remove: () => {
      company.remove();
      uploads.remove();
    },
  };
}

function image(magic: string, mark: string, bytes: number): Buffer {
  const head = Buffer.from(magic, "latin1");
  return Buffer.concat([head, Buffer.from(mark.repeat(Math.ceil(bytes / mark.length)))]);
}
