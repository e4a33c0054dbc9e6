import { mkdtempSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll } from "vitest"
import { slurm } from "@diapason/executors/engines"
import { engineLaws } from "@diapason/testkit"
import { startSlurm, type SlurmCluster } from "@diapason/testkit/slurm"

let cluster: SlurmCluster

beforeAll(async () => void (cluster = await startSlurm()))
afterAll(() => cluster.close())

engineLaws("a Slurm of one node", () => {
  const open = () => slurm({ dir: join(cluster.folder, "out"), env: cluster.env })
  return {
    engine: open(),
    again: open,
    folder: () => mkdtempSync(join(cluster.folder, "attempt-")),
    whole: { cpus: 4 },
    impossible: { cpus: 5 },
    stranger: "999999",
    silence: 1,
  }
})
