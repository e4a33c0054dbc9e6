import { openAccess } from "@diapason/server"
import { startServing } from "../../packages/diapason/dist/serve/start-serving.js"

/** A server in a process of its own, as `diapason serve` runs it: `serving.mjs STORE DIR`. Says its address to its parent, with a token before the @. */
const [store, dir] = process.argv.slice(2)
const serving = await startServing({ store, dir, host: "127.0.0.1", port: 0, exact: false })
process.on("message", (asked) => {
  if (asked === "cpu") process.send({ cpu: process.cpuUsage() })
  if (asked === "close") void serving.close().then(() => process.exit(0))
})
const { text } = openAccess(dir, { now: Date.now }).tokens.create({ kind: "token", label: "bench", role: "admin", by: "bench" })
process.send({ url: serving.url.replace("//", `//${text}@`) })
