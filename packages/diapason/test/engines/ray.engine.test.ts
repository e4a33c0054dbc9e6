import { startRay, type RayCluster } from "@diapason/testkit/ray"
import { afterAll, beforeAll, expect, it } from "vitest"
import { followed, killedAndFollowed, leaveFile, refused, running, studyIn } from "./cluster-study.ts"

let cluster: RayCluster

beforeAll(async () => void (cluster = await startRay({ head: { cpus: 2 } })), 120_000)
afterAll(() => cluster.close(), 60_000)

/** Four short trainings; their files are found because all nodes are on this machine, and Ray's nodes need not see them. */
const study = (more: object = {}): string =>
  studyIn(cluster.folder, {
    executor: { type: "ray", address: cluster.address, every: "200ms" },
    ...{ trials: 4, slots: 2, more },
    script: `${leaveFile}; for i in 1 2 3; do echo "step $i loss=$1"; sleep 2; done`,
  })

it("trials run as jobs; a conductor that is killed is followed by the same command, and nothing runs twice or is forgotten", async () => {
  const dir = study()
  const events = await killedAndFollowed(dir, { trials: 4, ripe: () => running(dir, 2, 100_000) })
  expect(followed(events), "none was put back; those that ran were followed on").toEqual({ adopted: 2, requeued: 0 })
}, 240_000)

it("more than any node has ends the study, with what there is", async () => {
  const said = await refused(study({ resources: { cpus: 64 } }))
  expect(said).toContain("no node of the cluster has 64 CPU; the most that one has is 2 CPU")
}, 60_000)

it("an address that is not Ray's is told before anything begins", async () => {
  const said = await refused(study({ executor: { type: "ray", address: "http://127.0.0.1:9" } }))
  expect(said).toContain("D443")
  expect(said).toContain("nobody listens there")
}, 60_000)
