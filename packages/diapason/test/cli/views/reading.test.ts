import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { stripVTControlCharacters } from "node:util"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { begin, bin, diapason, folder } from "../diapason.ts"
import { copyOf, inside, prepare, python, shell, type Prepared } from "../every/prepared.ts"
import { slow } from "../scripts.ts"

let prepared: Prepared
beforeAll(() => {
  prepared = prepare()
}, 60_000)
afterAll(() => rmSync(prepared.template, { recursive: true, force: true }))

/** In the template itself: for verbs that only read. */
const read = (...argv: readonly string[]) => inside(prepared.template, ...argv)
const json = async (...argv: readonly string[]): Promise<unknown> => JSON.parse((await read(...argv, "--json")).out)
interface Trial {
  readonly trial: number
  readonly config: { readonly lr: number; readonly bs: number }
  readonly values: { readonly val_loss: number }
}
const all = async (): Promise<readonly Trial[]> => ((await await json("trials")) as { trials: Trial[] }).trials

describe("trials", () => {
  test("--where takes the language of people: =, and, or, bare words", async () => {
    const wanted = (await all()).filter(({ config }) => config.lr > 1e-3 && config.bs === 32).map(({ trial }) => trial)
    const asked = (await json("trials", "--where", "state=complete and lr>1e-3 and bs=32")) as { trials: Trial[] }
    expect(asked.trials.map(({ trial }) => trial)).toEqual(wanted)
    expect(
      ((await json("trials", "--where", "state=failed or trial in [3, 4]")) as { trials: Trial[] }).trials.map(({ trial }) => trial),
    ).toEqual([3, 4])
  })

  test("--sort orders by a value, -name from the largest; --columns shows only these, with all digits in CSV", async () => {
    const sorted = [...(await all())].sort((a, b) => b.config.lr - a.config.lr)
    const { out } = await read("trials", "--sort", "-lr", "--columns", "trial,lr", "--csv")
    expect(out).toBe(["trial,lr", ...sorted.map(({ trial, config }) => `${trial},${config.lr}`), ""].join("\n"))
    expect((await read("trials", "--columns", "trial,state", "--state", "complete")).out).toMatch(
      /^ {2}trial {2}state\n {6}0 {2}complete\n/,
    )
  })

  test("--leaderboard is the usable ones from the best on", async () => {
    const losses = ((await json("trials", "--leaderboard")) as { trials: Trial[] }).trials.map(({ values }) => values.val_loss)
    expect(losses).toEqual([...losses].sort((a, b) => a - b))
    expect(losses).toHaveLength(20)
  })

  test("a name that no trial has is told with the nearest", async () => {
    const { code, err } = await read("trials", "--where", "val_los<1")
    expect(code).toBe(2)
    expect(err).toContain("--where val_los: a name of the trials, such as val_loss, was expected")
  })
})

describe("ls, status and compare", () => {
  test("ls tells of each study its state, best, counts and age; --running leaves out what rests", async () => {
    expect((await read("ls")).out).toMatch(
      /train-3f9a {2}(idle|ended) +val_loss [\d.]+ {2}#\d+ +val_loss ↓ +20 done: 20 complete +\d+ (s|min) ago\n/,
    )
    expect(await read("ls", "--running")).toEqual({ code: 0, out: "", err: "  no study runs in sqlite:.diapason/diapason.db\n" })
  })

  test("status --trials has every trial below the summary", async () => {
    expect((await read("status", "--trials")).out.match(/● complete/g)).toHaveLength(20)
  })

  test("compare 12 17 shows first in what the two differ", async () => {
    const { out } = await read("compare", "12", "17")
    const [a, b] = [(await all())[12]!, (await all())[17]!]
    expect(a.config.lr).not.toBe(b.config.lr)
    expect(out.split("\n")[1]).toMatch(/^ {2}≠ lr /)
    expect(await json("compare", "12", "17")).toMatchObject({
      differs: a.config.bs === b.config.bs ? ["lr"] : ["lr", "bs"],
      trials: [a, b],
    })
  })

  test("compare of studies gives the best of each at equal budgets, and what a target took", async () => {
    const cwd = copyOf(prepared)
    const flags = "-p lr=1e-5..1e-1:log -p bs=16,32,64 --minimize val_loss --scheduler none --sampler random"
    shell(`diapason tune ${flags} --seed 9 --trials 8 --name other -- sh train.sh`, cwd)
    const losses = (await all()).map(({ values }) => values.val_loss)
    const least = (n: number): number => Math.min(...losses.slice(0, n))
    const document = JSON.parse(shell("diapason compare train-3f9a other --target 2 --json", cwd).out) as {
      budgets: number[]
      studies: { study: string; at: number[]; toTarget?: number }[]
    }
    expect(document.budgets).toEqual([2, 4, 8])
    // Two slots: trials may end out of order, so only sets of those that were begun and ended together are equal for sure.
    expect(document.studies[0]!.study).toBe("train-3f9a")
    expect(document.studies[0]!.at[2]).toBeGreaterThanOrEqual(least(9))
    expect(document.studies[0]!.at).toEqual([...document.studies[0]!.at].sort((a, b) => b - a))
    const { out } = shell("diapason compare train-3f9a other --target 2", cwd)
    expect(out).toMatch(/^ {2}val_loss +best +at 2 trials +at 4 trials +at 8 trials +to 2\n {2}train-3f9a +[\d.]+/)
  })
})

