import { stopRequest } from "../../requests/index.ts";
import { showRefusal } from "../answer.ts";
import type { CommandContext } from "../context.ts";
import { parseRequest } from "../parse-words.ts";
import { withInstallation } from "../with-installation.ts";

/** `troth stop <request>`: stops an approved erasure while it cools off. */
export async function stop(context: CommandContext, id: string): Promise<number> {
  const request = parseRequest(id);
  const { screen } = context;
  return withInstallation(context, async (inst) => {
    const answer = await stopRequest(inst, request);
    if (answer.kind === "refused") return showRefusal(screen, answer);
    screen.lines([
      `${screen.paint.mark("done")} ${answer.value.id} is stopped; nothing was touched, and it waits to be approved again`,
    ]);
    return 0;
  });
}
