import { fdatasyncSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";

/** The part of Emscripten's file system that is reached into. Internals: the version of PGlite is pinned, the syncs are counted by a test. */
interface EmscriptenModule {
  readonly FS: {
    readonly filesystems: { readonly NODEFS: { readonly stream_ops: { fsync?: (stream: { readonly nfd?: number }) => number } } };
  };
}

type PreRun = (module: EmscriptenModule) => void;

/**
 * PGlite's folder on disk, with an fsync that syncs: the one it comes with does nothing, whatever `fsync` says.
 * `onSync` is told of each.
 */
export class DurableFileSystem extends NodeFS {
  readonly #onSync: () => void;

  constructor(folder: string, onSync: () => void = () => undefined) {
    super(folder);
    this.#onSync = onSync;
  }

  override async init(...given: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const ready = await super.init(...given);
    const options = ready.emscriptenOpts as { preRun?: PreRun[] };
    const addSync: PreRun = (module) => {
      module.FS.filesystems.NODEFS.stream_ops.fsync = (stream) => {
        if (stream.nfd !== undefined) fdatasyncSync(stream.nfd);
        this.#onSync();
        return 0;
      };
    };
    options.preRun = [...(options.preRun ?? []), addSync];
    return ready;
  }
}

/**
 * PGlite starts with `-F`, which means: no fsync. Of its buffers every byte is written when it starts: 128 MB of them were half
 * of what starting costs, in time and memory, and each command of the command line starts one.
 */
export const durableStartParameters: readonly string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
  ...[
    "fsync=on",
    "wal_sync_method=fsync",
    "full_page_writes=on",
    "search_path=troth",
    "timezone=UTC",
    "shared_buffers=32MB",
  ].flatMap((setting) => ["-c", setting]),
];
