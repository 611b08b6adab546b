// A page of React on a site with the banner: what a component draws is what may be drawn, made on the server first.
import { consentHooks } from "@troth/banner/react";
import * as React from "react";

const { createElement } = React;
const { useAllowed, useConsent } = consentHooks(React);

/** A video of another firm's player, or the way to say yes to it. */
export function Video({ address }: { readonly address: string }) {
  const mayPlay = useAllowed("videos");
  const consent = useConsent();
  return mayPlay
    ? createElement("iframe", { id: "video", title: "How a quote is made", src: address })
    : createElement("button", { id: "ask", type: "button", onClick: () => consent.open() }, "Show videos");
}
