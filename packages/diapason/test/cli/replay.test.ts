import { join } from "node:path"
import type { EventBody } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { expect, test } from "vitest"
import { diapason, folder } from "./diapason.ts"
import { quick, quickFlags } from "./scripts.ts"

/** A study of six trials whose log was written again with one value changed by `change`. */
async function rewritten(change: (event: EventBody) => EventBody): Promise<string> {
  const cwd = folder({ "train.sh": quick })
  await diapason(["tune", ...quickFlags, "--sampler", "random", "--trials", "6", "--name", "a", "--", "sh", "train.sh"], { cwd })
  const store = await openStore(`sqlite:${join(cwd, ".diapason", "diapason.db")}`)
  const events: EventBody[] = []
  for await (const batch of store.read("a", 0)) for (const { seq: _, at: __, hash: ___, ...body } of batch) events.push(body as EventBody)
  await store.append("b", events.map(change))
  await store.close()
  return cwd
}

test("a log that is whole and says another value than its sampler gives is told with both, exit 8", async () => {
  const cwd = await rewritten((event) =>
    event.kind === "trial.suggested" && event.trial === 3 ? { ...event, config: { ...event.config, bs: 16, lr: 0.00214 } } : event,
  )
  expect((await diapason(["replay", "a"], { cwd })).code).toBe(0)
  const { code, out, err } = await diapason(["replay", "b"], { cwd })
  expect([code, out]).toEqual([8, ""])
  expect(err).toMatch(/^error D601 {2}Replay differs at trial 3: recorded .*0\.00214.*, recomputed /)
  expect(err).toContain("  kept  The log is unchanged; replay only reads.")
  expect(JSON.parse((await diapason(["replay", "b", "--json"], { cwd })).out)).toMatchObject({ same: false, difference: { trial: 3 } })
})
