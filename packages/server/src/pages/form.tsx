import type { Child } from "hono/jsx";
import type { Language } from "../words/index.ts";
import { Icon } from "./icon.tsx";
import { say } from "./words.ts";

/** What is wrong with a field: its name, and what to enter instead. */
export interface FieldError {
  readonly field: string;
  readonly says: string;
}

/** What is wrong, in place. */
const Wrong = ({ id, says }: { readonly id: string; readonly says: string }) => (
  <p class="error" id={id}>
    <Icon name="bang" size={20} />
    <span>{says}</span>
  </p>
);

/** The ids of what describes a control, for `aria-describedby`. */
const describing = (name: string, hint: unknown, error: unknown): { readonly "aria-describedby"?: string } => {
  const ids = [hint === undefined ? "" : `${name}-hint`, error === undefined ? "" : `${name}-error`].filter((id) => id !== "");
  return ids.length === 0 ? {} : { "aria-describedby": ids.join(" ") };
};

/** One control with its label, hint and error, in this order. `rows` makes it a text of several lines. */
export interface FieldProps {
  readonly name: string;
  readonly label: Child;
  readonly hint?: Child | undefined;
  readonly error?: string | undefined;
  readonly value?: string | undefined;
  readonly type?: "text" | "email" | "password" | "search" | "tel" | "date";
  readonly rows?: number;
  readonly autocomplete?: string;
  readonly inputmode?: "text" | "numeric" | "email";
  readonly maxlength?: number;
  readonly required?: boolean;
  readonly autofocus?: boolean;
}

/** A control below its label, hint and error. */
const Labelled = ({
  name,
  label,
  hint,
  error,
  children,
}: Pick<FieldProps, "name" | "label" | "hint" | "error"> & { readonly children?: Child }) => (
  <div class={error === undefined ? "field" : "field wrong"}>
    <label for={name}>{label}</label>
    {hint === undefined ? null : (
      <p class="hint" id={`${name}-hint`}>
        {hint}
      </p>
    )}
    {error === undefined ? null : <Wrong id={`${name}-error`} says={error} />}
    {children}
  </div>
);

/** What every control says of itself. */
const control = ({ name, hint, error }: Pick<FieldProps, "name" | "hint" | "error">) => ({
  class: "input",
  id: name,
  name,
  ...describing(name, hint, error),
  ...(error === undefined ? {} : { "aria-invalid": "true" as const }),
});

/** A field of a form. The browser's own checks are left to the server, which answers in the language. */
export const Field = ({ name, label, hint, error, value, rows, type = "text", ...more }: FieldProps) => {
  const said = { name, label, hint, error };
  const common = { ...more, ...control(said) };
  return (
    <Labelled {...said}>
      {rows === undefined ? (
        <input {...common} type={type} {...(value === undefined ? {} : { value })} />
      ) : (
        <textarea {...common} rows={rows}>
          {value ?? ""}
        </textarea>
      )}
    </Labelled>
  );
};

/** One answer out of many, which take too much room as choices. */
export const Select = ({
  options,
  chosen,
  ...said
}: Pick<FieldProps, "name" | "label" | "hint" | "error"> & {
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen?: string | undefined;
}) => (
  <Labelled {...said}>
    <select {...control(said)}>
      {options.map(({ value, label }) => (
        <option value={value} {...(value === chosen ? { selected: true } : {})}>
          {label}
        </option>
      ))}
    </select>
  </Labelled>
);

/** A field that takes files. The form that holds it is `multipart/form-data`. */
export const FileField = (said: Pick<FieldProps, "name" | "label" | "hint" | "error">) => (
  <Labelled {...said}>
    <input type="file" {...control(said)} multiple />
  </Labelled>
);

/** One of several answers. */
export interface Choice {
  readonly value: string;
  readonly label: Child;
  readonly hint?: Child;
}

/** One answer out of several. None is chosen beforehand unless the person chose it. */
export const Choices = ({
  name,
  legend,
  legendHidden = false,
  options,
  chosen,
  error,
}: {
  readonly name: string;
  readonly legend: Child;
  readonly legendHidden?: boolean;
  readonly options: readonly Choice[];
  readonly chosen?: string | undefined;
  readonly error?: string | undefined;
}) => (
  <fieldset class={error === undefined ? "field" : "field wrong"} {...describing(name, undefined, error)}>
    <legend class={legendHidden ? "hidden" : ""}>{legend}</legend>
    {error === undefined ? null : <Wrong id={`${name}-error`} says={error} />}
    <div class="options">
      {options.map((option, at) => (
        <label class="choice">
          <input
            type="radio"
            name={name}
            value={option.value}
            {...(at === 0 ? { id: name } : {})}
            {...(option.value === chosen ? { checked: true } : {})}
          />
          <span>
            {option.label}
            {option.hint === undefined ? null : <small>{option.hint}</small>}
          </span>
        </label>
      ))}
    </div>
  </fieldset>
);

/** One box to tick. It starts empty. */
export const Tick = ({
  name,
  label,
  error,
  value = "yes",
}: {
  readonly name: string;
  readonly label: Child;
  readonly error?: string | undefined;
  readonly value?: string;
}) => (
  <div class={error === undefined ? "field" : "field wrong"}>
    {error === undefined ? null : <Wrong id={`${name}-error`} says={error} />}
    <label class="choice">
      <input type="checkbox" id={name} name={name} value={value} {...describing(name, undefined, error)} />
      <span>{label}</span>
    </label>
  </div>
);

/** Everything that is wrong with a form, on top of the page, each with the way to its field. Nothing if nothing is. */
export const ErrorSummary = ({
  errors,
  language = "en",
}: {
  readonly errors: readonly FieldError[];
  readonly language?: Language;
}) =>
  errors.length === 0 ? null : (
    <div class="wrongs" role="alert" aria-labelledby="wrongs-title" tabindex={-1}>
      <h2 id="wrongs-title">{say(language, "error.summary", { count: errors.length })}</h2>
      <ul>
        {errors.map((one) => (
          <li>
            <a href={`#${one.field}`}>{one.says}</a>
          </li>
        ))}
      </ul>
    </div>
  );

/** The error of one field, if it has one. */
export const errorOf = (errors: readonly FieldError[], field: string): string | undefined =>
  errors.find((one) => one.field === field)?.says;
