import { spawn } from "node:child_process"
import { once } from "node:events"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { faults } from "@diapason/core"
import { explainCode } from "../../src/cli/verbs/explain.ts"
import { bin, diapason, folder, type Ran } from "./diapason.ts"
import { quick, quickFlags } from "./scripts.ts"

/** Fails in trial 1, prints NaN in trial 2, and else as `quick` does. */
const script = `
if [ "$DIAPASON_TRIAL" = 1 ]; then echo "no such file: data.csv" >&2; exit 3; fi
if [ "$DIAPASON_TRIAL" = 2 ]; then echo val_loss=nan; exit 0; fi
${quick}`

// One study for all, since nothing here writes.
let cwd = ""
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), "diapason-views-"))
  writeFileSync(join(cwd, "train.sh"), script)
  const flags = [...quickFlags, "-p", "drop=0.0..0.5 if bs=64", "--name", "s", "--trials", "4", "--fidelity", "epoch=1..3"]
  const baselines = ["lr=0.01 bs=16", "lr=0.01 bs=32", "lr=0.02 bs=32", "lr=0.001 bs=64 drop=0.25"].flatMap((text) => ["--baseline", text])
  const args = ["tune", ...flags, ...baselines, "--scheduler", "none", "--", "sh", "train.sh", "--tag=a b"]
  const child = spawn(process.execPath, [bin, ...args], { cwd, stdio: "ignore" })
  await once(child, "close")
}, 60_000)
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

const ask = (...args: readonly string[]): Promise<Ran> => diapason(args, { cwd })
const json = async (...args: readonly string[]): Promise<unknown> => JSON.parse((await ask(...args, "--json")).out)
const best = { trial: 3, config: { lr: 0.001, bs: 64, drop: 0.25 }, values: { val_loss: 0.973333 } }

describe("best", () => {
  test("for a person: the study, the trial, and the command that runs it again", async () => {
    const { code, out } = await ask("best")
    expect(code).toBe(0)
    expect(out).toBe(
      "  s  val_loss ↓   4 done: 2 complete · 2 failed\n" +
        "  #3  val_loss 0.9733   lr 0.001  bs 64  drop 0.25   step 3\n" +
        "       sh train.sh '--tag=a b' --lr=0.001 --bs=64 --drop=0.25\n",
    )
  })

  test("--json is diapason.best/1", async () => {
    expect(await json("best")).toEqual({
      schema: "diapason.best/1",
      study: "s",
      best: [best],
      recommended: { trial: 3, config: best.config, estimate: best.values },
      against: { label: "baseline", trial: 3, difference: 0, share: 0, better: false },
    })
  })

  test("--top goes on with the next ones", async () => {
    const { best: shown } = (await json("best", "--top", "5")) as { best: { trial: number }[] }
    expect(shown.map(({ trial }) => trial)).toEqual([3, 0])
  })

  test.for([
    ["argv", "--lr=0.001 --bs=64 --drop=0.25\n"],
    ["env", "DIAPASON_PARAM_LR=0.001\nDIAPASON_PARAM_BS=64\nDIAPASON_PARAM_DROP=0.25\n"],
  ] as const)("--as %s prints only that", async ([form, text]) => {
    expect(await ask("best", "--as", form)).toEqual({ code: 0, out: text, err: "" })
  })

  test("--as json is the document of --json", async () => {
    expect(JSON.parse((await ask("best", "--as", "json")).out)).toEqual(await json("best"))
  })
})

