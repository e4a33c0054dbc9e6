import { startServing } from "../../packages/diapason/dist/serve/start-serving.js"

/** A server in a process of its own, as `diapason serve` runs it: `serving.mjs STORE DIR`. Says its address to its parent. */
const [store, dir] = process.argv.slice(2)
const serving = await startServing({ store, dir, host: "127.0.0.1", port: 0, exact: false })
process.on("message", (asked) => {
  if (asked === "cpu") process.send({ cpu: process.cpuUsage() })
  if (asked === "close") void serving.close().then(() => process.exit(0))
})
process.send({ url: serving.url })
