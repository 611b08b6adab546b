import { Progress } from "./parts.tsx";

/** How far something is, as a page is told of it: once when it is made, and again by each event. */
export interface ProgressSaid {
  readonly done: number;
  readonly of: number;
  /** The figures in words. */
  readonly says: string;
  /** Nothing more will come: the page is loaded anew. */
  readonly ended: boolean;
}

/**
 * Progress that renews itself from a stream of events at `src`, each a `ProgressSaid` as JSON. Needs `progress` among the
 * page's scripts; without script the page's `refreshSeconds` does it.
 */
export const LiveProgress = ({
  src,
  label,
  now,
}: {
  readonly src: string;
  readonly label: string;
  readonly now: ProgressSaid;
}) => (
  <div data-progress={src}>
    <Progress label={label} done={now.done} of={now.of} />
    <p class="small quiet" role="status" data-says>
      {now.says}
    </p>
  </div>
);
