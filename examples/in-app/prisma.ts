import { readFileSync } from "node:fs";
import { getDMMF } from "@prisma/get-dmmf";
import { connect } from "@troth/app";
import { type PrismaDatabase, prismaStore } from "@troth/app/prisma";

/** `prisma`: the application's own `new PrismaClient({ adapter })`. */
export async function serve(prisma: PrismaDatabase, key: string): Promise<void> {
  const dmmf = getDMMF({ datamodel: readFileSync("prisma/schema.prisma", "utf8") });
  if ("error" in dmmf) throw dmmf.error;
  const troth = connect({ url: "https://troth.example", key });
  const store = prismaStore(prisma, {
    dialect: "postgres",
    datamodel: dmmf.datamodel,
    // What Prisma's schema has no words for.
    datasets: { users: { columns: { level: { checked: true } } } },
  });
  troth.store("main", store);
  await troth.ready();
}
