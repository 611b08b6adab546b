import { lawOf, requestersKnown } from "@troth/core/jurisdictions";
import type { RequesterWord } from "@troth/core/laws";
import type { Call } from "../http/index.ts";
import { CenterLayout, Choices, ErrorSummary, errorOf, Field, type FieldError, ResidenceField, Select } from "../pages/index.ts";
import { MESSAGE_CHARACTERS, otherKinds } from "../requests/index.ts";
import type { Language } from "../words/index.ts";
import { PostForm, Submit } from "./post-form.tsx";
import { say } from "./words.ts";

/** What can be asked here, in the order of the form. */
export const askKinds = ["access", "erasure", "question", "concern"] as const;
export type AskKind = (typeof askKinds)[number];

/** What somebody has entered, as it stands in the form again. */
export interface AskEntered {
  readonly kind?: string | undefined;
  readonly email?: string | undefined;
  readonly words?: string | undefined;
  readonly place?: string | undefined;
  readonly requester?: string | undefined;
  readonly about?: string | undefined;
  readonly "about-kind"?: string | undefined;
  /** What the link of a mail holds. */
  readonly own?: string | undefined;
}

/** Who can ask for somebody else here, by the laws of the program: those that a law lets show that they may. */
export function othersWhoAsk({ inst }: Pick<Call, "inst">): readonly Exclude<RequesterWord, "person">[] {
  const { program, surroundings } = inst;
  const receivedAt = new Date(surroundings.now()).toISOString();
  const laws = program.laws.map(lawOf);
  const known = (["access", "erasure"] as const).flatMap((right) =>
    requestersKnown(laws, { right, receivedAt, zone: program.zone }),
  );
  return [...new Set(known)].filter((one) => one !== "person");
}

/**
 * For themselves, or as what for somebody else: folded away, since few do; nothing where no law of the program knows of
 * others who ask.
 */
const ForWhom = ({
  call,
  entered,
  errors,
}: {
  readonly call: Call;
  readonly entered: AskEntered;
  readonly errors: readonly FieldError[];
}) => {
  const { language, inst } = call;
  const others = othersWhoAsk(call);
  if (others.length === 0) return null;
  const kinds = otherKinds(inst.program);
  const wrong = (["requester", "about", "about-kind"] as const).some((name) => errorOf(errors, name) !== undefined);
  const isOpen = wrong || (entered.requester ?? "person") !== "person" || (entered.about ?? "") !== "";
  return (
    <details {...(isOpen ? { open: true } : {})}>
      <summary>{say(language, "ask.for.else")}</summary>
      <Choices
        name="requester"
        legend={say(language, "ask.for")}
        chosen={entered.requester ?? "person"}
        error={errorOf(errors, "requester")}
        options={(["person", ...others] as const).map((one) => ({
          value: one,
          label: say(language, `ask.for.${one}`),
          hint: say(language, `ask.for.${one}.says`),
        }))}
      />
      <Field
        name="about"
        label={say(language, "ask.about")}
        hint={say(language, "ask.about.hint")}
        autocomplete="off"
        maxlength={400}
        value={entered.about}
        error={errorOf(errors, "about")}
      />
      {kinds.length === 0 ? null : (
        <Select
          name="about-kind"
          label={say(language, "ask.about.kind")}
          chosen={entered["about-kind"] ?? "email"}
          options={["email", ...kinds].map((kind) => ({ value: kind, label: kindWord(language, kind) }))}
        />
      )}
    </details>
  );
};

const KINDS = { email: "kind.email", account: "kind.account", phone: "kind.phone", handle: "kind.handle" } as const;

/** A kind of identifier in words; as the program names it, where it has one of its own. */
const kindWord = (language: Language, kind: string): string =>
  Object.hasOwn(KINDS, kind) ? say(language, KINDS[kind as keyof typeof KINDS]) : kind;

/** The form in which somebody asks. */
export const AskPage = ({
  call,
  entered,
  errors = [],
}: {
  readonly call: Call;
  readonly entered: AskEntered;
  readonly errors?: readonly FieldError[];
}) => {
  const { language } = call;
  const title = say(language, "ask.title");
  return (
    <CenterLayout call={call} title={title} wrong={errors.length > 0}>
      <ErrorSummary errors={errors} language={language} />
      <div>
        <p class="small quiet">{say(language, "ask.step")}</p>
        <h1>{title}</h1>
      </div>
      <PostForm action={`/${language}/ask`}>
        {entered.own === undefined ? null : <input type="hidden" name="own" value={entered.own} />}
        <Choices
          name="kind"
          legend={title}
          legendHidden
          chosen={entered.kind}
          error={errorOf(errors, "kind")}
          options={askKinds.map((kind) => ({
            value: kind,
            label: say(language, `ask.${kind}`),
            hint: say(language, `ask.${kind}.says`),
          }))}
        />
        <Field
          name="email"
          type="email"
          label={say(language, "ask.email")}
          hint={say(language, "ask.email.hint")}
          autocomplete="email"
          value={entered.email}
          error={errorOf(errors, "email")}
        />
        <ResidenceField
          laws={call.inst.program.laws}
          language={language}
          label={say(language, "ask.place")}
          hint={say(language, "ask.place.hint")}
          chosen={entered.place}
          error={errorOf(errors, "place")}
        />
        <Field
          name="words"
          rows={5}
          label={say(language, "ask.words")}
          hint={say(language, "ask.words.hint")}
          maxlength={MESSAGE_CHARACTERS}
          value={entered.words}
          error={errorOf(errors, "words")}
        />
        <ForWhom call={call} entered={entered} errors={errors} />
        <Submit primary>{say(language, "ask.send")}</Submit>
      </PostForm>
      <p class="small quiet">{say(language, "ask.next")}</p>
    </CenterLayout>
  );
};

/** What a network is told that has had its codes. */
export const LimitedPage = ({ call }: { readonly call: Call }) => {
  const { language, inst } = call;
  return (
    <CenterLayout call={call} title={say(language, "ask.limited.title")} wrong>
      <h1>{say(language, "ask.limited.title")}</h1>
      <p>{say(language, "ask.limited", { contact: inst.program.organization.contact })}</p>
    </CenterLayout>
  );
};
