import { Card } from "../pages/index.ts";
import { Form, Hidden, Submit } from "./form.tsx";
import type { RequestPageData } from "./read-request.ts";

/** Rows that the read-back found by an identifier alone: whoever has looked at them says whose they are. One place after the other. */
export const NotTheirsCard = ({ data: { view, need } }: { readonly data: RequestPageData }) => {
  const [place] = view.undecided;
  if (!need.decides || place === undefined) return null;
  return (
    <Card id="not-theirs" title="Whose are these rows?">
      <p>
        In <code>{place}</code> an identifier of theirs stands in rows to which nothing else leads. Two people may have one
        number: look at these rows in the store.
      </p>
      <p>
        If they are theirs after all, name the person by that identifier as well; the rows are then planned for. If they are
        another person's, they stay, and whatever is found there later is told again. What you say stays on record.
      </p>
      <Form action={`/staff/requests/${view.id}/not-theirs`}>
        <Hidden name="place" value={place} />
        <div>
          <Submit primary>They are another person's</Submit>
        </div>
      </Form>
    </Card>
  );
};
