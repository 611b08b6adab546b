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

const ALWAYS: readonly (readonly [name: string, value: string])[] = Object.entries({
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
});

/**
 * Adds to an answer the headers that every answer has, save those that its handler has set otherwise. The very same answer, where
 * its headers can be changed: around another one its body would become a stream.
 */
export function secured(answer: Response, address: string): Response {
  try {
    secure(answer.headers, address);
    return answer;
  } catch {
    // Of a redirect that the platform makes, say, they are fixed.
    const headers = new Headers(answer.headers);
    secure(headers, address);
    return new Response(answer.body, { status: answer.status, headers });
  }
}

function secure(headers: Headers, address: string): void {
  for (const [name, value] of ALWAYS) if (!headers.has(name)) headers.set(name, value);
  if (address.startsWith("https:")) headers.set("strict-transport-security", "max-age=31536000");
  headers.delete("x-powered-by");
}
