import { expect, test } from "vitest"
import type { Job, TrialLink } from "@diapason/core"
import { inThread } from "@diapason/executors"
import { executorLaws } from "@diapason/testkit"

const player = new URL("../fixtures/player.mjs", import.meta.url)

executorLaws("inThread", () => inThread(player))

const job: Job = { study: "s", session: "a", trial: 0, attempt: 1, seed: 1, config: {}, flat: {} }
const quiet: TrialLink = {
  report: () => Promise.resolve({ action: "continue", why: "" }),
  applied: () => Promise.resolve(),
  refused: () => Promise.resolve(),
  checkpoint: () => Promise.resolve(),
  artifact: () => Promise.resolve(),
  note: () => Promise.resolve(),
  diagnostic: () => undefined,
}

test("a function that computes without end is ended by force after its grace", async () => {
  const running = inThread(player, "spin", { grace: 5 }).launch(job, quiet)
  running.stop("interrupt")
  expect(await running.ended).toMatchObject({ kind: "failed", failure: { kind: "interrupted" } })
})

test("a function that needs more memory than it may fails as out of memory, and the study lives", async () => {
  expect(await inThread(player, "hoard", { memory: 16 }).launch(job, quiet).ended).toMatchObject({
    kind: "failed",
    failure: { kind: "oom" },
  })
})

test("a module or export that does not exist fails to launch", async () => {
  expect(await inThread(player, "nobody").launch(job, quiet).ended).toMatchObject({ failure: { kind: "launch" } })
  expect(await inThread(new URL("absent.mjs", player)).launch(job, quiet).ended).toMatchObject({ failure: { kind: "launch" } })
})
