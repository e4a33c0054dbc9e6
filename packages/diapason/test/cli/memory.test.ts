import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { EventStore, Wanted } from "@diapason/core"
import { openStore } from "@diapason/stores"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { dryRun } from "../../src/cli/schemas/dry-run.ts"
import { memory } from "../../src/cli/schemas/memory.ts"
import { status } from "../../src/cli/schemas/status.ts"
import { memoryFile } from "../../src/memory/memory-file.ts"
import { addAll } from "../../src/exchange/observations.ts"
import { diapason, type Ran } from "./diapason.ts"
import { python } from "./every/prepared.ts"

// One folder for all: `first` has fifteen trials, `few` five, `strange` another meaning under the name k, and each test begins studies of its own.
let cwd = ""
const flags = ["-p", "x=0.0..1", "-p", "k=1..9", "--minimize", "loss"]
const run = (...args: readonly string[]): Promise<Ran> => diapason(args, { cwd })
const tune = (name: string, ...more: readonly string[]): Promise<Ran> =>
  run("tune", ...flags, "--trials", "1", "--name", name, ...more, "--", "sh", "train.sh")

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), "diapason-memory-"))
  writeFileSync(join(cwd, "train.sh"), "echo loss=1")
  mkdirSync(join(cwd, ".diapason"))
  const store = await openStore(`sqlite:${join(cwd, ".diapason", "diapason.db")}`)
  const plain = { x: "float(0, 1)", k: "int(1, 9)" }
  await past(store, "first", plain, 15)
  await past(store, "few", plain, 5)
  await past(store, "strange", { ...plain, k: "log(1, 20)" }, 12)
  await store.close()
})
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

async function past(store: EventStore, name: string, space: Wanted["space"], count: number): Promise<void> {
  const trials = Array.from({ length: count }, (_, i) => ({ config: { x: i / 20, k: (i % 9) + 1 }, metrics: { loss: i / 10 } }))
  await addAll(store, { wanted: { name, space, objectives: [{ metric: "loss", direction: "minimize" }] }, trials, lost: [] }, cwd)
}

describe("earlier studies teach a new one", () => {
  test("as it begins, and that is said, recorded, shown and replayed", async () => {
    const { err } = await tune("new")
    expect(err).toContain("Memory taught by first (15 trials)")
    expect(err).toContain("note  strange has another k: there it is log [1, 20], today [1, 9], whole numbers; it does not teach that")
    const shown = memory.parse(JSON.parse((await run("memory", "show", "new", "--json")).out)) as {
      accounts: { study: string; teaches: boolean; why: string }[]
    }
    expect(shown.accounts.map(({ study, teaches }) => [study, teaches]).sort()).toEqual([
      ["few", false],
      ["first", true],
      ["strange", false],
    ])
    expect(status.parse(JSON.parse((await run("status", "new", "--json")).out)).taught).toEqual([{ study: "first", trials: 15 }])
    expect((await run("replay", "new")).code).toBe(0)
  })

  test("and not where it is switched off; where the sampler makes no use of it, that is said", async () => {
    const { err, code } = await tune("off", "--transfer", "off")
    expect([code, err.includes("Memory"), err.includes("strange")]).toEqual([0, false, false])
    const asked = await tune("asked", "--sampler", "random", "--transfer", "first")
    expect(asked.err).toContain("note  the sampler random/1 makes no use of what earlier studies found")
  })

  test("as a dry run says before anything starts", async () => {
    const { out } = await tune("dry", "--dry-run", "--json")
    const { memory: found } = dryRun.parse(JSON.parse(out))
    expect(found!.accounts.find(({ study }) => study === "few")!.why).toBe(
      "5 of its 5 complete trials fit into today's space, and 10 are needed",
    )
  })

  test("by names that are there: another is told before time is spent", async () => {
    writeFileSync(join(cwd, "bad.yaml"), "transfer: { map: { rate: kk } }")
    const { code, err } = await tune("bad", "-c", "bad.yaml")
    expect(err).toMatch(/error D138 {2}transfer\.map says that rate is called kk here/)
    expect(code).toBe(2)
  })
})

