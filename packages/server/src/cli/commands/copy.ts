import { resolve } from "node:path";
import { writeCopy } from "../../requests/index.ts";
import { showRefusal } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { refuseExisting } from "../files.ts";
import { parseRequest } from "../parse-words.ts";
import { counted, day } from "../render/figures.ts";
import { renderWithheld } from "../render/withheld.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth copy <request>`: writes the copy of an approved access request. */
export async function copy(context: CommandContext, id: string, options: { out?: string }): Promise<number> {
  const request = parseRequest(id);
  const { screen } = context;
  const file = options.out === undefined ? undefined : resolve(context.cwd, options.out);
  if (file !== undefined) await refuseExisting(file);
  const answer = await withInstallation(context, (inst) => writeCopy(inst, { request, ...(file === undefined ? {} : { file }) }));
  if (answer.kind === "refused") return showRefusal(screen, answer);
  const { rows, withheld } = answer.value;
  screen.lines([
    `${screen.paint.mark("done")} ${counted(rows, "row")} in ${answer.value.file}`,
    ...(file === undefined && answer.value.until !== undefined
      ? [`  there until ${day(answer.value.until)}; then it is removed`]
      : []),
    ...renderWithheld(withheld, screen.paint),
  ]);
  return 0;
}
