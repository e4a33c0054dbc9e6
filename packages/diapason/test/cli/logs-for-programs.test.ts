import { join } from "node:path"
import { openStore } from "@diapason/stores"
import { describe, expect, test } from "vitest"
import { entryOf, logLine } from "../../src/cli/log/log-line.ts"
import { begin, diapason, folder } from "./diapason.ts"

const env = { DIAPASON_LOG: "json", DIAPASON_TOKEN: "not-for-logs" }
const train = `[ "$DIAPASON_TRIAL" = 1 ] && exit 3; echo loss=0.5`
const tune = ["tune", "-p", "x=0.0..1.0", "--minimize", "loss", "--sampler", "random", "--name", "s"]

type Line = Readonly<Record<string, unknown>>

/** Every line of standard error, which must be an object with time, level and message. */
const linesOf = (err: string): readonly Line[] =>
  err
    .trimEnd()
    .split("\n")
    .map((text) => {
      const line = JSON.parse(text) as Line
      expect(line).toMatchObject({
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        level: expect.stringMatching(/^(info|warn|error)$/),
      })
      expect(line["message"]).toEqual(expect.stringMatching(/\S/))
      return line
    })

describe("DIAPASON_LOG=json", () => {
  test("tune and worker say one JSON object a line, with study, trial, state and kind of failure", async () => {
    const cwd = folder({ "train.sh": train })
    const { err, out } = await diapason([...tune, "--trials", "3", "--reporter", "lines", "--json", "--", "sh", "train.sh"], { cwd, env })
    const lines = linesOf(err)
    const ended = lines.filter(({ event }) => event === "trial.finished")
    expect(ended.map(({ study, trial, state }) => [study, trial, state])).toEqual([
      ["s", 0, "complete"],
      ["s", 1, "failed"],
      ["s", 2, "complete"],
    ])
    expect(ended[1]).toMatchObject({ level: "warn", attempt: 1, failure: "crash" })
    expect(() => JSON.parse(out) as unknown).not.toThrow()
    const store = await openStore(`sqlite:${join(cwd, ".diapason", "diapason.db")}`)
    await store.append("s", [{ kind: "study.extended", budget: { trials: 4 } }])
    await store.close()
    const worker = await diapason(["worker", "--study", "s", "--until-idle", "1s"], { cwd, env })
    const work = linesOf(worker.err)
    expect(work).toContainEqual(expect.objectContaining({ study: "s", trial: 3, event: "trial.finished", state: "complete" }))
    expect(work.filter(({ study }) => study === undefined).length).toBeLessThanOrEqual(1)
    expect(err + worker.err).not.toContain("not-for-logs")
  })

  test("an error is a line with its code", async () => {
    const { err, code } = await diapason(["tune", "--trials", "none"], { cwd: folder(), env })
    expect(code).not.toBe(0)
    expect(linesOf(err).at(-1)).toMatchObject({ level: "error", code: "D140" })
  })

  test("serve says of a request its method, pattern, status and time, and neither token nor query", async () => {
    const cwd = folder()
    const served = begin(["serve", "--listen", "127.0.0.1:0"], { cwd, env })
    let heard = ""
    served.process.stderr!.on("data", (part: string) => (heard += part))
    await served.seen(/"serving"/)
    const { url } = linesOf(heard).find(({ message }) => message === "serving") as { url: string }
    await fetch(`${url}/v1/studies/s-secret?token=in-the-query`, { headers: { authorization: "Bearer in-the-header" } })
    await fetch(`${url}/nowhere/in-the-path`)
    await served.seen(/"route":"none"/)
    served.process.kill("SIGTERM")
    const { err, out } = await served.ended
    const requests = linesOf(err).filter(({ message }) => message === "request")
    expect(requests).toContainEqual(
      expect.objectContaining({ method: "GET", level: "warn", status: expect.any(Number), ms: expect.any(Number) }),
    )
    expect(requests.map(({ route }) => route)).toEqual(["/v1/studies/:study", "none"])
    expect(err).not.toMatch(/in-the-|s-secret|not-for-logs/)
    for (const [, token] of out.matchAll(/[?#&]\w+=(\S+)/g)) expect(err).not.toContain(token)
  })

  test("a worker of a server names study and trial in its lines", async () => {
    const cwd = folder({ "train.sh": train })
    const served = begin(["serve", "--listen", "127.0.0.1:0", "--json"], { cwd, env: { DIAPASON_LOG: "json" } })
    let heard = ""
    served.process.stderr!.on("data", (part: string) => (heard += part))
    await served.seen(/"serving"/)
    const { url } = linesOf(heard).find(({ message }) => message === "serving") as { url: string }
    const handed = [...tune, "--trials", "2", "--server", url, "--detach", "--", "sh", "train.sh"]
    const { out } = await diapason(["token", "create", "--role", "admin"], { cwd })
    const token = /dpt_[\w-]+/.exec(out)![0]
    const log = { DIAPASON_LOG: "json", DIAPASON_TOKEN: token }
    expect(await diapason(handed, { cwd, env: log })).toMatchObject({ code: 0 })
    const { err } = await diapason(["worker", "--server", url, "--study", "s"], { cwd, env: log })
    const lines = linesOf(err)
    for (const trial of [0, 1]) expect(lines).toContainEqual(expect.objectContaining({ study: "s", trial, level: "info" }))
    served.process.kill("SIGTERM")
    const said = (await served.ended).err
    expect(linesOf(said).filter(({ message }) => message === "request").length).toBeGreaterThan(3)
    expect(said + err).not.toContain(token)
  })

  test("texts keep their code and trial, and addresses lose what is secret in them", () => {
    expect(entryOf("  note D407  trial 4: it is so")).toEqual({ level: "warn", trial: 4, code: "D407", message: "it is so" })
    expect(entryOf("  trial   7  started   (attempt 2)")).toEqual({ level: "info", trial: 7, message: "started   (attempt 2)" })
    expect(entryOf("error: unknown option '--x'")).toEqual({ level: "error", message: "unknown option '--x'" })
    const line = logLine(entryOf("  Live  http://127.0.0.1:1/s#key=abc and postgres://me:pw@db:5432/x?password=pw"), 0)
    expect(JSON.parse(line)).toEqual({
      time: "1970-01-01T00:00:00.000Z",
      level: "info",
      message: "Live  http://127.0.0.1:1/s and postgres://db:5432/x",
    })
  })

  test("another word than json or text is refused", async () => {
    const { err, code } = await diapason(["ls"], { cwd: folder(), env: { DIAPASON_LOG: "xml" } })
    expect([code, err]).toEqual([expect.any(Number), expect.stringContaining("DIAPASON_LOG xml")])
    expect(code).not.toBe(0)
  })
})
