/** The text between `<!-- name:start -->` and `<!-- name:end -->`, replaced. */
export function replaceBlock(page: string, name: string, text: string): string;

/** Page, name of the block, text: the examples of docs/in-app.md. */
export function inAppBlocks(): readonly (readonly [string, string, string])[];
