import { mkdtempSync } from "node:fs"
import { join } from "node:path"
import { ray } from "@diapason/executors/engines"
import { engineLaws } from "@diapason/testkit"
import { startRay, type RayCluster } from "@diapason/testkit/ray"
import { afterAll, beforeAll } from "vitest"

let cluster: RayCluster
beforeAll(async () => {
  cluster = await startRay({ head: { cpus: 4 } })
}, 120_000)
afterAll(() => cluster.close(), 60_000)

engineLaws(
  "Ray",
  () => ({
    engine: ray({ address: cluster.address, grace: 2000 }),
    again: () => ray({ address: cluster.address, grace: 2000 }),
    folder: () => mkdtempSync(join(cluster.folder, "job-")),
    whole: { cpus: 4 },
    impossible: { cpus: 64 },
    stranger: "nobody-was-ever-called-so",
    many: 5,
    silence: 3,
  }),
  {},
  60_000,
)
