import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { begin, diapason, folder } from "./diapason.ts"
import { echo, quick, quickFlags, slow } from "./scripts.ts"

const tune = (...args: readonly string[]): readonly string[] => ["tune", ...quickFlags, ...args]
const trialsOf = async (cwd: string, ...study: readonly string[]) => {
  const { out } = await diapason(["trials", ...study, "--json"], { cwd })
  return (
    JSON.parse(out) as { trials: { trial: number; state: string; config: Record<string, number>; attempts: number; steps: number }[] }
  ).trials
}

describe("tune", () => {
  test("plays its trials, prints the best on standard output and everything else on standard error", async () => {
    const cwd = folder({ "train.sh": quick })
    const { code, out, err } = await diapason(
      tune("--fidelity", "epoch=1..3", "--trials", "4", "--jobs", "2", "--scheduler", "none", "--", "sh", "train.sh"),
      { cwd },
    )
    expect(code).toBe(0)
    expect(out).toMatch(/^ {2}#\d {2}val_loss [\d.]+ {3}lr [\d.e-]+ {2}bs \d\d {3}step 3\n {7}sh train\.sh --lr=[\d.e-]+ --bs=\d\d\n$/)
    expect(err).toMatch(
      /^ {2}Study {2}train-[0-9a-f]{4} {3}new {3}\.diapason\/train-[0-9a-f]{4}\n {2}Space {2}lr log\(1e-05, 0\.1\) · bs ordinal\(16, 32, 64\)( {3}lint: 1 hint \(diapason lint\))?\n/,
    )
    expect(err).toContain("epoch 1..3   2 slots   sqlite:.diapason/diapason.db\n")
    expect(err).toMatch(/ {2}4 done: 4 complete {3}ended: all 4 trials of the budget were handed out\n/)
    expect(err).not.toContain("\u001b")
    const [first] = await trialsOf(cwd)
    expect(first).toMatchObject({ trial: 0, state: "complete", steps: 3, attempts: 1 })
  })

  test("the same command goes on; its budget is a total, and a larger one extends it", async () => {
    const cwd = folder({ "train.sh": quick })
    const command = (n: number) => tune("--trials", String(n), "--", "sh", "train.sh")
    await diapason(command(2), { cwd })
    const before = await trialsOf(cwd)
    const again = await diapason(command(2), { cwd })
    expect(again.code).toBe(0)
    expect(again.err).toMatch(/resumed {3}2 trials, best val_loss /)
    expect(again.err).not.toContain("started")
    await diapason(command(3), { cwd })
    const after = await trialsOf(cwd)
    expect(after.map(({ trial }) => trial)).toEqual([0, 1, 2])
    expect(after.slice(0, 2)).toEqual(before)
  })

  test("--new begins another study beside the first; --name says what it is called", async () => {
    const cwd = folder({ "train.sh": quick })
    const named = tune("--trials", "1", "--name", "mine", "--", "sh", "train.sh")
    await diapason(named, { cwd })
    const { err } = await diapason([...named.slice(0, 1), "--new", ...named.slice(1)], { cwd })
    expect(err).toMatch(/Study {2}mine-2 {3}new/)
    expect(await trialsOf(cwd, "mine")).toHaveLength(1)
    expect(await trialsOf(cwd, "mine-2")).toHaveLength(1)
  })

  test("says why it did not go on with an earlier study of the same script", async () => {
    const cwd = folder({ "train.sh": quick })
    await diapason(tune("--trials", "1", "--", "sh", "train.sh"), { cwd })
    const { err } = await diapason(
      ["tune", "-p", "lr=1e-6..1e-1:log", "-p", "bs=16,32,64", "--minimize", "val_loss", "--trials", "1", "--", "sh", "train.sh"],
      { cwd },
    )
    expect(err).toMatch(/new, because lr changed log\(1e-05, 0\.1\) → log\(1e-06, 0\.1\); --extend widens train-[0-9a-f]{4} instead/)
  })

  test("the best is printed with the flags that the script was given", async () => {
    const cwd = folder({ "train.sh": echo })
    await diapason(
      [
        "tune",
        "-p",
        'amp=choice("a")',
        "-p",
        "fast=fixed(true)",
        "--booleans",
        "presence",
        "--minimize",
        "loss",
        "--trials",
        "1",
        "--",
        "sh",
        "train.sh",
      ],
      { cwd },
    )
    expect((await diapason(["show", "0", "--logs"], { cwd })).out).toContain("argv: --amp=a --fast\n")
    expect((await diapason(["best", "--as", "argv"], { cwd })).out).toBe("--amp=a --fast\n")
  })

  test("the best of a script that reads no flags is printed without a command line that would not give them", async () => {
    const cwd = folder({ "train.sh": "echo loss=1\n" })
    const flags = ["-p", "lr=fixed(0.1)", "--params-via", "none", "--minimize", "loss", "--trials", "1"]
    await diapason(["tune", ...flags, "--name", "bare", "--", "sh", "train.sh"], { cwd })
    await diapason(["tune", ...flags, "--name", "placed", "--", "sh", "train.sh", "{lr}"], { cwd })
    const hint = "the script reads no flags, so the values go into it: diapason best bare --as code prints the best\n"
    expect((await diapason(["best", "bare"], { cwd })).out).toMatch(new RegExp(`^ {7}${hint}`, "m"))
    expect((await diapason(["show", "0", "bare"], { cwd })).out).toContain(`  run       ${hint}`)
    expect((await diapason(["best", "placed"], { cwd })).out).toContain("       sh train.sh 0.1\n")
  })

  test("--detach leaves the study to itself; it plays to its end, and its words are in a file", async () => {
    const cwd = folder({ "train.sh": quick })
    const left = await diapason(["tune", ...quickFlags, "--trials", "2", "--detach", "--json", "--", "sh", "train.sh"], { cwd })
    const { study, log, pid } = JSON.parse(left.out) as { study: string; log: string; pid: number }
    expect(left.code).toBe(0)
    await expect.poll(() => readFileSync(join(cwd, log), "utf8"), { timeout: 20_000 }).toContain("2 done: 2 complete")
    await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false)
    expect((await diapason(["best", study], { cwd })).code).toBe(0)
  })

  test("--until ends the study at the value", async () => {
    const cwd = folder({ "train.sh": quick })
    const { code, err } = await diapason(tune("--trials", "50", "--until", "val_loss<=100", "--", "sh", "train.sh"), { cwd })
    expect(code).toBe(0)
    expect(err).toContain("  1 done: 1 complete   ended: val_loss has reached 100\n")
  })

  test("--for ends what still runs when the time is spent, and puts it back", async () => {
    const cwd = folder({ "train.sh": slow })
    const { code, err } = await diapason(["tune", "-p", "x=0.0..1.0", "--minimize", "loss", "--for", "1s", "--", "sh", "train.sh"], { cwd })
    expect(err).toMatch(/trial {3}0 {2}requeued/)
    expect(err).toContain("ended: the 1 s of the budget are spent")
    expect(code).toBe(3)
  })

  test("baselines come first, in their order, with the defaults of what they leave out", async () => {
    const cwd = folder({ "train.sh": quick })
    const args = tune("--trials", "2", "--baseline", "lr=0.001 bs=16", "--baseline", '{"lr": 0.01, "bs": 64}', "--", "sh", "train.sh")
    await diapason(args, { cwd })
    expect((await trialsOf(cwd)).map(({ config }) => config)).toEqual([
      { lr: 0.001, bs: 16 },
      { lr: 0.01, bs: 64 },
    ])
  })

  test("a stated belief is where the first trial starts, and stands in the record", async () => {
    const cwd = folder({ "train.sh": quick })
    await diapason(tune("--trials", "1", "--prior", "lr=0.003:3x", "--prior", "bs=64:high", "--", "sh", "train.sh"), { cwd })
    expect((await trialsOf(cwd)).map(({ config }) => config)).toEqual([{ lr: 0.003, bs: 64 }])
  })

  test("--json prints one document and nothing else", async () => {
    const cwd = folder({ "train.sh": quick })
    const { code, out, err } = await diapason(tune("--trials", "1", "--json", "--", "sh", "train.sh"), { cwd })
    expect(code).toBe(0)
    expect(err).toBe("")
    expect(JSON.parse(out)).toMatchObject({
      schema: "diapason.tune/1",
      outcome: "done",
      trials: 1,
      best: [{ trial: 0, values: { val_loss: expect.any(Number) as number } }],
    })
  })
})

