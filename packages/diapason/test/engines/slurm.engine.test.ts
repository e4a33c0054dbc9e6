import { startSlurm, type SlurmCluster } from "@diapason/testkit/slurm"
import { afterAll, beforeAll, expect, it } from "vitest"
import { followed, killedAndFollowed, leaveFile, refused, running, studyIn } from "./cluster-study.ts"

let cluster: SlurmCluster

beforeAll(async () => void (cluster = await startSlurm({ nodes: 2 })), 60_000)
afterAll(() => cluster.close())

/** Eight short trainings in a folder that all nodes see. */
const study = (executor: object = {}): string =>
  studyIn(cluster.folder, {
    executor: { type: "slurm", every: "200ms", ...executor },
    ...{ trials: 8, slots: 4, more: { scheduler: "none" } },
    script: `${leaveFile}; for i in 1 2 3; do echo "step $i loss=$(echo "$1 / $i" | bc -l)"; sleep 0.7; done`,
  })

it("trials run as jobs; a conductor that is killed is followed by the same command, and nothing runs twice or is forgotten", async () => {
  const dir = study()
  const events = await killedAndFollowed(dir, { trials: 8, ripe: () => running(dir, 4, 60_000), env: cluster.env })
  expect(followed(events), "none was put back; those that ran were followed on").toEqual({ adopted: 4, requeued: 0 })
}, 120_000)

it("a partition that does not exist ends the study after its first trial, with those that do", async () => {
  const said = await refused(study({ partition: "nowhere" }), cluster.env)
  expect(said).toMatch(/nowhere/)
  expect(said).toMatch(/low/)
}, 60_000)
