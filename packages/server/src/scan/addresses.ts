/** Host, path and query of an address that goes over the network. */
export const addressOf = (url: string): string | undefined => /^(?:https?|wss?):\/\/(?:[^/@]*@)?(.+)$/is.exec(url)?.[1];

/** The host of an address without its port; empty: it has none. */
export const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : "");

/** Whether an address is the banner's own, where Troth serves it: asking is no tracking. */
export const isOfBanner = (url: string): boolean =>
  URL.canParse(url) && /\/(banner\.js|v1\/consents)$/.test(new URL(url).pathname);

/** Addresses of scripts and frames, less those of the banner: it stands before everything that sets something. */
export const addressesOf = (urls: readonly string[]): readonly string[] => [
  ...new Set(urls.filter((url) => !isOfBanner(url)).flatMap((url) => addressOf(url) ?? [])),
];