describe("how values reach the command", () => {
  const space = ["-p", "lr=0.5,0.25", "-p", "amp=bool", "-p", "opt=adam,sgd", "-p", "momentum=0.5..0.9 if opt=sgd", "--maximize", "loss"]
  const seen = async (flags: readonly string[], command: readonly string[], baseline = "lr=0.5 amp=true opt=adam"): Promise<string> => {
    const cwd = folder({ "echo.sh": echo })
    const args = ["tune", ...space, "--trials", "1", "--name", "s", "--baseline", baseline, ...flags, "--", ...command]
    const ran = await diapason(args, { cwd })
    expect(ran.err).toContain("1 complete")
    return readFileSync(join(cwd, ".diapason/s/logs/0.1.log"), "utf8")
  }

  test.for([
    [[], "--lr=0.5 --amp=true --opt=adam"],
    [["--params-via", "args-space"], "--lr 0.5 --amp true --opt adam"],
    [["--params-via", "hydra"], "lr=0.5 amp=true opt=adam"],
    [["--params-via", "none"], ""],
    [["--booleans", "presence"], "--lr=0.5 --amp --opt=adam"],
    [["--booleans", "negatable"], "--lr=0.5 --amp --opt=adam"],
  ] as const)("%j gives %j", async ([flags, argv]) => {
    expect(await seen(flags, ["sh", "echo.sh"])).toContain(`argv: ${argv}\n`)
  })

  test("an inactive parameter is absent; an active one is there", async () => {
    expect(await seen([], ["sh", "echo.sh"], "lr=0.5 amp=false opt=sgd momentum=0.75")).toContain(
      "argv: --lr=0.5 --amp=false --opt=sgd --momentum=0.75\n",
    )
  })

  test("variables hold the values in every style", async () => {
    const log = await seen(["--params-via", "env"], ["sh", "echo.sh"])
    expect(log).toContain('DIAPASON_PARAMS={"lr":0.5,"amp":true,"opt":"adam"}\n')
    expect(log).toContain("DIAPASON_PARAM_LR=0.5\n")
    expect(log).not.toContain("DIAPASON_PARAM_MOMENTUM")
  })

  test("placeholders are filled, and nothing is appended", async () => {
    const words = ["sh", "echo.sh", "a={amp}", "{lr}", "{opt}", "--m", "{momentum}", "{trial}"]
    expect(await seen([], words)).toContain("argv: a=true 0.5 adam 0\n")
  })

  test("a parameter may be declared where it is used", async () => {
    const cwd = folder({ "echo.sh": echo })
    const args = ["tune", "--minimize", "loss", "--trials", "1", "--name", "s", "--", "sh", "echo.sh", "--lr", "{lr:log(1e-5,1e-1)}"]
    const { err } = await diapason(args, { cwd })
    expect(err).toContain("Space  lr log(1e-05, 0.1)")
    expect(readFileSync(join(cwd, ".diapason/s/logs/0.1.log"), "utf8")).toMatch(/^argv: --lr [\d.e-]+\n/)
  })
})

