import type { AskingDemand, JudgedDemand } from "@troth/core/jurisdictions";
import { isEnded, pointsOf } from "@troth/core/requests";
import { Card, Choices, errorOf, Field, type FieldError, Note, State } from "../pages/index.ts";
import {
  type AskerView,
  articleOf,
  lackingSays,
  MEASURE_WORDS,
  REQUESTER_WORDS,
  refusedSays,
  type Shown,
  STAKE_WORDS,
} from "../requests/index.ts";
import { Form, Hidden, Submit } from "./form.tsx";
import type { RequestPageData } from "./read-request.ts";
import { capital, moment } from "./words.ts";

interface AskerProps {
  readonly data: RequestPageData;
  readonly errors: readonly FieldError[];
  readonly form: Readonly<Record<string, string>>;
}

/** Who asks, and the matrix for them: what must, may and must not be asked, each with its article; what was shown, and by whom it was seen. */
export const AskerCard = (props: AskerProps) => {
  const { data } = props;
  const { view, need } = data;
  const { asker } = view;
  if (asker === undefined) return null;
  const { judged } = asker;
  const open = !isEnded(view.state);
  const writes = open && (need.writes || need.decides);
  return (
    <Card
      id="asker"
      title="Who is asking"
      aside={judged.lacking.length === 0 && !judged.refused ? <State of="done">enough</State> : <State of="soon">not yet</State>}
    >
      <p>
        {capital(REQUESTER_WORDS[asker.requester])}. {whatIsKnown(asker)}
      </p>
      {judged.refusedBy.map((one) => (
        <Note kind="soon">
          {capital(refusedSays(one))}. {judged.refused ? "Deny it, with this article." : "Another law gives it to them."}
        </Note>
      ))}
      <Lacking asker={asker} open={open} />
      <Demands title="Must be shown" demands={judged.must} props={props} writes={writes} />
      <Demands title="May be asked" demands={judged.may} props={props} writes={writes} />
      <Forbidden demands={judged.mustNot} />
      <Seen shown={asker.shown} data={data} />
      {writes ? <Unknown {...props} asker={asker} /> : null}
      <NoMore data={data} asker={asker} />
      <p class="small quiet">What no law names here is not asked. Write down that you saw it; keep nothing of what you saw.</p>
    </Card>
  );
};

function whatIsKnown({ account, stake }: AskerView): string {
  const has =
    account === undefined
      ? "It is not known whether they have an account"
      : account
        ? "They have an account"
        : "They have no account";
  const weight =
    stake === undefined ? "whether the data is sensitive or valuable is not known" : `at stake: ${STAKE_WORDS[stake]}`;
  return `${has}; ${weight}.`;
}

const Lacking = ({ asker, open }: { readonly asker: AskerView; readonly open: boolean }) =>
  asker.judged.lacking.length === 0 || !open ? null : (
    <Note kind="soon">
      Nobody can sign it yet.
      <ul class="plain lines">
        {asker.judged.lacking.map((one) => (
          <li>{capital(lackingSays(one))}.</li>
        ))}
      </ul>
    </Note>
  );

const Demands = ({
  title,
  demands,
  props,
  writes,
}: {
  readonly title: string;
  readonly demands: readonly AskingDemand[];
  readonly props: AskerProps;
  readonly writes: boolean;
}) =>
  demands.length === 0 ? null : (
    <>
      <h3>{title}</h3>
      <ul class="plain lines">
        {demands.map((demand) => (
          <li>
            {capital(MEASURE_WORDS[demand.measure])}
            {demand.onDoubt ? ", on a reasonable doubt alone" : ""} <span class="small quiet">{articleOf(demand)}</span>
            {writes && !demand.shown ? <Record demand={demand} {...props} /> : null}
          </li>
        ))}
      </ul>
    </>
  );