describe("trials", () => {
  test("--json is diapason.trials/1: every trial with its state, configuration, values, steps and attempts", async () => {
    expect(await json("trials")).toMatchObject({
      schema: "diapason.trials/1",
      study: "s",
      trials: [
        { trial: 0, state: "complete", config: { lr: 0.01, bs: 16 }, values: { val_loss: 1.49333 }, steps: 3, attempts: 1 },
        { trial: 1, state: "failed", values: {}, steps: 0, failure: { kind: "crash", exit: 3 } },
        { trial: 2, state: "failed", values: { val_loss: "nan" }, failure: { kind: "nan", code: "D215" } },
        { ...best, state: "complete" },
      ],
    })
  })

  test("--state keeps the trials of that state", async () => {
    const { trials } = (await json("trials", "--state", "failed")) as { trials: { trial: number }[] }
    expect(trials.map(({ trial }) => trial)).toEqual([1, 2])
  })

  test("--csv has a head and one row for each trial, with the digits that were used", async () => {
    const { out } = await ask("trials", "--csv")
    expect(out.split("\n")).toEqual([
      "trial,state,steps,val_loss,lr,bs,drop",
      "0,complete,3,1.49333,0.01,16,",
      "1,failed,0,,0.01,32,",
      expect.stringMatching(/^2,failed,[01],nan,0.02,32,$/),
      "3,complete,3,0.973333,0.001,64,0.25",
      "",
    ])
  })

  test("the table names each state by shape and word, and says why a trial ended", async () => {
    const { out } = await ask("trials")
    expect(out).toMatch(/^ {4}# {2}state +step +val_loss +curve +lr +bs +drop +time +why\n/)
    expect(out).toMatch(/ □ 0 {2}● complete +3\/3 +1\.493 +█.▁ +0\.01 +16 /)
    expect(out).toMatch(/ □ 1 {2}✕ failed +— +0\.01 +32 +\d:\d\d +crash: exited with 3: no such file: data\.csv\n/)
  })
})

describe("show and explain", () => {
  test("show prints values, configuration, curve, attempts, the command and the log of a trial", async () => {
    const { out } = await ask("show", "best")
    expect(out).toContain("  s#3   ● complete   ★ best\n  values    val_loss 0.9733\n  lr        0.001\n  bs        64\n  drop      0.25\n")
    expect(out).toMatch(/ {2}val_loss {2}█.▁ {2}1\.64 → 0\.9733 in 3 reports\n/)
    expect(out).toContain("  run       sh train.sh '--tag=a b' --lr=0.001 --bs=64 --drop=0.25\n  log       .diapason/s/logs/3.1.log\n")
  })

  test("show --logs prints what the trial printed", async () => {
    expect((await ask("show", "s#1", "--logs")).out).toBe("no such file: data.csv\n")
  })

  test("show --json has the reports too", async () => {
    expect(await json("show", "3")).toMatchObject({
      ...best,
      schema: "diapason.show/1",
      reports: [1, 2, 3].map((step) => ({ step, metrics: { val_loss: expect.any(Number) as number } })),
    })
  })

  test("explain says what suggested a trial, from what, and why it ended", async () => {
    const { out } = await ask("explain", "1")
    expect(out).toMatch(/^ {2}#1 came from baseline/)
    expect(out).toMatch(/It is failed: crash: exited with 3: no such file: data\.csv\n$/)
  })

  test("explain D210 gives the words of that code without a store", async () => {
    const { code, out } = await diapason(["explain", "d210"], { cwd: folder() })
    expect(code).toBe(0)
    expect(out).toMatch(/^ {2}what {2}Trial <trial> finished \(exit 0\) but never reported "<metric>"\.\n {2}why {3}\S.*\n {2}fix {3}\S/)
  })

  test("every code can be explained, whatever its facts are", () => {
    for (const code of Object.keys(faults)) {
      const words = explainCode(code)
      expect(Object.keys(words)).toEqual(expect.arrayContaining(["what", "why", "mend"]))
      expect(Object.values(words).join(" ")).not.toMatch(/undefined|\[object|NaN|=>/)
    }
  })
})

describe("status and replay", () => {
  test("status shows the study once, no wider than the window", async () => {
    const { out } = await ask("status")
    expect(out).toContain("4 of 4 trials")
    expect(out).toContain("nothing runs now; the command that began it goes on with it")
  })

  test("status --json has the counts, the budget and what was spent", async () => {
    expect(await json("status")).toMatchObject({
      schema: "diapason.status/1",
      study: "s",
      counts: { waiting: 0, running: 0, paused: 0, complete: 2, pruned: 0, failed: 2 },
      budget: { trials: 4 },
      spent: { trials: 4 },
      best: [best],
    })
  })

  test("replay derives all again and says that it is the same", async () => {
    const { code, out } = await ask("replay")
    expect(code).toBe(0)
    expect(out).toMatch(/^ {2}s: \d+ events, 4 suggestions and 0 decisions derived again, all the same; chain whole, head [0-9a-f]{12}\n$/)
    expect(await json("replay")).toMatchObject({ schema: "diapason.replay/1", same: true })
  })
})

describe("under noise", () => {
  test("best also names the trial that a model believes in, with what it expects of it", async () => {
    const own = folder()
    // A valley at 0.7 with noise that repeats; the luckiest value lies at 0.95.
    const noise = [0.1, -0.1, 0.05, -0.05, 0.12, -0.12, 0]
    const told = Array.from({ length: 40 }, (_, i) => ({ x: i / 40, loss: 2 * (i / 40 - 0.7) ** 2 + (i === 38 ? -0.35 : noise[i % 7]!) }))
    const lines = [
      { op: "init", space: { x: "float(0, 1)" }, objectives: [{ metric: "loss", direction: "minimize" }], store: "sqlite:n.db", name: "n" },
      ...told.map(({ x, loss }) => ({ op: "add", config: { x }, metrics: { loss } })),
    ]
    await diapason(["stdio"], { cwd: own, input: lines.map((line) => `${JSON.stringify(line)}\n`).join("") })
    const { out } = await diapason(["best", "--store", "sqlite:n.db"], { cwd: own })
    const [, trial] = /the results are noisy: #(\d+) is likelier the best, estimated at loss -?0\.0\d+\n/.exec(out) ?? []
    expect(out).toContain("#38  loss")
    expect(Math.abs(Number(trial) / 40 - 0.7)).toBeLessThan(0.1)
  })
})

describe("the terminal", () => {
  test("a reader that leaves early is no error", async () => {
    const shell = spawn("sh", ["-c", `"$0" "$1" trials --csv | head -n 1; echo end`, process.execPath, bin], { cwd, stdio: "pipe" })
    const text = { out: "", err: "" }
    shell.stdout.on("data", (part) => (text.out += String(part)))
    shell.stderr.on("data", (part) => (text.err += String(part)))
    await once(shell, "close")
    expect(text).toEqual({ out: "trial,state,steps,val_loss,lr,bs,drop\nend\n", err: "" })
  })

  test("colours come only where they are asked for, and NO_COLOR wins over a terminal", async () => {
    expect((await ask("best")).out).not.toContain("\u001b")
    expect((await diapason(["best"], { cwd, env: { FORCE_COLOR: "1" } })).out).toContain("\u001b")
    expect((await diapason(["best"], { cwd, env: { NO_COLOR: "1" } })).out).not.toContain("\u001b")
  })
})
