export { type AppHub, openAppHub } from "./hub.ts";
export { openApp } from "./open-app.ts";
export { givenSchema, pullSchema } from "./schemas.ts";
