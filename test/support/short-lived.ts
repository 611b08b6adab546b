/**
 * What Node is told for a process that lives a second or two: to compile the embedded database once. Compiling it again, better, for
 * what is never run again was a third of what each command of a test cost.
 */
export const SHORT_LIVED: readonly string[] = ["--liftoff-only"];
