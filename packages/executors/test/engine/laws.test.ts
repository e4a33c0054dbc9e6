import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { engineExecutor } from "@diapason/executors"
import { executorLaws } from "@diapason/testkit"
import { processEngine } from "./process-engine.ts"

const client = fileURLToPath(new URL("../fixtures/http-client.mjs", import.meta.url))

executorLaws("an engine's jobs, with a way back by HTTP", () => {
  const dir = mkdtempSync(join(tmpdir(), "diapason-"))
  return engineExecutor(processEngine(join(dir, "engine")), {
    ...{ command: [process.execPath, client], paramsVia: "none", dir, mount: dir, grace: 1000, every: 50 },
    uplink: { host: "127.0.0.1", address: "127.0.0.1" },
  })
})
