// What an application posts is held against this before anything reads it.
import type { Description, Fault, Pull, Reply, Rows, WireValue } from "@troth/app/messages";
import { z } from "zod";

const name = z.string().min(1).max(200);
const value: z.ZodType<WireValue> = z.union([z.string(), z.number(), z.boolean(), z.null(), z.strictObject({ $b: z.string() })]);

const fault: z.ZodType<Fault> = z.strictObject({
  code: z.enum(["denied", "timeout", "constraint", "missing", "busy", "session", "unreachable", "failed"]),
  message: z.string().max(500),
});

const reply: z.ZodType<Reply> = z.union([
  z.strictObject({ id: z.uuid(), ok: z.unknown() }),
  z.strictObject({ id: z.uuid(), fault }),
]) as z.ZodType<Reply>;

/** The longest time that a call waits for work. Seconds. */
export const LONGEST_WAIT = 25;

export const pullSchema: z.ZodType<Pull> = z.strictObject({
  v: z.literal(1),
  store: name,
  process: z.uuid(),
  replies: z.array(reply).max(100),
  holding: z.array(z.uuid()).max(1000),
  wait: z.number().min(0).max(LONGEST_WAIT),
});

export const givenSchema = z.object({
  v: z.literal(1),
  server: z.string(),
  messages: z.array(z.looseObject({ id: z.string(), kind: z.string() })),
});

const column = z.object({
  name,
  type: z.string().max(200),
  family: z.enum(["text", "number", "boolean", "date", "time", "timestamp", "uuid", "json", "array", "bytes", "other"]),
  nullable: z.boolean(),
  maxLength: z.number().int().min(0).nullable(),
  generated: z.boolean(),
  unique: z.boolean(),
  checked: z.boolean(),
  indexed: z.boolean(),
  uniqueBy: z.array(name).exactOptional(),
  allowed: z.array(z.string()).exactOptional(),
});

export const descriptionSchema: z.ZodType<Description> = z.object({
  product: z.string().max(100),
  datasets: z
    .array(
      z.object({
        name,
        kind: z.enum(["table", "view"]),
        columns: z.array(column).max(2000),
        primaryKey: z.array(name),
        rowKey: z.array(name),
        references: z.array(
          z.object({
            columns: z.array(name).min(1),
            target: name,
            targetColumns: z.array(name).min(1),
            onDelete: z.enum(["no-action", "restrict", "cascade", "set-null", "set-default"]),
          }),
        ),
      }),
    )
    .max(5000),
  acts: z.enum(["steps", "whole"]),
  keepsNames: z.boolean(),
  locks: z.enum(["rows", "database", "none"]),
  snapshots: z.boolean(),
  settles: z.boolean(),
});

export const rowsSchema: z.ZodType<Rows> = z.object({ rows: z.array(z.array(value)), done: z.boolean() });
export const countSchema = z.number().int().min(0);
export const wholeSchema = z.object({ changed: z.array(countSchema), deleted: z.array(countSchema) });
export const outcomeSchema = z.enum(["committed", "aborted", "unknown"]);
export const saysSchema = z.array(z.string().max(500)).max(20);
export const anySchema = z.unknown();
