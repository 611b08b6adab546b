export { centerRoutes } from "./center-routes.ts";
