import { eraseEveryone } from "./erase-everyone.ts";
import { SHOPS } from "./shops.ts";

for (const shop of SHOPS.filter((one) => one.name.startsWith("Sakila on PostgreSQL keeps its books"))) eraseEveryone(shop);