describe("best", () => {
  test("--as config is the configuration alone, --as code a dictionary of Python", async () => {
    const best = ((await json("best")) as { best: Trial[] }).best[0]!
    expect(JSON.parse((await read("best", "--as", "config")).out)).toEqual(best.config)
    expect((await read("best", "--as", "code")).out).toBe(`{"lr": ${best.config.lr}, "bs": ${best.config.bs}}\n`)
  })
})

/** A study of one trial that has reported once and waits for the file \`go\`. */
async function underWay(cwd: string) {
  writeFileSync(join(cwd, "train.sh"), slow)
  const tune = begin(["tune", "-p", "x=0.0..1.0", "--minimize", "loss", "--trials", "1", "--name", "s", "--", "sh", "train.sh"], { cwd })
  await tune.seen("started")
  return { tune, go: () => writeFileSync(join(cwd, "go"), "") }
}

/** Resolves when standard output has come to hold the text. */
const printed = (command: ReturnType<typeof begin>, text: string): Promise<void> =>
  new Promise((resolve) => {
    let seen = ""
    command.process.stdout!.on("data", (part) => (seen += String(part)).includes(text) && resolve())
  })

describe("a study that runs elsewhere", () => {
  test("is followed: logs -f to the end of the trial, watch --json event by event, and the study is not touched", async () => {
    const cwd = folder()
    const { tune, go } = await underWay(cwd)
    const logs = begin(["logs", "0", "-f"], { cwd })
    const watch = begin(["watch", "--json", "--exit-on-done"], { cwd })
    await Promise.all([printed(logs, "loss=1"), printed(watch, "diapason.watch/1")])
    expect((await diapason(["ls", "--running", "--names"], { cwd })).out).toBe("s\n")
    go()
    const [followed, watched, tuned] = await Promise.all([logs.ended, watch.ended, tune.ended])
    expect(tuned.code).toBe(0)
    expect(followed).toMatchObject({ code: 0, out: "loss=1\nloss=0.5\n" })
    expect(watched.code).toBe(0)
    const [first, ...lines] = watched.out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { status?: { counts: { running: number } }; event?: { kind: string; seq: number } })
    expect(first!.status!.counts.running).toBe(1)
    expect(lines.map(({ event }) => event!.kind)).toEqual(expect.arrayContaining(["trial.reported", "trial.finished", "session.closed"]))
    const seqs = lines.map(({ event }) => event!.seq)
    expect(seqs).toEqual(seqs.map((_, i) => seqs[0]! + i))
    const events = readFileSync(join(cwd, ".diapason/s/logs/0.1.log"), "utf8")
    expect(events).toBe("loss=1\nloss=0.5\n")
    expect((await diapason(["replay"], { cwd })).code).toBe(0)
  })

  test("logs -f goes on into the next attempt, and ends with the trial", async () => {
    const cwd = folder()
    const { tune } = await underWay(cwd)
    const logs = begin(["logs", "0", "-f"], { cwd })
    await printed(logs, "loss=1")
    tune.process.kill("SIGINT")
    await tune.seen("finishing")
    tune.process.kill("SIGINT")
    expect((await tune.ended).code).toBe(130)
    writeFileSync(join(cwd, "go"), "")
    const again = begin(["tune", "-p", "x=0.0..1.0", "--minimize", "loss", "--trials", "1", "--name", "s", "--", "sh", "train.sh"], { cwd })
    const { code, out } = await logs.ended
    expect((await again.ended).code).toBe(0)
    expect(code).toBe(0)
    expect(out).toBe("loss=1\nloss=1\nloss=0.5\n")
  })

  test("watch on a terminal draws the view, and q leaves it while the study goes on", async (context) => {
    if (python === undefined) return context.skip("no Python 3 here, to make a terminal with")
    const cwd = folder()
    const { tune, go } = await underWay(cwd)
    const terminal = fileURLToPath(new URL("../live/terminal.py", import.meta.url))
    const env = { PATH: process.env["PATH"], HOME: process.env["HOME"], TERM: "xterm-256color" }
    const child = spawn(python, [terminal, "80", "14", process.execPath, bin, "watch"], { cwd, env, stdio: ["pipe", "pipe", "inherit"] })
    let text = ""
    child.stdout.setEncoding("utf8")
    const drawn = new Promise<void>((resolve) =>
      child.stdout.on("data", (part: string) => (text += part).includes("q leaves") && resolve()),
    )
    await drawn
    child.stdin.end("q")
    const [code] = (await once(child, "close")) as [number]
    expect(code).toBe(0)
    expect(stripVTControlCharacters(text)).toMatch(/1 runner at it: pid \d+ on .* {3}q leaves the view, not the study/)
    expect(tune.process.exitCode).toBeNull()
    go()
    expect((await tune.ended).code).toBe(0)
  })
})

