import { isRight } from "@troth/core/requests";
import type { Call, Route } from "../http/index.ts";
import { CenterLayout } from "../pages/index.ts";
import { type RequestView, withdrawRequest } from "../requests/index.ts";
import { PostForm } from "./post-form.tsx";
import { requestOf } from "./read-status.ts";
import { canTakeBack } from "./status-words.ts";
import { say } from "./words.ts";

/** Takes a request back, once the person has said it twice. */
export const stopRoutes: readonly Route[] = [
  {
    method: "post",
    path: "/:language{en|id}/requests/:request/stop",
    who: "person",
    kind: "page",
    says: "Asks whether to take a request back, and with `sure` takes it back",
    handle: takeBack,
  },
];

async function takeBack(call: Call): Promise<Response> {
  const { c, form, inst, language } = call;
  const view = await requestOf(call);
  if (!canTakeBack(view, inst.surroundings.now())) return c.html(<TooLate call={call} view={view} />, 409);
  if (form.sure !== "yes") return c.html(<Sure call={call} view={view} />);
  const answer = await withdrawRequest(inst, view.id);
  // It may have begun between the two.
  if (answer.kind === "refused") return c.html(<TooLate call={call} view={view} />, 409);
  return c.redirect(`/${language}/requests/${view.id}`, 303);
}

const Sure = ({ call, view }: { readonly call: Call; readonly view: RequestView }) => {
  const { language } = call;
  const title = say(language, "stop.sure.title", { request: view.id });
  const page = `/${language}/requests/${view.id}`;
  return (
    <CenterLayout call={call} title={title}>
      <h1>{title}</h1>
      <p class="lead">{say(language, `stop.sure.${isRight(view.right) ? view.right : "question"}`)}</p>
      <PostForm action={`${page}/stop`}>
        <input type="hidden" name="sure" value="yes" />
        <p class="actions">
          <button class="button primary" type="submit">
            {say(language, "stop.sure.button")}
          </button>
          <a class="button" href={page}>
            {say(language, "stop.sure.no")}
          </a>
        </p>
      </PostForm>
    </CenterLayout>
  );
};

const TooLate = ({ call, view }: { readonly call: Call; readonly view: RequestView }) => {
  const { language } = call;
  return (
    <CenterLayout call={call} title={say(language, "stop.late.title")}>
      <h1>{say(language, "stop.late.title")}</h1>
      <p>{say(language, "stop.late")}</p>
      <p class="actions">
        <a class="button" href={`/${language}/requests/${view.id}`}>
          {say(language, "stop.back")}
        </a>
      </p>
    </CenterLayout>
  );
};
