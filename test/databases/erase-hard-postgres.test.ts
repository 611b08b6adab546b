import { eraseEveryone } from "./erase-everyone.ts";
import { hardShop } from "./hard/shop.ts";

eraseEveryone(hardShop("postgres"));