describe("a memory", () => {
  test("goes from team to team without the data, and teaches there", async () => {
    const { out } = await run("memory", "export", "team.json", "--study", "fi*")
    expect(out).toContain("team.json: first (15 trials)")
    const text = readFileSync(join(cwd, "team.json"), "utf8")
    expect(memoryFile.parse(JSON.parse(text)).studies).toHaveLength(1)
    for (const secret of [cwd, "train.sh", "host", "pid"]) expect(text).not.toContain(secret)
    const elsewhere = ["--store", "sqlite:other.db"]
    expect((await run("memory", "import", "team.json", ...elsewhere)).out).toContain("memory/first   15 trials   added")
    const listed = memory.parse(JSON.parse((await run("memory", "ls", "--json", ...elsewhere)).out))
    expect(listed).toMatchObject({ studies: [{ study: "memory/first", imported: true, teaches: true, trials: 15, best: 0 }] })
    expect((await tune("there", ...elsewhere)).err).toContain("Memory taught by memory/first (15 trials)")
    expect((await run("best", ...elsewhere)).code).toBe(0)
  })

  test("of another kind is refused, and nothing is taken in", async () => {
    writeFileSync(join(cwd, "foreign.json"), '{"trials":[{"lr":0.1}]}')
    const { code, err } = await run("memory", "import", "foreign.json", "--store", "sqlite:bad.db")
    expect(err).toContain("error D352  foreign.json is no memory that can be read: schema:")
    expect(code).toBe(2)
  })

  test("whose trials do not fit is taken in without these, and they are counted", async () => {
    const trials = Array.from({ length: 14 }, (_, i) => ({ config: { x: i < 11 ? i / 20 : 7 }, values: { loss: i } }))
    const objectives = [{ metric: "loss", direction: "minimize" }]
    const studies = [{ study: "apart", space: { x: "float(0, 1)" }, objectives, trials }]
    writeFileSync(join(cwd, "apart.json"), JSON.stringify({ schema: "diapason.memory-file/1", studies }))
    const said = await run("memory", "import", "apart.json", "--store", "sqlite:apart.db")
    expect(said.out).toContain("memory/apart   11 trials   added   3 trials that do not fit")
    const { out } = await run("memory", "import", "apart.json", "--store", "sqlite:apart.db", "--json")
    expect(memory.parse(JSON.parse(out))).toMatchObject({ imported: [{ trials: 11, outcome: "known", left_out: 3 }] })
  })
})

describe("a study whose log is damaged", () => {
  const damaged = ["--store", "sqlite:damaged.db"]

  test.skipIf(python === undefined)("is passed over, and named, by those that begin, by ls and by export", async () => {
    const store = await openStore(`sqlite:${join(cwd, "damaged.db")}`)
    await past(store, "whole", { x: "float(0, 1)", k: "int(1, 9)" }, 12)
    await past(store, "torn", { x: "float(0, 1)", k: "int(1, 9)" }, 12)
    await store.close()
    tear(join(cwd, "damaged.db"), "torn")
    const { code, err } = await tune("begins", ...damaged)
    expect(err).toContain("Memory taught by whole (12 trials)")
    expect(err).toContain("note  torn is passed over, since it cannot be read: The log in")
    expect(code).toBe(0)
    const listed = await run("memory", "ls", "--json", ...damaged)
    expect(memory.parse(JSON.parse(listed.out))).toMatchObject({ notes: [expect.stringMatching(/^torn is passed over/)] })
    const out = await run("memory", "export", "rest.json", ...damaged)
    expect(out).toMatchObject({ code: 0, out: expect.stringContaining("whole (12 trials)") as string })
    expect(out.err).toContain("note  torn is passed over")
  })

  /** Writes over the ninth event of a study, as a bad disk may. */
  function tear(file: string, name: string): void {
    const program = `import sqlite3, sys; db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE events SET event = '{' WHERE seq = 9 AND study = (SELECT id FROM studies WHERE name = ?)", [sys.argv[2]]); db.commit()`
    const { status, stderr } = spawnSync(python!, ["-c", program, file, name], { encoding: "utf8" })
    if (status !== 0) throw new Error(stderr)
  }
})
