import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { float, openStore, optimize, space, type Transfer } from "../../src/index.ts"
import { configFile } from "../../src/cli/config/config-file.ts"
import { importMemory } from "../../src/memory/import-memory.ts"
import { readMemory, writeMemory } from "../../src/memory/memory-file.ts"
import { converse } from "../../src/stdio/converse.ts"

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "diapason-transfer-"))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

const square = (name: string, store: string, trials: number, more: { transfer?: Transfer | "off"; sampler?: string } = {}) =>
  optimize({
    name,
    store,
    space: space({ x: float(0, 1) }),
    minimize: "loss",
    budget: { trials },
    objective: ({ x }) => (x - 0.3) ** 2,
    ...more,
  })

test("a program's studies teach each other where the store lasts, and stop when told", async () => {
  const store = `sqlite:${join(folder(), "s.db")}`
  await square("a", store, 12, { sampler: "random" })
  const taught = async (name: string, transfer?: Transfer | "off") =>
    (await square(name, store, 1, transfer === undefined ? {} : { transfer })).ledger.teaching?.lessons.map(({ study }) => study)
  expect(await taught("b")).toEqual(["a"])
  expect(await taught("c", "off")).toBeUndefined()
  expect(await taught("d", { from: ["nobody*"] })).toEqual([])
  await expect(taught("e", { map: { y: "z" } })).rejects.toMatchObject({ code: "D138" })
})

test("in a store that ends with the program nothing is taught unless it is asked for", async () => {
  expect((await square("a", "memory:", 1)).ledger.teaching).toBeUndefined()
})

test("a program in another language says so in init", async () => {
  const store = `sqlite:${join(folder(), "s.db")}`
  await square("a", store, 12, { sampler: "random" })
  const init = { op: "init", space: { x: "float(0, 1)" }, objectives: [{ metric: "loss", direction: "minimize" }], store }
  const open = async (more: object): Promise<unknown> => {
    const talk = converse()
    const answer = await talk.answer({ ...init, ...more })
    await talk.end()
    return answer
  }
  expect(await open({ name: "b", transfer: { from: ["a"], strength: 0.5 }, facts: { rows: 9 } })).toEqual({ ok: true, study: "b" })
  expect(await open({ name: "c", transfer: { map: { q: "r" } } })).toMatchObject({ error: { code: "D138" } })
  expect(await open({ name: "d", transfer: "of" })).toMatchObject({ error: { code: "D506" } })
  const opened = await openStore(store)
  const events = []
  for await (const batch of opened.read("b", 0)) events.push(...batch)
  expect(events[0]).toMatchObject({ definition: { facts: { rows: 9 } } })
  expect(events[1]).toMatchObject({ kind: "study.taught", strength: 0.5, lessons: [{ study: "a" }] })
  await opened.close()
})

test("a memory says nothing of places, and two of one name stand beside each other", async () => {
  const file = join(folder(), "m.json")
  const trials = (at: number) =>
    Array.from({ length: 10 }, (_, i) => ({ config: { x: i / 10, data: "/home/ada/secret.csv" }, values: { loss: at + i } }))
  const remembered = (at: number) => ({
    study: "a",
    space: { x: { type: "float", low: 0, high: 1 }, data: { type: "fixed", value: "/home/ada/secret.csv" } },
    objectives: [{ metric: "loss", direction: "minimize" as const }],
    trials: trials(at),
  })
  await writeMemory(file, [remembered(0), remembered(5)])
  expect(readFileSync(file, "utf8")).not.toContain("ada")
  const found = await readMemory(file)
  expect(found[0]!.remembered.trials[3]).toEqual({ config: { x: 0.3, data: "(left out)" }, values: { loss: 3 } })
  const store = await openStore("memory:")
  const studies = found.map((one) => one.remembered)
  expect((await importMemory(store, studies)).map(({ study, outcome }) => `${outcome} ${study}`)).toEqual([
    "added memory/a",
    expect.stringMatching(/^added memory\/a-[0-9a-f]{6}$/),
  ])
  expect((await importMemory(store, studies)).map(({ outcome }) => outcome)).toEqual(["known", "known"])
  await store.close()
})

