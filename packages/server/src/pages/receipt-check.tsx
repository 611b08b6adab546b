import type { Language } from "../words/index.ts";
import { FactList } from "./parts.tsx";
import { State } from "./state.tsx";
import { say } from "./words.ts";

const reasons = ["receipt", "changed", "signature", "key", "unreadable"] as const;

const Genuine = ({ language }: { readonly language: Language }) => (
  <div class="note" data-answer="ok" hidden>
    <h2>
      <State of="kept">{say(language, "verify.ok")}</State>
    </h2>
    <p>{say(language, "verify.ok-says")}</p>
    <FactList
      facts={(["kind", "at", "request", "place", "opened"] as const).map((part) => ({
        term: say(language, `verify.${part}`),
        is: <span data-fill={part} />,
      }))}
    />
  </div>
);

const Refused = ({ language }: { readonly language: Language }) => (
  <div class="note broken" data-answer="bad" hidden>
    <h2>
      <State of="broken">{say(language, "verify.bad")}</State>
    </h2>
    {reasons.map((reason) => (
      <p data-because={reason} hidden>
        {say(language, `verify.because.${reason}`)}
      </p>
    ))}
  </div>
);

/**
 * Checks a receipt in the browser: the file is read by a script of the page and sent nowhere. Needs `verify` among the
 * page's scripts; without script it says how else. `vkey`: `inst.ledger.vkey`.
 */
export const ReceiptCheck = ({ language, vkey }: { readonly language: Language; readonly vkey: string }) => (
  <div class="form" data-verify={vkey}>
    <div class="field" data-scripted hidden>
      <label for="receipt">{say(language, "verify.file")}</label>
      <p class="hint" id="receipt-hint">
        {say(language, "verify.hint")}
      </p>
      <input class="input" type="file" id="receipt" accept=".json,application/json" aria-describedby="receipt-hint" />
    </div>
    <div class="field" data-scripted hidden>
      <label for="receipt-text">{say(language, "verify.paste")}</label>
      <textarea class="input mono" id="receipt-text" rows={4} autocomplete="off" spellcheck={false} />
    </div>
    <noscript>
      <p class="note">
        {say(language, "verify.without", { program: "Troth" })}{" "}
        <code>
          troth verify receipt.json <span class="whole">--key log.vkey</span>
        </code>
      </p>
    </noscript>
    <div role="status" aria-live="polite">
      <Genuine language={language} />
      <Refused language={language} />
    </div>
    <div class="field">
      <h2>{say(language, "verify.key")}</h2>
      <p class="hint">{say(language, "verify.key-hint")}</p>
      <p class="hash mono">{vkey}</p>
    </div>
    <div class="field" data-scripted hidden>
      <label for="receipt-key">{say(language, "verify.own-key")}</label>
      <p class="hint" id="receipt-key-hint">
        {say(language, "verify.own-key-hint")}
      </p>
      <input
        class="input mono"
        type="text"
        id="receipt-key"
        autocomplete="off"
        spellcheck={false}
        aria-describedby="receipt-key-hint"
      />
    </div>
  </div>
);
