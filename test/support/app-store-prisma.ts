import { PrismaLibSql } from "@prisma/adapter-libsql";
import { PrismaPg } from "@prisma/adapter-pg";
import { type PrismaDataset, prismaStore } from "@troth/app/prisma";
import type { OpensStore } from "./app-process.ts";
import { prismaClient } from "./prisma-client.ts";

export const openStore: OpensStore["openStore"] = async (address, timeouts) => {
  const isPostgres = address.startsWith("postgres");
  const { prisma, datamodel } = isPostgres
    ? await prismaClient("postgresql", models("@db.VarChar(80)"), new PrismaPg({ connectionString: address, max: 5 }))
    : await prismaClient("sqlite", models(""), new PrismaLibSql({ url: `file:${address}`, timeout: timeouts.lock }));
  const dialect = isPostgres ? "postgres" : "sqlite";
  return prismaStore(prisma, { dialect, datamodel, datasets: datasets(isPostgres ? "@ctid" : "@rowid"), timeouts });
};

const models = (email: string): string => `
model Person {
  id      Int      @id
  email   String?  @unique ${email}
  name    String
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
  kind     String?
  body     String?
  @@index([personId], map: "posts_person")
  @@map("posts")
}
model Seat {
  hall   Int
  no     Int
  holder String?
  @@id([hall, no])
  @@map("seats")
}
model Odd {
  id   Int     @id @map("Id")
  mail String? @map("e Mail")
  @@map("Odd \\"Names")
}
model Loose {
  id   Int @id
  ref  String?
  list String?
  @@map("loose")
}
view Slow {
  id Int
  @@map("slow")
}`;

const datasets = (rowAddress: string): Readonly<Record<string, PrismaDataset>> => ({
  // Prisma's schema knows no checks, nor lengths on SQLite.
  people: { columns: { level: { checked: true }, email: { maxLength: 80 } } },
  // A table without a key is none that Prisma has a model of.
  keyless: { key: [rowAddress], columns: { tag: { type: "text" }, note: { type: "text" } } },
});
