// The tables of Fat Free CRM that this suite writes rows into, and which of their columns hold what is personal.
import type { WorldTable } from "../seeded/world.ts";

const table = (name: string, personal = ""): WorldTable => ({
  name,
  key: ["id"],
  personal: personal === "" ? [] : personal.split(" "),
});

export const TABLES: readonly WorldTable[] = [
  table("users", "username email first_name last_name title company alt_email phone mobile encrypted_password last_sign_in_ip"),
  table("contacts", "first_name last_name title email alt_email phone mobile linkedin born_on background_info"),
  table("leads", "first_name last_name title company email alt_email phone referred_by background_info"),
  table("accounts", "name email phone"),
  table("campaigns", "name"),
  table("opportunities", "name"),
  table("account_contacts"),
  table("account_opportunities"),
  table("contact_opportunities", "role"),
  table("addresses", "street1 city zipcode full_address"),
  table("comments", "title comment"),
  table("emails", "sent_from sent_to cc bcc subject body header"),
  table("tasks", "name background_info"),
  table("tags", "name"),
  table("taggings"),
  table("versions", "object object_changes"),
  table("avatars", "image_file_name"),
  table("activities", "info"),
  table("preferences", "value"),
  table("permissions"),
  table("groups", "name"),
  { name: "groups_users", personal: [] },
  table("lists", "name url"),
  table("active_storage_attachments", "name"),
  table("active_storage_blobs", "key filename checksum"),
  table("action_text_rich_texts", "body"),
];

/** The program's words for what a polymorphic link names. */
export type Kind = "User" | "Contact" | "Lead";
