// A small site that shows what people wrote, as far as it may: it asks in its own process each time somebody looks.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { connect, contentHash, type Troth } from "@troth/sdk";

/** Something that a person wrote, in the site's own list. */
export interface Testimonial {
  readonly person: string;
  readonly text: string;
}

/** The site, with its connection. */
export interface TestimonialSite {
  readonly troth: Troth;
  /** What is in its list; nothing of it is shown before it may be. */
  readonly testimonials: Testimonial[];
  /** How its feed was cut. */
  readonly cut: readonly string[];
  /** What a visitor sees. */
  readonly visit: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** Opens the site of a company whose purpose `publication` asks for approvals. */
export async function openSite(server: { readonly url: string; readonly key: string }): Promise<TestimonialSite> {
  const cut: string[] = [];
  const testimonials: Testimonial[] = [];
  const onEvent = ({ kind }: { readonly kind: string }): void => {
    if (kind !== "following") cut.push(kind);
  };
  const troth = await connect({ ...server, onEvent });
  const site = createServer((_, answer) => {
    const shown = troth.filter(testimonials, {
      ...{ purpose: "publication", data: ["content.testimonial"] },
      person: ({ person }) => person,
      content: ({ text }) => contentHash(text),
    });
    answer.end(JSON.stringify([...shown].map(({ text }) => text)));
  });
  await new Promise<void>((listening) => site.listen(0, "127.0.0.1", listening));
  const { port } = site.address() as AddressInfo;
  return {
    ...{ troth, testimonials, cut },
    visit: async () => (await (await fetch(`http://127.0.0.1:${port}/`)).json()) as string[],
    close: async () => {
      site.close();
      await troth.close();
    },
  };
}

export type { Troth };
