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
