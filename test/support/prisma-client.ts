// A client of Prisma, as `prisma generate` writes it, made at run time out of the schema: the generator's own packages would
// weigh as much again as the client. What runs is Prisma's: its client, its compiler of queries, its adapters.

import { type GetPrismaClientConfig, getPrismaClient } from "@prisma/client/runtime/client";
import { getDMMF } from "@prisma/get-dmmf";
import { buildAndSerializeParamGraph } from "@prisma/param-graph-builder";
import type { PrismaDatabase, PrismaDatamodel } from "@troth/app/prisma";

type Adapter = NonNullable<ConstructorParameters<ReturnType<typeof getPrismaClient>>[0]["adapter"]>;
type Provider = "postgresql" | "sqlite" | "mysql";

/** What `getDMMF` says of a schema. @throws where the schema is wrong */
async function documentOf(provider: Provider, models: string) {
  const dmmf = await getDMMF({ datamodel: schemaOf(provider, models) });
  if ("error" in dmmf) throw dmmf.error;
  return dmmf;
}

export const datamodelOf = async (provider: Provider, models: string): Promise<PrismaDatamodel> =>
  (await documentOf(provider, models)).datamodel;

export async function prismaClient(provider: Provider, models: string, adapter: Adapter) {
  const document = await documentOf(provider, models);
  const { datamodel } = document;
  const Client = getPrismaClient({
    previewFeatures: [],
    clientVersion: "7.10.0",
    engineVersion: "7.10.0",
    activeProvider: provider,
    inlineSchema: schemaOf(provider, models),
    runtimeDataModel: {
      models: Object.fromEntries(datamodel.models.map((model) => [model.name, model])),
      enums: Object.fromEntries(datamodel.enums.map((one) => [one.name, one])),
      types: {},
    } as GetPrismaClientConfig["runtimeDataModel"],
    parameterizationSchema: buildAndSerializeParamGraph(document),
    compilerWasm: compilerOf(provider),
  });
  return { datamodel, prisma: new Client({ adapter }) as PrismaDatabase & { $disconnect(): Promise<void> } };
}

const schemaOf = (provider: Provider, models: string): string => `
generator client {
  provider        = "prisma-client"
  output          = "./generated"
  previewFeatures = ["views"]
}
datasource db {
  provider = "${provider}"
}
${models}`;

function compilerOf(provider: Provider): NonNullable<GetPrismaClientConfig["compilerWasm"]> {
  const file = `@prisma/client/runtime/query_compiler_fast_bg.${provider}`;
  return {
    getRuntime: () => import(`${file}.mjs`),
    getQueryCompilerWasmModule: async () => {
      const { wasm } = (await import(`${file}.wasm-base64.mjs`)) as { readonly wasm: string };
      // Node has it; the types of Node alone do not say so.
      const { WebAssembly: engine } = globalThis as unknown as { WebAssembly: { Module: new (bytes: Uint8Array) => unknown } };
      return new engine.Module(Buffer.from(wasm, "base64"));
    },
    importName: "./query_compiler_fast_bg.js",
  };
}
