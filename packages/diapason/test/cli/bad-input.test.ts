import { spawnSync } from "node:child_process"
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { diapason, folder } from "./diapason.ts"
import { quick, quickFlags } from "./scripts.ts"

const lines = (...rows: readonly string[]): string => `${rows.join("\n")}\n`

describe("a mistake in the command line is told in four lines, and nothing is started", () => {
  test.for([
    [
      ["tune", "-p", "opt=chioce(adam,sgd)", "--minimize", "loss", "--", "sh", "train.sh"],
      lines(
        'error D104  opt=chioce(adam,sgd): no distribution named "chioce" (column 5)',
        "              opt=chioce(adam,sgd)",
        "                  ^",
        "  why   known: float int log log1m choice ordinal bool mix list branch fixed derived schedule network",
        "  fix   did you mean choice(adam,sgd)?",
        "  more  diapason explain D104",
      ),
    ],
    [
      ["tune", "-p", "lr=0..0.1:log", "--minimize", "loss", "--", "sh", "train.sh"],
      lines(
        "error D101  lr=0..0.1:log: a log range cannot start at 0 or below (column 4)",
        "              lr=0..0.1:log",
        "                 ^",
        "  why   log 0 is minus infinity",
        "  fix   log(1e-6, …), or keep zero as a value of its own: mix(0, log(1e-6, …))",
        "  more  diapason explain D101",
      ),
    ],
    [
      ["tune", "-p", "lr=0.0..1.0", "--prior", "lr=0.5:often", "--minimize", "loss", "--", "sh", "train.sh"],
      lines(
        'error D113  The value "0.5:often" of lr is outside its domain: [0, 1].',
        "  why   It could never be suggested, and what is learned from it would belong nowhere in the space.",
        "  fix   choose a value inside, or widen the range",
        "  more  diapason explain D113",
      ),
    ],
    [
      ["tune", "-p", "lr=0.0..1.0", "--prior", "lr", "--minimize", "loss", "--", "sh", "train.sh"],
      lines(
        "error D140  --prior lr: a belief as in 'lr=3e-3:3x' was expected.",
        "  why   Nothing was started.",
        "  fix   diapason tune --help shows an example of each flag",
        "  more  diapason explain D140",
      ),
    ],
    [
      ["tune", "-p", "lr=0.0..1.0", "--", "sh", "train.sh"],
      lines(
        "error D141  There is nothing to optimise: neither --minimize nor --maximize was given (sh train.sh).",
        "  why   Diapason must know which figure of the script is to become better, and in which direction.",
        "  fix   --minimize val_loss, or --maximize accuracy: the name as the script prints it",
        "  more  diapason explain D141",
      ),
    ],
    [
      ["tune", "-p", "lr=0.0..1.0", "--minimize", "loss"],
      lines(
        "error D142  There is nothing to run: the command is missing.",
        "  why   What stands after -- is run once for each trial.",
        "  fix   diapason tune -p lr=1e-5..1e-1:log --minimize val_loss -- python train.py",
        "  more  diapason explain D142",
      ),
    ],
    [
      ["tune", "-p", "lr=0.0..1.0", "-p", "drop=0.0..1.0", "--minimize", "loss", "--", "sh", "train.sh", "--lr", "{lr}"],
      lines(
        "error D114  Parameter drop reaches nowhere: the command has placeholders, none is {drop}.",
        "  why   It would be searched without effect.",
        "  fix   add --drop {drop}, or use {params_file}, or --params-via args",
        "  more  diapason explain D114",
      ),
    ],
    [
      ["tune", "-p", "lr=0.0..1.0", "--minimize", "loss", "--trials", "ten", "--", "sh", "train.sh"],
      lines(
        "error D140  --trials ten: a whole number from 1 was expected.",
        "  why   Nothing was started.",
        "  fix   diapason tune --help shows an example of each flag",
        "  more  diapason explain D140",
      ),
    ],
    [["tnue"], lines("error: unknown command 'tnue'", "(Did you mean tune?)", "(diapason --help lists what can be done)")],
    [
      ["tune", "--trails", "3"],
      lines("error: unknown option '--trails'", "(Did you mean --trials?)", "(diapason tune --help lists what can be said)"),
    ],
  ] as const)("%j", async ([args, message]) => {
    const cwd = folder({ "train.sh": quick })
    expect(await diapason(args, { cwd })).toEqual({ code: 2, out: "", err: message })
    expect(readdirSync(cwd, { recursive: true })).toEqual(expect.not.arrayContaining([expect.stringContaining("logs")]))
  })

  test("with --json the error is one document on standard output", async () => {
    const { code, out, err } = await diapason(["tune", "-p", "lr=0..1:log", "--minimize", "loss", "--json", "--", "true"], {
      cwd: folder(),
    })
    expect([code, err]).toEqual([2, ""])
    expect(JSON.parse(out)).toMatchObject({ schema: "diapason.error/1", error: { code: "D101" } })
  })
})

