import { createInterface } from "node:readline"
import { serveGuard } from "@diapason/executors/guard"

// The process beside a worker that ends what the worker leaves behind; it loads no more than that needs, since every worker starts one. Signals are the worker's: this one ends with its input.

for (const signal of ["SIGTERM", "SIGINT", "SIGHUP", "SIGUSR1"]) process.on(signal, () => undefined)
await serveGuard(createInterface({ input: process.stdin }))
process.exit(0)
