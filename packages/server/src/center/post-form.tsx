import type { Child } from "hono/jsx";

/** A form that posts. The browser's own checks are off: the server's are in the reader's language, and beside the field. */
export const PostForm = ({
  action,
  inline = false,
  children,
}: {
  readonly action: string;
  readonly inline?: boolean;
  readonly children?: Child;
}) => (
  <form class={inline ? "" : "form"} method="post" action={action} novalidate>
    {children}
  </form>
);

/** The one button of a form. */
export const Submit = ({ primary = false, children }: { readonly primary?: boolean; readonly children?: Child }) => (
  <p class="actions">
    <button class={primary ? "button primary" : "button"} type="submit">
      {children}
    </button>
  </p>
);