test("nor where they stand in branches, lists and values, or are names of files; what is searched is kept", async () => {
  const file = join(folder(), "m.json")
  const space = {
    x: { type: "float", low: 0, high: 1 },
    base: { type: "choice", values: ["org/small", "org/large"] },
    kind: { type: "branch", branches: { own: { weights: { type: "fixed", value: "ada.ckpt" }, y: { type: "bool" } }, none: {} } },
    files: { type: "list", length: 2, of: { type: "fixed", value: "ada.parquet" } },
    more: { type: "fixed", value: { host: "ada.lan", rows: 5, names: ["plain", "s3://ada"] } },
    loss: { type: "fixed", value: "huber" },
  }
  const config = {
    x: 0.5,
    base: "org/small",
    kind: { use: "own", weights: "ada.ckpt", y: true },
    files: ["ada.parquet", "ada.parquet"],
    more: { host: "ada.lan", rows: 5, names: ["plain", "s3://ada"] },
    loss: "huber",
  }
  const objectives = [{ metric: "loss", direction: "minimize" as const }]
  await writeMemory(file, [{ study: "a", space, objectives, trials: [{ config, values: { loss: 1 } }] }])
  expect(readFileSync(file, "utf8")).not.toContain("ada")
  const [found] = await readMemory(file)
  const hidden = "(left out)"
  expect(found!.leftOut).toBe(0)
  expect(found!.remembered.trials[0]!.config).toEqual({
    ...{ x: 0.5, base: "org/small", loss: "huber", files: [hidden, hidden] },
    kind: { use: "own", weights: hidden, y: true },
    more: { host: hidden, rows: 5, names: ["plain", hidden] },
  })
})

const study = (space: string, trials: string): string =>
  `{"schema":"diapason.memory-file/1","studies":[{"study":"a","space":{"x":"${space}"},"objectives":[{"metric":"l","direction":"minimize"}],"trials":[${trials}]}]}`

test.each([
  ["is no file", undefined, "", /no such file/],
  ["is cut", '{"schema":"diapason.mem', "", /no JSON/],
  ["is foreign", '{"trials":[{"lr":0.1}]}', "schema", /./],
  ["has a space that is none", study("flaot(0, 1)", ""), "studies.0.space", /flaot/],
  ["has a name that moves the cursor", study("float(0, 1)", "").replace('"a"', '"a\\u001b[2J"'), "studies.0.study", /control/],
  ["has values that are none", study("float(0, 1)", '{"config":{"x":0},"values":{"l":"low"}}'), "studies.0.trials.0.values.l", /number/],
])("a memory that %s is refused", async (_, text, at, problem) => {
  const file = join(folder(), "m.json")
  if (text !== undefined) writeFileSync(file, text)
  const facts = { file, at, problem: expect.stringMatching(problem) as string }
  await expect(readMemory(file)).rejects.toMatchObject({ code: "D352", facts })
})

test("what does not fit its own space is left out, and with too little left a study is not taken in", async () => {
  const file = join(folder(), "m.json")
  writeFileSync(
    file,
    study("float(0, 1)", '{"config":{"x":7},"values":{"l":1}},{"config":{"x":1},"values":{"l":1}},{"config":{"x":1},"values":{}}'),
  )
  const found = await readMemory(file)
  expect(found[0]).toMatchObject({ leftOut: 2, remembered: { trials: [{ config: { x: 1 }, values: { l: 1 } }] } })
  const store = await openStore("memory:")
  expect(await importMemory(store, [found[0]!.remembered])).toEqual([{ study: "a", trials: 1, outcome: "few" }])
  await store.close()
})

test.each([{ strength: 2 }, { form: "first" }, { max_studies: 0 }, "on"])("transfer: %j is no setting", (transfer) => {
  expect(configFile.safeParse({ transfer }).success).toBe(false)
})
