import { exit } from "../exit.ts"
import { flags } from "../flags.ts"
import { leaving } from "../live/leaving.ts"
import { dirOf, storeUrl } from "../study/open-ledger.ts"
import { verb } from "../verb.ts"

/** Serves the studies of a store to people and programs until it is interrupted. */
export const serve = verb({
  example: "diapason serve --listen 127.0.0.1:4600",
  flags: { listen: flags.listen, basePath: flags.basePath, store: flags.store, dir: flags.dir, open: flags.open, json: flags.json },
  async run(f, _, io) {
    const { startServing } = await import("../../serve/start-serving.ts")
    const { host, port } = f.listen ?? { host: "127.0.0.1", port: 4600 }
    const left = leaving()
    const { url, note, close } = await startServing({
      store: storeUrl(f, io.env),
      dir: dirOf(f),
      host,
      port,
      exact: f.listen !== undefined,
      ...(f.basePath !== undefined && { basePath: f.basePath }),
    })
    if (f.json === true) io.out(JSON.stringify({ schema: "diapason.serve/1", url }))
    else io.out(`  Dashboard  ${url}`)
    if (note !== undefined) io.err(`  note  ${note.words.what} ${note.words.mend}`)
    await new Promise((resolve) => left.signal.addEventListener("abort", resolve))
    left.dispose()
    await close()
    return exit.done
  },
})