describe("a question about what is not there", () => {
  const study = async (...names: readonly string[]): Promise<string> => {
    const cwd = folder({ "train.sh": quick })
    for (const name of names) await diapason(["tune", ...quickFlags, "--trials", "1", "--name", name, "--", "sh", "train.sh"], { cwd })
    return cwd
  }

  test("no such study", async () => {
    const cwd = await study("a")
    expect(await diapason(["best", "b"], { cwd })).toEqual({
      code: 2,
      out: "",
      err: lines(
        "error D303  There is no study named b in this store.",
        "  why   It holds: a.",
        "  fix   name one of these, or point --store at another store",
        "  more  diapason explain D303",
      ),
    })
  })

  test("which of several studies", async () => {
    const cwd = await study("a", "b")
    expect(await diapason(["best"], { cwd })).toEqual({
      code: 2,
      out: "",
      err: lines(
        "error D145  Which study? sqlite:.diapason/diapason.db holds 2: a, b.",
        "  why   Without a name there must be exactly one.",
        "  fix   name one: diapason best b",
        "  more  diapason explain D145",
      ),
    })
  })

  test("which of several studies, where the word for a trial names it", async () => {
    const cwd = await study("a", "b")
    const asked = [
      ["retry", "failed"],
      ["exclude", "0"],
      ["include", "0"],
      ["prune", "0"],
      ["tell", "0", "loss=1"],
      ["report-step", "0", "1", "loss=1"],
      ["compare", "0", "1"],
    ]
    const ran = await Promise.all(asked.map((args) => diapason(args, { cwd })))
    expect(ran.map(({ err }) => /fix +(.*)/.exec(err)?.[1])).toEqual(asked.map(([, trial]) => `name it with the trial: b#${trial}`))
  })

  test("no such trial", async () => {
    const cwd = await study("a")
    expect(await diapason(["show", "7"], { cwd })).toEqual({
      code: 2,
      out: "",
      err: lines(
        "error D144  The study a has no trial 7; it has 1.",
        "  why   Trials are numbered from 0.",
        "  fix   diapason trials a lists them",
        "  more  diapason explain D144",
      ),
    })
  })

  test("a changed space under the same name is refused with what changed, and the record is as it was", async () => {
    const cwd = await study("a")
    const before = await diapason(["trials", "--json"], { cwd })
    const changed = ["tune", "-p", "lr=1e-5..1e-1:log", "-p", "bs=16,32", "--minimize", "val_loss", "--name", "a", "--", "sh", "train.sh"]
    expect(await diapason(changed, { cwd })).toEqual({
      code: 2,
      out: "",
      err: lines(
        "error D301  The study a exists and is not the same: bs lost the value 64.",
        "  why   Going on silently would mix two different problems in one record.",
        "  fix   --extend records revision 2 and keeps the 1; --new starts afresh; or undo the change",
        "  kept  Nothing was changed; the recorded trials are all there.",
        "  more  diapason explain D301",
      ),
    })
    expect(await diapason(["trials", "--json"], { cwd })).toEqual(before)
  })
})

describe("a script that cannot work stops the study, which goes on once it is mended", () => {
  const args = ["tune", "-p", "x=0.0..1.0", "--minimize", "loss", "--trials", "3", "--name", "s", "--", "sh", "train.sh"]
  const good = "echo loss=1\n"

  const broken = async (script: string, command = args) => {
    const cwd = folder({ "train.sh": script })
    const ran = await diapason([...command.slice(0, 1), "--reporter", "quiet", ...command.slice(1)], { cwd })
    return { cwd, code: ran.code, err: ran.err.slice(ran.err.indexOf("error ")) }
  }
  const mended = async (cwd: string, command = args): Promise<void> => {
    writeFileSync(join(cwd, "train.sh"), good)
    const { code, err } = await diapason(command, { cwd })
    expect(err).toContain("resumed   1 trials")
    expect(err).toContain("3 done: 2 complete · 1 failed")
    expect(code).toBe(0)
  }

  test("a metric that is never printed", async () => {
    const { cwd, code, err } = await broken("echo valid_loss=0.5; echo valid_loss=0.4127; echo train_loss=0.1\n")
    expect(err).toBe(
      lines(
        'error D210  Trial 0 finished (exit 0) but never reported "loss".',
        "  why   Without it nothing can be optimised, so the study stopped before using more budget. Seen in its output instead: valid_loss (2 times, last 0.4127), train_loss (1 times, last 0.1).",
        "  fix   print it as loss=<number>, or optimise valid_loss",
        "  kept  Its output is in .diapason/s/logs/0.1.log.",
        "  more  diapason explain D210",
      ),
    )
    expect(code).toBe(5)
    await mended(cwd)
  })

  test("a program that is missing", async () => {
    const { cwd, code, err } = await broken("", [...args.slice(0, -2), "./train"])
    expect(err).toBe(
      lines(
        "error D203  `./train` was not found; trial 0 never started.",
        "  why   No trial can start without its command.",
        "  fix   correct the command after --, or activate its environment",
        "  more  diapason explain D203",
      ),
    )
    expect(code).toBe(5)
    expect((await diapason(["trials", "--json"], { cwd })).out).toContain('"kind":"launch"')
  })

  test("a first trial that crashes", async () => {
    const { cwd, code, err } = await broken("echo 'train.py: error: unrecognized arguments: --x=0.5' >&2; exit 2\n")
    expect(err.replace(/after [\d.]+ s/, "after 0.1 s")).toBe(
      lines(
        "error D207  Trial 0 exited with 2 after 0.1 s: train.py: error: unrecognized arguments: --x=0.5",
        "  why   Later trials would fail alike, so the study stopped after its first one.",
        "  fix   mend the command, or rename parameters to what the script takes; --params-via says how they are handed over",
        "  kept  The log of the attempt has all of its output.",
        "  more  diapason explain D207",
      ),
    )
    expect(code).toBe(5)
    await mended(cwd)
  })

  test("a program that is missing in PATH is told with what is there instead", async () => {
    const cwd = folder()
    const command = [...args.slice(0, -2), "pythn3", "train.py"]
    const { code, err } = await diapason(command, { cwd })
    expect(code).toBe(5)
    expect(err).toContain("error D203  `pythn3` was not found; trial 0 never started.")
  })
})