/** Writes down that it was shown; of points that matched, which. */
const Record = ({ demand, data, errors, form }: AskerProps & { readonly demand: AskingDemand }) => {
  const { measure } = demand;
  const points = pointsOf(measure);
  const field = `points-${measure}`;
  return (
    <Form action={`/staff/requests/${data.view.id}/shown`}>
      <Hidden name="measure" value={measure} />
      {points === undefined ? null : (
        <Field
          name={field}
          label="Which points, by category"
          hint={`At least ${points}, such as: name, contact.phone. No values.`}
          autocomplete="off"
          maxlength={200}
          value={form[field] ?? ""}
          error={errorOf(errors, field)}
        />
      )}
      <div>
        <Submit>I have seen it: {MEASURE_WORDS[measure]}</Submit>
      </div>
    </Form>
  );
};

const Forbidden = ({ demands }: { readonly demands: readonly JudgedDemand[] }) =>
  demands.length === 0 ? null : (
    <>
      <h3>Must not be asked</h3>
      <ul class="plain lines">
        {demands.map((demand) => (
          <li>
            {capital(MEASURE_WORDS[demand.measure])} <span class="small quiet">{articleOf(demand)}</span>
          </li>
        ))}
      </ul>
    </>
  );

const Seen = ({ shown, data }: { readonly shown: readonly Shown[]; readonly data: RequestPageData }) =>
  shown.length === 0 ? null : (
    <>
      <h3>Shown</h3>
      <ul class="plain lines">
        {shown.map((one) => (
          <li>
            {capital(MEASURE_WORDS[one.measure])}
            {one.points === undefined ? "" : ` (${one.points.join(", ")})`}, {moment(one.at, data.zone)}:{" "}
            {one.by === "code"
              ? "by the code that went to the address"
              : `seen by ${one.account === undefined ? one.by : (data.names.get(one.account) ?? one.by)}`}
          </li>
        ))}
      </ul>
    </>
  );

/** A parent may have nothing more collected of the child. */
const NoMore = ({ data, asker }: { readonly data: RequestPageData; readonly asker: AskerView }) => {
  const { view, need } = data;
  if (asker.stopped !== undefined)
    return <p>Since {moment(asker.stopped, data.zone)} nothing more is collected of the child, on their word.</p>;
  const isParent = asker.requester === "parent" || asker.requester === "guardian";
  if (!isParent || !asker.judged.proven || view.right !== "access" || !need.decides) return null;
  return (
    <Form action={`/staff/requests/${view.id}/collect-no-more`}>
      <div>
        <Submit>Collect no more of the child</Submit>
      </div>
    </Form>
  );
};

/** What the plan could not tell, or has told wrongly. */
const Unknown = ({ data, errors, form, asker }: AskerProps & { readonly asker: AskerView }) => {
  const { view } = data;
  const stakes =
    view.right === "access" ? (["categories", "ordinary", "sensitive"] as const) : (["ordinary", "sensitive"] as const);
  const [waits] = asker.judged.unknown;
  return (
    <details {...(waits === undefined ? {} : { open: true })}>
      <summary>{waits === undefined ? "It is otherwise" : "Say what is not known"}</summary>
      <Form action={`/staff/requests/${view.id}/asker`}>
        <Choices
          name="has-account"
          legend="An account with a password here"
          options={[
            { value: "yes", label: "They have one" },
            { value: "no", label: "They have none" },
          ]}
          chosen={form["has-account"] ?? (asker.account === undefined ? undefined : asker.account ? "yes" : "no")}
          error={errorOf(errors, "has-account")}
        />
        <Choices
          name="stake"
          legend="What a wrong answer would give away"
          options={stakes.map((stake) => ({ value: stake, label: capital(STAKE_WORDS[stake]) }))}
          chosen={form.stake ?? asker.stake}
          error={errorOf(errors, "stake")}
        />
        <div>
          <Submit>Say so, on record</Submit>
        </div>
      </Form>
    </details>
  );
};
