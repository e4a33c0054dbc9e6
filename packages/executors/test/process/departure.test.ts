import { spawn } from "node:child_process"
import { once } from "node:events"
import { expect, test } from "vitest"
import { within } from "@diapason/testkit"
import { departure } from "../../src/process/departure.ts"

test("one that was given a minute to end is killed in the time that is left, where there is less", async () => {
  const child = spawn("sh", ["-c", "trap '' TERM; echo ready; sleep 600 & wait; sleep 600"], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  })
  await once(child.stdout, "data")
  const leaving = departure({ tree: () => ({ group: child.pid!, id: "none", walk: false }), grace: 60_000, leaves: () => false })
  const exit = once(child, "exit")
  leaving.end("interrupt")
  leaving.endWithin(50)
  expect(await within(5000, exit, "the end")).toEqual([null, "SIGKILL"])
  leaving.done()
})
