import type { Route } from "../http/index.ts";
import { CenterLayout, ReceiptCheck } from "../pages/index.ts";
import { say } from "./words.ts";

/** The page that checks a receipt in the browser. */
export const verifyRoutes: readonly Route[] = [
  {
    method: "get",
    path: "/:language{en|id}/verify",
    who: "anyone",
    kind: "page",
    says: "Checks a receipt in the browser, without sending it",
    handle: (call) => {
      const { c, inst, language } = call;
      return c.html(
        <CenterLayout call={call} title={say(language, "verify.title")} scripts={["verify"]}>
          <h1>{say(language, "verify.title")}</h1>
          <p class="lead">{say(language, "verify.lead")}</p>
          <ReceiptCheck language={language} vkey={inst.ledger.vkey} />

          <h2 id="proves">{say(language, "verify.proves")}</h2>
          <p>{say(language, "verify.proves.says")}</p>

          <h2 id="elsewhere">{say(language, "verify.elsewhere")}</h2>
          <p>{say(language, "verify.elsewhere.says")}</p>
          <pre class="mono">
            troth verify receipt.json <span class="whole">--key log.vkey</span>
          </pre>
        </CenterLayout>,
      );
    },
  },
];
