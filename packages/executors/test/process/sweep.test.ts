import { spawn } from "node:child_process"
import { once } from "node:events"
import { expect, test } from "vitest"
import { holderAlive, processes, thisHolder } from "@diapason/executors"
import { within } from "@diapason/testkit"
import { alive } from "../fixtures/alive.ts"

const left = { study: "s/é", trial: 1, attempt: 2, session: "dead" }

test.skipIf(process.platform !== "linux")(
  "nothing of an attempt lives after a sweep, whatever groups it spread over, and others do",
  async () => {
    const start = (session: string) => {
      const env = { ...process.env, DIAPASON_ATTEMPT_ID: `s/é/1/2/${session}` }
      const script = "trap '' TERM; setsid sleep 600 & echo $!; env -i sleep 600 & echo $!; echo $$; while :; do wait; sleep 1; done"
      return spawn("/bin/sh", ["-c", script], { env, detached: true, stdio: ["ignore", "pipe", "ignore"] })
    }
    const [ours, other] = [start("dead"), start("alive")]
    const pids = async (child: typeof ours): Promise<number[]> => {
      let text = ""
      while (text.split("\n").length < 4) text += String((await within(5000, once(child.stdout!, "data"), "its pids"))[0])
      return text.trim().split("\n").map(Number)
    }
    const [mine, theirs] = [await pids(ours), await pids(other)]
    await processes({ command: ["true"] }).sweep!(left)
    for (const pid of mine) expect(alive(pid)).toBe(false)
    for (const pid of theirs) expect(alive(pid)).toBe(true)
    await processes({ command: ["true"] }).sweep!({ ...left, session: "alive" })
    for (const pid of theirs) expect(alive(pid)).toBe(false)
  },
)

test("sweeping what is gone already resolves", async () => {
  await within(5000, processes({ command: ["true"] }).sweep!(left), "the sweep")
})

test("a holder is alive, dead, or out of sight", async () => {
  const me = thisHolder()
  expect(holderAlive(me)).toBe(true)
  expect(holderAlive({ ...me, host: "elsewhere" })).toBe("unknown")
  expect(holderAlive({ ...me, boot: "before" })).toBe(false)
  expect(holderAlive({ ...me, started: "1" })).toBe(false)
  const child = spawn("true")
  const pid = child.pid!
  await once(child, "exit")
  expect(holderAlive({ ...me, pid, started: "" })).toBe(false)
})
