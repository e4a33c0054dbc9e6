import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { describe, expect, onTestFinished, test } from "vitest"
import { configSchema } from "../../src/cli/config/config-file.ts"
import { diapason, folder, type Ran } from "./diapason.ts"
import { inside } from "./every/prepared.ts"
import { echo, quick } from "./scripts.ts"

const file = `
version: 1
command: sh train.sh
space:
  lr: log(1e-5, 1e-1)
  bs: { type: ordinal, values: [16, 32, 64] }
objectives:
  - { metric: val_loss, direction: minimize }
baselines:
  - { label: paper, lr: 0.01, bs: 32 }
budget: { trials: 2 }
seed: 3
`

const withFile = (text: string, script = quick): string => {
  const cwd = folder({ "train.sh": script })
  writeFileSync(join(cwd, "diapason.yaml"), text)
  return cwd
}

const json = <T>({ out }: Ran): T => JSON.parse(out) as T

interface DryRun {
  readonly study: string
  readonly resumes: boolean
  readonly settings: readonly { readonly setting: string; readonly value: unknown; readonly origin: string }[]
}

describe("a configuration file says what flags say", () => {
  test("tune alone reads diapason.yaml: its baseline comes first, and the same command goes on", async () => {
    const cwd = withFile(file)
    const ran = await diapason(["tune"], { cwd })
    expect(ran.code).toBe(0)
    expect(ran.err).toContain("complete  val_loss 1.653")
    const again = await diapason(["tune", "--trials", "3", "--json"], { cwd })
    expect(json<{ trials: number }>(again).trials).toBe(3)
  })

  test("the nearer place wins: flags, variables, diapason.local.yaml, diapason.yaml; a dry run names each", async () => {
    const cwd = withFile(file)
    writeFileSync(join(cwd, "diapason.local.yaml"), "parallel: { slots: 2 }\nbudget: { trials: 7, wall: 1h }\nseed: 4\n")
    const env = { DIAPASON_TRIALS: "8", DIAPASON_SAMPLER: "tpe" }
    const ran = await diapason(["tune", "--dry-run", "--json", "--seed", "5"], { cwd, env })
    const { settings, resumes } = json<DryRun>(ran)
    const from = Object.fromEntries(settings.map(({ setting, value, origin }) => [setting, [value, origin]]))
    expect(resumes).toBe(false)
    expect(from).toMatchObject({
      seed: [5, "--seed"],
      "budget.trials": [8, "DIAPASON_TRIALS"],
      "budget.wall": ["1h", "diapason.local.yaml:2"],
      "parallel.slots": [2, "diapason.local.yaml:1"],
      sampler: ["tpe", "DIAPASON_SAMPLER"],
      scheduler: ["auto", "default"],
      "space.lr": ["log(1e-5, 1e-1)", "diapason.yaml:5"],
    })
  })

  test("what the study has recorded stands before the defaults", async () => {
    const cwd = withFile(file)
    await diapason(["tune", "--sampler", "random", "--name", "a"], { cwd })
    const { settings, resumes } = json<DryRun>(await diapason(["tune", "--dry-run", "--json", "--name", "a"], { cwd }))
    expect(resumes).toBe(true)
    expect(settings).toContainEqual({ setting: "sampler", value: { type: "random" }, origin: "the study's record" })
  })

  test("-p replaces one parameter, and the file's store is where every verb looks", async () => {
    const cwd = withFile(`${file}store: sqlite:kept/studies.db\n`)
    mkdirSync(join(cwd, "kept"))
    await diapason(["tune", "-p", "bs=16,32"], { cwd })
    const { trials } = json<{ trials: { config: { bs: number } }[] }>(await diapason(["trials", "--json"], { cwd }))
    expect(trials).toHaveLength(2)
  })

  test("a file for another command stays out, and that is said; -c takes it in", async () => {
    const cwd = withFile(file)
    writeFileSync(join(cwd, "other.sh"), echo)
    const other = ["-p", "x=0.0..1.0", "--minimize", "loss", "--trials", "1", "--", "sh", "other.sh"]
    const ran = await diapason(["tune", ...other], { cwd })
    expect(ran.err).toContain("note  diapason.yaml:3 is for another command and was left out; -c takes it in")
    const taken = json<DryRun>(await diapason(["tune", "-c", "diapason.yaml", "--dry-run", "--json", ...other], { cwd }))
    expect(taken.settings.map(({ setting }) => setting)).toContain("space.lr")
  })

  test("fixed and derived values reach the script; lines of words are split as a shell would", async () => {
    const cwd = withFile(
      `
command: sh "train.sh" --note 'two words'
space: { lr: "float(0.5, 0.5001)" }
fixed: { data: cifar10 }
derived: { twice: "lr * 2" }
objectives: [{ metric: loss, direction: minimize }]
budget: { trials: 1 }
`,
      echo,
    )
    await diapason(["tune"], { cwd })
    const log = (await diapason(["show", "0", "--logs"], { cwd })).out
    expect(log).toMatch(/argv: --note two words --lr=0\.5\S* --data=cifar10 --twice=1\S*/)
  })

  test("reduce says which value of a curve counts", async () => {
    const curve = "for y in 3 1 2 6; do echo loss=$y; done"
    const values = async (reduce: string): Promise<unknown> => {
      const cwd = withFile(
        `
command: sh train.sh
params_via: none
space: { x: "float(0, 1)" }
objectives: [{ metric: loss, direction: minimize, reduce: ${reduce} }]
budget: { trials: 1 }
`,
        curve,
      )
      await diapason(["tune"], { cwd })
      return json<{ best: { values: unknown }[] }>(await diapason(["best", "--json"], { cwd })).best[0]?.values
    }
    expect(await values("last")).toEqual({ loss: 6 })
    expect(await values("best")).toEqual({ loss: 1 })
    expect(await values("mean(3)")).toEqual({ loss: 3 })
  })

  test("a module gives the same study as the file", async () => {
    const cwd = withFile(file)
    const index = fileURLToPath(new URL("../../src/index.ts", import.meta.url))
    writeFileSync(
      join(cwd, "diapason.config.ts"),
      `import { defineStudy, log, ordinal, space } from ${JSON.stringify(index.replace("/src/index.ts", "/dist/index.js"))}
const trials: number = 2
export default defineStudy({
  command: ["sh", "train.sh"],
  space: space({ lr: log(1e-5, 1e-1), bs: ordinal([16, 32, 64]) }),
  objectives: [{ metric: "val_loss", direction: "minimize" }],
  budget: { trials },
})
`,
    )
    const study = async (name: string): Promise<string> =>
      json<DryRun>(await diapason(["tune", "-c", name, "--dry-run", "--json"], { cwd })).study
    expect(await study("diapason.config.ts")).toBe(await study("diapason.yaml"))
    expect((await diapason(["tune", "-c", "diapason.config.ts"], { cwd })).code).toBe(0)
  })

  test("notifications reach a program and a web address; one that does not arrive is said, and the study goes on", async () => {
    const heard: unknown[] = []
    const server = createServer((request, response) => {
      request.on("data", (body: Buffer) => heard.push(JSON.parse(String(body))))
      request.on("end", () => response.writeHead(204).end())
    })
    onTestFinished(() => void server.close())
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const cwd = withFile(`${file}name: s
notifications:
  - { when: [finished], webhook: "${url}" }
  - { when: [new-best], at_most: 1/1h, run: "sh -c 'echo $0 >> told' '{text}'" }
  - { when: [finished], run: no-such-program }
`)
    const ran = await diapason(["tune"], { cwd })
    expect(ran.code).toBe(0)
    expect(heard).toEqual([expect.objectContaining({ occasion: "finished", study: "s", trials: 2 })])
    expect(readFileSync(join(cwd, "told"), "utf8")).toMatch(/^s: new-best, best val_loss 1\.653 #0 .*\n$/)
    expect(ran.err).toContain("a notification of finished did not arrive: spawn no-such-program ENOENT")
  })

  test("what the library refuses in a module is told with its code, although the command has a copy of its own", async () => {
    const cwd = withFile(file)
    const index = fileURLToPath(new URL("../../dist/index.js", import.meta.url))
    writeFileSync(
      join(cwd, "diapason.config.ts"),
      `import { log, space } from ${JSON.stringify(index)}\nexport default { space: space({ lr: log(1, 0.1) }) }\n`,
    )
    const { code, err } = await diapason(["tune", "-c", "diapason.config.ts"], { cwd })
    expect(err).toMatch(/^error D1\d\d /)
    expect(code).toBe(2)
  })

  test("variables are filled by name, and the record keeps no secret", async () => {
    const cwd = withFile(`${file}name: "\${WHO}-study"\nenv: { API_TOKEN: s3cret, MODE: fast }\nreproducibility: { record: [env] }\n`)
    expect((await diapason(["tune"], { cwd, env: { WHO: "ada" } })).code).toBe(0)
    expect(json<{ study: string }>(await diapason(["status", "--json"], { cwd, env: { WHO: "ada" } })).study).toBe("ada-study")
    expect(readFileSync(join(cwd, ".diapason", "diapason.db")).includes("s3cret")).toBe(false)
  })
})

describe("what is wrong in a file is told with its line, and nothing is started", () => {
  test.for([
    ["an unknown setting", file.replace("budget:", "bugdet:"), "D151", "diapason.yaml:11", "did you mean budget?"],
    [
      "a word of the command line",
      file.replace("budget:", "minimize:"),
      "D151",
      "diapason.yaml:11",
      "did you mean objectives: [{ metric: loss,",
    ],
    ["an unknown setting inside", file.replace("trials: 2", "trails: 2"), "D151", "diapason.yaml:11", "did you mean trials?"],
    ["a value of the wrong kind", file.replace("trials: 2", "trials: two"), "D152", "diapason.yaml:11", "budget.trials"],
    ["a range that starts at zero", file.replace("log(1e-5", "log(0"), "D101", "diapason.yaml:5", "mix(0, log("],
    ["no distribution of that name", file.replace("log(1e-5", "lgo(1e-5"), "D104", "diapason.yaml:5", "did you mean log(1e-5"],
    ["a baseline of no parameter", file.replace("paper, lr", "paper, lrr"), "D112", "diapason.yaml:10", "did you mean lr?"],
    ["a variable that is not set", `${file}name: \${NOBODY}\n`, "D154", "diapason.yaml:13", "export NOBODY"],
    ["broken YAML", `${file}tags: [a, b\n`, "D152", "diapason.yaml:1", "diapason schema config"],
    ["a file that is not there", `include: base.yaml\n${file}`, "D150", "base.yaml", "diapason init"],
    ["a file that includes itself", `include: diapason.yaml\n${file}`, "D153", "diapason.yaml → diapason.yaml", "include"],
    ["a goal of no objective", `${file}stop_when: { acc: 0.9 }\n`, "D140", "diapason.yaml:13", "val_loss"],
    ["a word that is no duration", `${file}timeout: { trial: soon }\n`, "D152", "diapason.yaml:13", "90s, 20m"],
  ] as const)("%s", async ([, text, code, place, mend]) => {
    const cwd = withFile(text)
    const ran = await inside(cwd, "tune")
    expect(ran.code).toBe(2)
    expect(ran.err).toContain(`error ${code}`)
    expect(ran.err).toContain(place)
    expect(ran.err).toContain(mend)
    expect(readdirSync(cwd).sort()).toEqual(["diapason.yaml", "train.sh"])
  })

  test("an alias bomb is refused", async () => {
    const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for (let i = 0; i < 9; i++) {
      const [name, below] = ["bcdefghij"[i]!, "abcdefghi"[i]!]
      bomb.push(`${name}: &${name} [${Array(10).fill(`*${below}`).join(", ")}]`)
    }
    const ran = await inside(withFile(bomb.join("\n")), "tune")
    expect(ran.code).toBe(2)
    expect(ran.err).toContain("error D152")
  })

  test("data whose digest is to be recorded must be there; then its SHA-256 is in the record and in the audit", async () => {
    const asks = `${file}reproducibility: { data: [train.csv] }\n`
    expect((await inside(withFile(asks), "tune")).err).toContain("error D167")
    const cwd = withFile(asks)
    writeFileSync(join(cwd, "train.csv"), "abc")
    expect((await inside(cwd, "tune")).code).toBe(0)
    const report = await inside(cwd, "report", "--audit", "-o", "-")
    // The vector of FIPS 180-2, appendix B.1.
    expect(report.out).toContain("sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  })

  test("require_clean_git: yes stops where there is no repository", async () => {
    const ran = await inside(withFile(`${file}reproducibility: { require_clean_git: yes }\n`), "tune")
    expect(ran.err).toContain("error D15")
    expect(ran.code).toBe(2)
  })
})

test("the published schema is the one that validates", () => {
  const published = readFileSync(new URL("../../schema/config.v1.json", import.meta.url), "utf8")
  expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(configSchema())))
})
