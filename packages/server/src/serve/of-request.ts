import { z } from "zod";

/** What a backend says of the request at hand: what its browser sends against being used, and where it seems to be. */
export const ofRequest = {
  signals: z.array(z.literal("gpc")).max(10).optional(),
  place: z.strictObject({ country: z.string(), region: z.string().optional() }).optional(),
};
