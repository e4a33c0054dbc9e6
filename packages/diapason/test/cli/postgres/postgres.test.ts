import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { openStore } from "@diapason/stores"
import { sharedPostgres } from "@diapason/testkit/postgres"
import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest"
import { database } from "../../../src/cli/doctor/database.ts"
import { float, optimize, space } from "../../../src/index.ts"
import { diapason, folder } from "../diapason.ts"

let url = ""
beforeAll(async () => {
  const shared = await sharedPostgres()
  // The server asks nobody for a password, so that one may be in the address.
  url = `${shared.replace("postgres@", "postgres:secret-word@")}?schema=cli_${randomUUID().slice(0, 8)}`
}, 60_000)

const tune = (trials: number, ...more: readonly string[]): readonly string[] => [
  ...["tune", "-p", "x=0.0..1.0", "--minimize", "loss", "--trials", String(trials), "--name", "s", "--sampler", "random"],
  ...more,
  ...["--", "sh", "-c", "echo loss=$0", "{x}"],
]

describe("a PostgreSQL as the store of the command line", () => {
  test("tunes, shows and replays; the password is nowhere", async () => {
    const cwd = folder()
    const env = { DIAPASON_STORE: url }
    const tuned = await diapason(tune(4), { cwd, env })
    expect([tuned.code, tuned.err]).toEqual([0, expect.stringContaining("postgres://postgres@127.0.0.1")])
    const shown = await Promise.all([["ls"], ["trials"], ["replay"], ["doctor", "--json"]].map((args) => diapason(args, { cwd, env })))
    expect(shown.map(({ code }) => code)).toEqual([0, 0, 0, 0])
    const doctor = JSON.parse(shown[3]!.out) as { checks: { name: string; state: string; text: string }[] }
    const found = Object.fromEntries(doctor.checks.map(({ name, state, text }) => [name, `${state} ${text}`]))
    expect(found).toMatchObject({
      store: expect.stringMatching(/^ok postgres:\/\/postgres@[^ ]+: PostgreSQL \d+(\.\d+)?, 1 study; answers in \d+\.\d ms$/),
      rights: "ok postgres may write",
      connections: expect.stringMatching(/^ok \d+ of 100 connections are in use$/),
      clocks: expect.stringMatching(/^ok this machine and the database agree to \d+ ms$/),
    })
    const store = await openStore(url)
    const log = []
    for await (const batch of store.read("s", 0)) log.push(...batch)
    await store.close()
    expect([tuned, ...shown].map(({ out, err }) => out + err).join() + JSON.stringify(log)).not.toContain("secret-word")
  })

  test("a study moves between stores to the bit: copied, gone on with, copied again, and by export and import", async () => {
    const cwd = folder()
    const local = "sqlite:local.db"
    const run = async (...args: readonly string[]): Promise<string> => {
      const { code, out, err } = await diapason(args, { cwd })
      expect(`${code} ${err}`).toMatch(/^0 /)
      return out
    }
    const copied = async (from: string, to: string, ...more: readonly string[]) =>
      (
        JSON.parse(await run("store", "copy", from, to, "--json", ...more)) as {
          studies: { events: number; copied: number; head: string }[]
        }
      ).studies[0]!
    const moved = url.replace(/schema=\w+/, "schema=moved")
    await run(...tune(3, "--store", local))
    const first = await copied(local, moved, "--study", "s*")
    expect(first.copied).toBe(first.events)
    expect(await copied(local, moved)).toEqual({ ...first, copied: 0 })
    await run(...tune(5, "--store", moved))
    const back = await copied(moved, local)
    expect(back.copied).toBe(back.events - first.events)
    await run("replay", "s", "--store", local)
    await run("export", "s", "--store", moved, "--to", "a.jsonl")
    await run("import", "a.jsonl", "--store", "sqlite:again.db")
    await run("export", "s", "--store", "sqlite:again.db", "--to", "b.jsonl")
    expect(readFileSync(join(cwd, "b.jsonl"), "utf8")).toBe(readFileSync(join(cwd, "a.jsonl"), "utf8"))
  })

  test("a copy refuses another study of that name, and what is not there", async () => {
    const cwd = folder()
    const local = `sqlite:${join(cwd, "local.db")}`
    const other = url.replace(/schema=\w+/, "schema=other")
    for (const address of [local, other]) {
      const store = await openStore(address)
      await store.append("s", [{ kind: "note.set", key: "k", value: address }])
      await store.close()
    }
    const refused = await Promise.all([[], ["--study", "t"]].map((more) => diapason(["store", "copy", local, other, ...more], { cwd })))
    expect(refused.map(({ err }) => /error (D\d+)/.exec(err)?.[1])).toEqual(["D350", "D303"])
  })

  test("a clock that is five minutes off is said by doctor, and a study goes by the store's", async () => {
    const real = Date.now
    vi.spyOn(Date, "now").mockImplementation(() => real() + 300_000)
    onTestFinished(() => void vi.restoreAllMocks())
    const checks = await database(url)
    expect(checks.find(({ name }) => name === "clocks")).toEqual({
      name: "clocks",
      state: "warn",
      text: "the clock of this machine is 5:00 ahead of the database's",
      fix: expect.stringContaining("nothing is lost"),
    })
    const study = await optimize({
      name: "late",
      store: url,
      space: space({ x: float(0, 1) }),
      minimize: "loss",
      sampler: "random",
      budget: { trials: 3, wall: 60_000 },
      objective: () => 1,
    })
    expect(study.trials).toHaveLength(3)
  })

  test("a database that is not there ends a command with exit code 6, and says what to do", async () => {
    const { code, err } = await diapason(tune(1, "--store", "postgres://ada:secret-word@127.0.0.1:9/db?wait=100ms"), { cwd: folder() })
    expect([code, err]).toEqual([
      6,
      expect.stringContaining("error D435  The database postgres://ada@127.0.0.1:9/db did not answer for 0.1 s"),
    ])
    expect(err).not.toContain("secret-word")
    const doctor = await diapason(["doctor", "--store", "postgres://ada:secret-word@127.0.0.1:9/db?wait=100ms"], { cwd: folder() })
    expect(doctor.out).toContain("did not answer")
    expect(doctor.out).not.toContain("secret-word")
  })
})
