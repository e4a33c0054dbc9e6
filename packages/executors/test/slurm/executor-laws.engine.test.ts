import { mkdtempSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll } from "vitest"
import { engineExecutor } from "@diapason/executors"
import { slurm } from "@diapason/executors/engines"
import { executorLaws } from "@diapason/testkit"
import { startSlurm, type SlurmCluster } from "@diapason/testkit/slurm"

let cluster: SlurmCluster

beforeAll(async () => void (cluster = await startSlurm()))
afterAll(() => cluster.close())

const client = fileURLToPath(new URL("../fixtures/http-client.mjs", import.meta.url))

executorLaws("jobs of a real Slurm", () => {
  const dir = mkdtempSync(join(cluster.folder, "study-"))
  return engineExecutor(slurm({ dir: join(dir, "slurm"), env: cluster.env }), {
    ...{ command: [process.execPath, client], paramsVia: "none", dir, mount: dir, grace: 1000, every: 100 },
    uplink: { host: "127.0.0.1", address: "127.0.0.1" },
  })
})