describe("several conductors, and how one is told to end", () => {
  const study = ["tune", "-p", "x=0.0..1.0", "--minimize", "loss", "--scheduler", "none", "--name", "s"]

  test("two beside each other share the trials: numbers are unique, the budget is exact, and the second says that it joined", async () => {
    const cwd = folder({ "train.sh": slow })
    const args = [...study, "--trials", "6", "--", "sh", "train.sh"]
    const first = begin(args, { cwd })
    await first.seen("started")
    const second = begin(args, { cwd })
    await second.seen("started")
    writeFileSync(join(cwd, "go"), "")
    const [a, b] = await Promise.all([first.ended, second.ended])
    expect([a.code, b.code]).toEqual([0, 0])
    expect(b.err).toContain("joined: 1 other runner is at it")
    const trials = await trialsOf(cwd)
    expect(trials.map(({ trial, state, attempts }) => [trial, state, attempts])).toEqual([0, 1, 2, 3, 4, 5].map((n) => [n, "complete", 1]))
  })

  test("Ctrl-C once lets what runs finish: nothing new starts, and the exit code is 130", async () => {
    const cwd = folder({ "train.sh": slow })
    const run = begin([...study, "--trials", "3", "--", "sh", "train.sh"], { cwd })
    await run.seen("started")
    run.process.kill("SIGINT")
    await run.seen("1 finishing, nothing new is started; Ctrl-C again ends them now and puts them back")
    writeFileSync(join(cwd, "go"), "")
    const { code, err } = await run.ended
    expect(code).toBe(130)
    expect(err).toMatch(/trial {3}0 {2}complete/)
    expect(await trialsOf(cwd)).toHaveLength(1)
  })

  test("Ctrl-C twice ends what runs and puts it back; the same command takes it up as its next attempt", async () => {
    const cwd = folder({ "train.sh": slow })
    const args = [...study, "--trials", "1", "--", "sh", "train.sh"]
    const run = begin(args, { cwd })
    await run.seen("started")
    run.process.kill("SIGINT")
    await run.seen("1 finishing")
    run.process.kill("SIGINT")
    const { code, err } = await run.ended
    expect(code).toBe(130)
    expect(err).toMatch(/trial {3}0 {2}requeued {2}interrupted/)
    expect(await trialsOf(cwd)).toMatchObject([{ trial: 0, state: "waiting" }])
    writeFileSync(join(cwd, "go"), "")
    const again = await diapason(args, { cwd })
    expect(again.code).toBe(0)
    expect(await trialsOf(cwd)).toMatchObject([{ trial: 0, state: "complete", attempts: 2 }])
    expect(existsSync(join(cwd, ".diapason/s/logs/0.2.log"))).toBe(true)
  })

  test("a termination drains too, with the exit code 75 that asks to be run again", async () => {
    const cwd = folder({ "train.sh": slow })
    const run = begin([...study, "--trials", "3", "--", "sh", "train.sh"], { cwd })
    await run.seen("started")
    run.process.kill("SIGTERM")
    await run.seen("1 finishing")
    writeFileSync(join(cwd, "go"), "")
    expect((await run.ended).code).toBe(75)
  })
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
