const CSP = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

const always: Readonly<Record<string, string>> = {
  "content-security-policy": CSP,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  // Not `no-referrer`: with it browsers send `Origin: null` with the forms of our own pages, and nobody could ask anything.
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=(), publickey-credentials-get=(self), publickey-credentials-create=(self)",
  "cache-control": "no-store",
};

/** Adds to an answer the headers that every answer has, save those that its handler has set otherwise. */
export function secured(answer: Response, address: string): Response {
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(always)) if (!headers.has(name)) headers.set(name, value);
  if (address.startsWith("https:")) headers.set("strict-transport-security", "max-age=31536000");
  headers.delete("x-powered-by");
  return new Response(answer.body, { status: answer.status, headers });
}
