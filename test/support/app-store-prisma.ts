import { PrismaLibSql } from "@prisma/adapter-libsql";
import { PrismaMariaDb } from "@prisma/adapter-mariadb";
import { PrismaPg } from "@prisma/adapter-pg";
import { type PrismaDataset, prismaStore } from "@troth/app/prisma";
import { type DialectName, dialectOf } from "./app-dialect.ts";
import type { OpensStore } from "./app-process.ts";
import { prismaClient } from "./prisma-client.ts";

export const openStore: OpensStore["openStore"] = async (address, timeouts) => {
  const dialect = dialectOf(address);
  const { prisma, datamodel } = await CLIENTS[dialect](address, timeouts.lock);
  return prismaStore(prisma, { dialect, datamodel, datasets: datasets(KEYLESS[dialect]), timeouts });
};

const CLIENTS: Readonly<Record<DialectName, (address: string, lockMs: number) => ReturnType<typeof prismaClient>>> = {
  postgres: (connectionString) =>
    prismaClient("postgresql", models({ email: "@db.VarChar(80)" }), new PrismaPg({ connectionString, max: 5 })),
  sqlite: (file, timeout) => prismaClient("sqlite", models({}), new PrismaLibSql({ url: `file:${file}`, timeout })),
  mysql: (address) =>
    prismaClient("mysql", models({ email: "@db.VarChar(80)", text: "@db.Text" }), new PrismaMariaDb(mariadbPool(address))),
};

function mariadbPool(address: string) {
  const { hostname: host, port, username: user, password, pathname } = new URL(address);
  return { host, port: Number(port), user, password, database: pathname.slice(1), connectionLimit: 5 };
}

const KEYLESS: Readonly<Record<DialectName, PrismaDataset>> = {
  postgres: { key: ["@ctid"] },
  sqlite: { key: ["@rowid"] },
  mysql: { key: [], readOnly: true },
};

/** The types that Prisma has no word of its own for. */
const models = ({ email = "", text = "" }: { readonly email?: string; readonly text?: string }): string => `
model Person {
  id      Int      @id
  email   String?  @unique ${email}
  name    String   ${text}
  level   Int?
  big     BigInt?
  bossId  Int?     @map("boss_id")
  boss    Person?  @relation("boss", fields: [bossId], references: [id], onDelete: NoAction)
  reports Person[] @relation("boss")
  posts   Post[]
  @@map("people")
}
model Post {
  id       Int    @id
  personId Int    @map("person_id")
  person   Person @relation(fields: [personId], references: [id], onDelete: NoAction)
  kind     String? ${text}
  body     String? ${text}
  @@index([personId], map: "posts_person")
  @@map("posts")
}
model Seat {
  hall   Int
  no     Int
  holder String? ${text}
  @@id([hall, no])
  @@map("seats")
}
model Odd {
  id   Int     @id @map("Id")
  mail String? @map("e Mail") ${text}
  @@map("Odd \\"Names")
}
model Loose {
  id   Int @id
  ref  String? ${text}
  list String? ${text}
  @@map("loose")
}
view Slow {
  id Int
  @@map("slow")
}`;

const datasets = (keyless: PrismaDataset): Readonly<Record<string, PrismaDataset>> => ({
  // Prisma's schema knows no checks, nor lengths on SQLite.
  people: { columns: { level: { checked: true }, email: { maxLength: 80 } } },
  // A table without a key is none that Prisma has a model of.
  keyless: { ...keyless, columns: { tag: { type: "text" }, note: { type: "text" } } },
});
