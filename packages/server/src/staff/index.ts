export { type Need, needOf } from "./need-to-know.ts";
export { staffRoutes } from "./staff-routes.ts";