describe("logs", () => {
  test("--all prints every trial with its number; --errors what the failed ones said last", async () => {
    const { out } = await read("logs", "--all")
    expect(out.split("\n").filter((line) => line.startsWith("  12 │ epoch "))).toHaveLength(3)
    const cwd = copyOf(prepared)
    writeFileSync(join(cwd, "bad.sh"), 'echo "no such file: data.csv" >&2; exit 3\n')
    shell("diapason tune -p x=0..9 --minimize loss --trials 1 --name bad -- sh bad.sh", cwd)
    expect(shell("diapason logs bad --errors", cwd).out).toBe(
      "#0  crash: exited with 3: no such file: data.csv\n     no such file: data.csv\n",
    )
  })
})

describe("completion", () => {
  test("bash completes verbs, flags of a verb, studies, and leaves the command after -- to the files", async () => {
    const complete = (...words: readonly string[]): readonly string[] => {
      const set = words.map((word) => `'${word}'`).join(" ")
      const line = `source <(diapason completion bash); complete -p diapason >/dev/null || exit 1
        COMP_WORDS=(diapason ${set}); COMP_CWORD=${words.length}; _diapason; printf '%s\\n' "\${COMPREPLY[@]}"`
      const { PATH } = process.env
      const env = { PATH: `${join(prepared.template, "bin")}:${PATH ?? ""}`, HOME: prepared.template }
      return spawnSync("bash", ["-c", line], { cwd: prepared.template, env, encoding: "utf8" }).stdout.trim().split("\n")
    }
    expect(complete("tri")).toEqual(["trials"])
    expect(complete("trials", "--le")).toEqual(["--leaderboard"])
    expect(complete("best", "tr")).toEqual(["train-3f9a"])
    expect(complete("completion", "")).toEqual(["bash", "zsh", "fish"])
    expect(complete("tune", "--name", "s", "--", "--le")).toEqual([""])
  })

  test("zsh and fish are given the same verbs and flags", async () => {
    for (const name of ["zsh", "fish"]) {
      const { out } = await read("completion", name)
      for (const word of ["tune", "conformance", "leaderboard", "diapason ls --names"]) expect(out).toContain(word)
    }
    expect((await read("completion", "tcsh")).err).toContain("one of bash, zsh, fish was expected")
  })
})

describe("conformance", () => {
  const client = (fault: string): string =>
    `node ${fileURLToPath(new URL("../../conformance/faulty-client.mjs", import.meta.url))} '${fault}'`

  test("a client that keeps all levels is awarded L4, with a badge that says so", async () => {
    const cwd = folder()
    const own = fileURLToPath(new URL("../../trial/client.mjs", import.meta.url))
    const { code, out } = shell2(`diapason conformance --badge b.svg -- node '${own}'`, cwd)
    expect(code).toBe(0)
    expect(out).toMatch(
      /● L0 {2}1 of 1 kept.*\n {2}● L1 {2}7 of 7 kept.*\n {2}● L2 {2}6 of 6 kept.*\n {2}● L3 {2}3 of 3 kept.*\n {2}● L4 {2}6 of 6 kept/,
    )
    expect(out).toContain("  awarded: L4\n")
    expect(readFileSync(join(cwd, "b.svg"), "utf8")).toContain("<title>diapason protocol: L4</title>")
  })

  test("a client in Python too", (context) => {
    if (python === undefined) return context.skip("no Python 3 here")
    const own = fileURLToPath(new URL("../../trial/client.py", import.meta.url))
    const module = fileURLToPath(new URL("../../../../../clients/python", import.meta.url))
    const { code, out } = shell2(`diapason conformance --json -- env PYTHONPATH='${module}' ${python} '${own}'`, folder())
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ award: 4 })
  })

  test("a client that forgets a stop is caught, told what it did, and keeps the level below", async () => {
    const { code, out } = shell2(`diapason conformance --level 2 -- ${client("forgets")}`, folder())
    expect(code).toBe(5)
    expect(out).toContain("✕ a stop in the middle ends the loop over steps, and stays\n         what the training code saw should have had")
    expect(out).toContain("awarded: L1\n")
  })

  test("a command that cannot be started is awarded nothing", async () => {
    const { code, out } = shell2("diapason conformance --level 0 --json -- no-such-client", folder())
    expect(code).toBe(5)
    expect(JSON.parse(out)).toMatchObject({ award: null })
    expect(existsSync("b.svg")).toBe(false)
  })

  /** In a folder that was not prepared. */
  const shell2 = (line: string, cwd: string) => shell(line.replace("diapason", join(prepared.template, "bin/diapason")), cwd)
})
