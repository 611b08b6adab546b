/** Longest name of one file or folder in a package; some systems stop at 255 bytes for a whole path. */
const MOST_CHARACTERS = 60;

// Names that Windows gives to devices, whatever their ending.
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * A name that every file system takes and that leads nowhere else: ASCII letters, digits, `-`, `_` and `.` inside.
 * Whatever else stands in it becomes a dash.
 */
export function safeName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/\.{2,}/g, ".")
    .slice(0, MOST_CHARACTERS)
    .replace(/^[.-]+|[.-]+$/g, "");
  return plain === "" ? "data" : DEVICES.test(plain.split(".")[0] ?? "") ? `_${plain}` : plain;
}

/** Gives each path once: a second one like it, or one that differs in case alone, gets a number. */
export function namesOnce(): (path: readonly string[], ending: string) => string {
  const taken = new Set<string>();
  return (path, ending) => {
    const stem = path.map(safeName).join("/");
    for (let nth = 1; ; nth++) {
      const name = `${stem}${nth === 1 ? "" : `-${nth}`}${ending}`;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  };
}

const ENDING = /\.[A-Za-z0-9]{1,8}$/;

/** As `namesOnce`, for files of a store: below `folder`, each by the last part of its path, with its ending. */
export function fileNamesOnce(): (folder: readonly string[], path: string) => string {
  const once = namesOnce();
  return (folder, path) => {
    const last = path.split("/").at(-1) ?? "";
    const ending = ENDING.exec(last)?.[0] ?? "";
    return once([...folder, last.slice(0, last.length - ending.length)], ending);
  };
}
