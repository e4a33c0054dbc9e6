import { ray } from "@diapason/executors/engines"
import { afterEach, expect, test } from "vitest"
import { play, recorded, type Player, type Recorded } from "./recorded-ray.ts"

let player: Player | undefined
afterEach(() => player?.close())

/** Reads the output of a job, of which Ray says these things, until nothing comes; `look` first, so that it is known to have ended. */
async function outputOf(id: string, answer: (what: string) => Recorded | undefined): Promise<string[]> {
  player = await play(answer)
  const engine = ray({ address: player.address })
  await engine.look([id])
  const output = engine.output(id)
  const parts: string[] = []
  do parts.push(Buffer.from(await output.read()).toString("latin1"))
  while (parts.at(-1) !== "")
  output.close()
  return parts
}

test("Ray's own lines are left out, wherever they stand", async () => {
  const parts = await outputOf("rec-exit", (what) => recorded[what.endsWith("/logs") ? "exit-log" : "exit"])
  expect(recorded["exit-log"]!.body).toMatch(/setting up\.\\nhello\\nRunning entrypoint/)
  expect(parts).toEqual(["hello\n", ""])
})

test("a header that comes in the middle of a line, and late, takes nothing away", async () => {
  const header = "Running entrypoint for job rec-exit: echo hello; exit 3\n"
  const logs = ["hel", `hel${header.slice(0, 40)}`, `hel${header}lo`, `hel${header}lo\n`, `hel${header}lo\n`]
  const parts = await outputOf("rec-exit", (what) =>
    what.endsWith("/logs") ? { status: 200, body: JSON.stringify({ logs: logs.shift() }) } : recorded["exit"],
  )
  expect(parts).toEqual(["hel", ""])
  const output = ray({ address: player!.address }).output("rec-exit")
  expect(Buffer.from(await output.read()).toString()).toBe("hello")
})

test("what is not UTF-8 comes byte for byte", async () => {
  const parts = await outputOf("rec-latin", (what) =>
    what.startsWith("GET /api/v0/logs/file?node_id=561eb0197065f57fba5ed3c3042b1bb06fcfb6ee66cd37b81058f397")
      ? recorded["raw-log"]
      : recorded[what.endsWith("/logs") ? "not-utf8" : "not-utf8-job"],
  )
  expect(parts).toEqual(["a\xffb\n", ""])
})

test("a log that was lost with its node is empty, and no trouble", async () => {
  const parts = await outputOf("ccc-1", (what) => recorded[what.endsWith("/logs") ? "node-died-log" : "node-died"])
  expect(parts).toEqual([""])
})

test("a log that cannot be had of a job that did its work is trouble", async () => {
  const trouble = outputOf("rec-exit", (what) => recorded[what.endsWith("/logs") ? "node-died-log" : "exit"])
  await expect(trouble).rejects.toMatchObject({ code: "D443", message: expect.stringContaining("Cannot connect to host") as string })
})

test("while a job runs its log is read now and then; when it is known to have ended, at once", async () => {
  let now = { status: "RUNNING", logs: "one\n" }
  const job = JSON.parse(recorded["exit"]!.body!) as object
  player = await play((what) => ({ status: 200, body: JSON.stringify(what.endsWith("/logs") ? now : { ...job, status: now.status }) }))
  const engine = ray({ address: player.address })
  const output = engine.output("rec-exit")
  const read = async (): Promise<string> => Buffer.from(await output.read()).toString()
  expect(await read()).toBe("one\n")
  now = { status: "FAILED", logs: "one\ntwo\n" }
  expect(await read()).toBe("")
  await engine.look(["rec-exit"])
  expect(await read()).toBe("two\n")
})