describe("what goes wrong in one trial is a fact of that trial, and the study goes on", () => {
  const tune = (...more: readonly string[]) => [
    "tune",
    "-p",
    "x=0.0..1.0",
    "--minimize",
    "loss",
    "--name",
    "s",
    ...more,
    "--",
    "sh",
    "train.sh",
  ]
  const play = async (script: string, ...more: readonly string[]) => {
    const cwd = folder({ "train.sh": script })
    const ran = await diapason(tune(...more), { cwd })
    const { trials } = JSON.parse((await diapason(["trials", "--json"], { cwd })).out) as {
      trials: { state: string; failure?: { kind: string; message: string; code?: string }; values: object }[]
    }
    return { ...ran, cwd, trials }
  }
  const when = (n: number, bad: string) => `echo loss=2\nif [ "$DIAPASON_TRIAL" = ${n} ]; then ${bad}; fi\necho loss=1\n`

  test("a later crash", async () => {
    const { code, trials } = await play(when(1, "echo boom >&2; exit 7"), "--trials", "3")
    expect(code).toBe(0)
    expect(trials.map(({ state }) => state)).toEqual(["complete", "failed", "complete"])
    expect(trials[1]?.failure).toMatchObject({ kind: "crash", exit: 7, code: "D222", message: "Trial 1 exited with 7: boom" })
  })

  test("NaN at the end", async () => {
    const { code, trials } = await play(when(0, "echo loss=nan; exit 0"), "--trials", "2")
    expect(code).toBe(0)
    expect(trials.map(({ state }) => state)).toEqual(["failed", "complete"])
    expect(trials[0]?.failure).toMatchObject({ kind: "nan", code: "D215" })
  })

  test("NaN in every trial ends with exit code 3: there is no usable trial", async () => {
    const { code, out, err, trials } = await play("echo loss=NaN\n", "--trials", "4")
    expect([code, out]).toEqual([3, ""])
    expect(trials.map(({ failure }) => failure?.kind)).toEqual(["nan", "nan", "nan", "nan"])
    expect(err).toContain("4 done: 4 failed   ended: all 4 trials of the budget were handed out")
  })

  test("a trial that hangs is ended at its time limit, with all that it started", async () => {
    const { code, trials, cwd } = await play(when(1, "sleep 600 & echo $! > pid; wait"), "--trials", "2", "--timeout", "1s")
    expect(code).toBe(0)
    expect(trials[1]).toMatchObject({ state: "failed", values: { loss: 2 }, failure: { kind: "timeout", code: "D221" } })
    expect(trials[1]?.failure?.message).toMatch(/^Trial 1 exceeded its limit of 1 s and its process group was ended; last loss 2\b/)
    const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", readFileSync(join(cwd, "pid"), "utf8").trim()], { encoding: "utf8" })
    expect(stdout).toMatch(/^(Z.*)?\s*$/)
  })

  test("a line of 2 MB is kept in the log and not read; the metrics around it are", async () => {
    const { code, err, trials, cwd } = await play("head -c 2000000 /dev/zero | tr '\\0' x; echo; echo loss=1\n", "--trials", "1")
    expect(code).toBe(0)
    expect(trials[0]).toMatchObject({ state: "complete", values: { loss: 1 } })
    expect(err).toMatch(/note D502 {2}trial 0: A line of 20000\d\d bytes from .* is over 1 MiB and was not read as a message/)
    expect(readFileSync(join(cwd, ".diapason/s/logs/0.1.log"))).toHaveLength(2_000_008)
  })

  test("half a UTF-8 character does not hide the metric beside it", async () => {
    const { code, err, trials, cwd } = await play("printf 'caf\\303 loss=1\\n'\n", "--trials", "1")
    expect(code).toBe(0)
    expect(trials[0]).toMatchObject({ state: "complete", values: { loss: 1 } })
    expect(err).toMatch(/note D503 {2}trial 0: .* not UTF-8/)
    expect(readFileSync(join(cwd, ".diapason/s/logs/0.1.log")).includes(0xc3)).toBe(true)
  })
})
