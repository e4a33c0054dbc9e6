import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { openStore } from "@diapason/stores"
import type { StudyEvent } from "@diapason/core"
import { expect, test } from "vitest"
import { begin, diapason, folder } from "../cli/diapason.ts"

/** Attempts of the study of which a process lives. */
function living(): readonly string[] {
  const ids = readdirSync("/proc").flatMap((pid) => {
    try {
      if (!/^\d+$/.test(pid) || /\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "latin1"))) return []
      return /DIAPASON_ATTEMPT_ID=frozen\/([^\0]*)/.exec(readFileSync(`/proc/${pid}/environ`, "latin1"))?.[1] ?? []
    } catch {
      return []
    }
  })
  return [...new Set(ids)]
}

const soon = async (what: string, holds: () => boolean): Promise<void> => {
  const until = performance.now() + 10_000
  while (!holds()) {
    if (performance.now() > until) throw new Error(`it did not come to this in time: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Slow until a file called "go" is there. */
const script = `echo loss=1; while [ ! -e "$GO" ]; do sleep 0.05; done`

test.skipIf(process.platform !== "linux")(
  "a worker that is frozen or killed leaves nothing that runs past its lease, and its trial goes on elsewhere",
  async () => {
    const cwd = folder({ "train.sh": script })
    const server = begin(["serve", "--listen", "127.0.0.1:0", "--json"], { cwd })
    const url = await new Promise<string>((resolve) =>
      createInterface({ input: server.process.stdout! }).once("line", (line) => resolve((JSON.parse(line) as { url: string }).url)),
    )
    const { out } = await diapason(["token", "create", "--role", "admin"], { cwd })
    const env = { DIAPASON_TOKEN: /dpt_[\w-]+/.exec(out)![0], GO: join(cwd, "go") }
    const problem = ["-p", "x=0.0..1.0", "--minimize", "loss", "--sampler", "random", "--trials", "1", "--name", "frozen"]
    const handed = await diapason(["tune", ...problem, "--server", url, "--detach", "--", "sh", "train.sh"], { cwd, env })
    expect(handed).toMatchObject({ code: 0, out: expect.stringContaining("diapason worker --server") as string })
    const words = ["worker", "--server", url, "--study", "frozen", "--lease", "2s"]
    const frozen = begin(words, { cwd, env })
    await soon("the first attempt runs", () => living().length === 1)
    frozen.process.kill("SIGSTOP")
    // Nobody but the process beside it can end what it runs.
    await soon("nothing runs of it", () => living().length === 0)
    const killed = begin(words, { cwd, env })
    await soon("the second attempt runs", () => living().some((id) => id.startsWith("0/2/")))
    killed.process.kill("SIGKILL")
    await soon("nothing runs of it", () => living().length === 0)
    frozen.process.kill("SIGCONT")
    await soon("the third attempt runs", () => living().some((id) => id.startsWith("0/3/")))
    writeFileSync(join(cwd, "go"), "")
    expect((await frozen.ended).code).toBe(0)
    const store = await openStore(`sqlite:${join(cwd, ".diapason", "diapason.db")}`)
    const events: StudyEvent[] = []
    for await (const batch of store.read("frozen", 0)) events.push(...batch)
    await store.close()
    expect(events.filter(({ kind }) => kind === "trial.finished")).toMatchObject([{ trial: 0, attempt: 3, state: "complete" }])
    server.process.kill("SIGTERM")
  },
  40_000,
)
