import { readFile } from "node:fs/promises"
import { join } from "node:path"
import staticFiles from "@fastify/static"
import type { FastifyInstance } from "fastify"

/** Serves the built page: files with a hash in their name for ever, every other address the one document, which reads the address itself. */
export async function servePage(app: FastifyInstance, folder: string, basePath: string): Promise<void> {
  const document = (await readFile(join(folder, "index.html"), "utf8")).replaceAll("%BASE%", basePath)
  await app.register(staticFiles, {
    root: join(folder, "assets"),
    prefix: `${basePath}/assets/`,
    preCompressed: true,
    immutable: true,
    maxAge: "1y",
  })
  app.get(`${basePath}/*`, (request, reply) => {
    // What is asked of the API and is not there is no page.
    if (request.url.startsWith(`${basePath}/v1/`)) return reply.callNotFound()
    return reply.type("text/html; charset=utf-8").header("cache-control", "no-cache").send(document)
  })
}
