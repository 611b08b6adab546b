export { drawUpNotice, type Notice } from "./notice.ts";
