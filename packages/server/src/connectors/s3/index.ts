export { openS3 } from "./open-s3.ts";
