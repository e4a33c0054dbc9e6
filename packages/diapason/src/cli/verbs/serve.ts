import { choose } from "@diapason/algorithms"
import { createServer } from "@diapason/server"
import { openStore } from "@diapason/stores"
import { pageFolder } from "../../host/page-folder.ts"
import { systemClock } from "../../host/system-clock.ts"
import { version } from "../../host/version.ts"
import { exit } from "../exit.ts"
import { flags } from "../flags.ts"
import { leaving } from "../live/leaving.ts"
import { dirOf, storeUrl } from "../study/open-ledger.ts"
import { verb } from "../verb.ts"

/** Serves the studies of a store to people and programs until it is interrupted. */
export const serve = verb({
  example: "diapason serve --listen 127.0.0.1:4600",
  flags: { listen: flags.listen, store: flags.store, dir: flags.dir },
  async run(f, _, io) {
    const store = await openStore(storeUrl(f, io.env))
    const left = leaving()
    try {
      const app = await createServer({
        store,
        clock: systemClock,
        choose,
        dir: dirOf(f),
        version,
        identify: () => ({ name: "local", role: "admin" }),
        page: pageFolder(),
      })
      const { host, port } = f.listen ?? { host: "127.0.0.1", port: 4600 }
      io.out(`  Dashboard  ${await app.listen({ host, port })}`)
      await new Promise((resolve) => left.signal.addEventListener("abort", resolve))
      await app.close()
      return exit.done
    } finally {
      left.dispose()
      await store.close()
    }
  },
})
