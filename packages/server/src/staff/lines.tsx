/** Words of ours in which code stands between backticks, as a terminal prints them. */
export const Ticked = ({ text }: { readonly text: string }) => (
  <>{text.split("`").map((part, at) => (at % 2 === 1 ? <code>{part}</code> : part))}</>
);

/** A text that somebody wrote, line by line. It is a text: whatever it holds is shown as it is, and nothing of it is obeyed. */
export const Lines = ({ text }: { readonly text: string }) => (
  <>
    {text.split("\n").map((line, at) => (
      <>
        {at === 0 ? null : <br />}
        {line}
      </>
    ))}
  </>
);
