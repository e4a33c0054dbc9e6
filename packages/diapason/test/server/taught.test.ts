import { choose } from "@diapason/algorithms"
import { createServer, type Identity } from "@diapason/server"
import { expect, test } from "vitest"
import { float, openStore, optimize, space, type EventStore } from "../../src/index.ts"
import { systemClock } from "../../src/host/system-clock.ts"
import { systemConductor } from "../../src/serve/system-conductor.ts"
import { folder } from "../cli/diapason.ts"

const s = space({ x: float(0, 1) })
const ada: Identity = { name: "ada", role: "admin" }

interface Place {
  readonly dir: string
  readonly store: EventStore
  readonly conductor: ReturnType<typeof systemConductor>
}

/** The kinds of events in the log of a study that was just created over HTTP. */
async function created({ dir, store, conductor }: Place, name: string, more: object = {}, who: Identity = ada): Promise<readonly string[]> {
  const app = await createServer({ store, clock: systemClock, choose, dir, version: "1.2.3", identify: () => who, conductor })
  const definition = { name, space: s.json, objectives: [{ metric: "loss", direction: "minimize" }], ...more }
  const { statusCode } = await app.inject({ method: "POST", url: "/v1/studies", payload: definition })
  await app.close()
  expect(statusCode).toBeLessThan(300)
  const kinds = []
  for await (const batch of store.read(name, 0)) kinds.push(...batch.map((event) => (event as { kind: string }).kind))
  return kinds
}

test("a study that a server creates is taught by the store, unless it does not want it or its owner may not see the others", async () => {
  const dir = folder({})
  const store = await openStore(`sqlite:${dir}/studies.db`)
  const place = { dir, store, conductor: systemConductor(dir) }
  const square = ({ x }: { x: number }): number => (x - 0.3) ** 2
  await optimize({ name: "earlier", space: s, store, sampler: "random", minimize: "loss", budget: { trials: 12 }, objective: square })
  expect(await created(place, "later")).toContain("study.taught")
  expect(await created(place, "alone", { transfer: "off" })).not.toContain("study.taught")
  expect(await created(place, "by-chance", { sampler: "random" })).not.toContain("study.taught")
  expect(await created(place, "mine", {}, { name: "bob", role: "admin", studies: ["mine"] })).not.toContain("study.taught")
  await place.conductor.close()
  await store.close()
})
