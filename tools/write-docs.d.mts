/** The text between `<!-- name:start -->` and `<!-- name:end -->`, replaced. */
export function replaceBlock(page: string, name: string, text: string): string;
