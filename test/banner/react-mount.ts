// What the page runs: takes over what the server drew.
import { createElement } from "react";
import { hydrateRoot } from "react-dom/client";
import { Video } from "./react-page.ts";

interface Page {
  readonly document: { getElementById(id: string): Element };
  readonly address: string;
  unmount?: () => void;
}

const page = globalThis as unknown as Page;
const root = hydrateRoot(page.document.getElementById("app"), createElement(Video, { address: page.address }));
page.unmount = () => root.unmount();
