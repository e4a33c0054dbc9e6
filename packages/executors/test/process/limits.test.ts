import { spawnSync } from "node:child_process"
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import type { Ending, Job, TrialLink } from "@diapason/core"
import { processes, type Devices, type Processes } from "@diapason/executors"
import { within } from "@diapason/testkit"

interface Heard {
  readonly ending: Ending
  readonly notes: Readonly<Record<string, unknown>>
  readonly reports: readonly Readonly<Record<string, number>>[]
  readonly diagnostics: readonly string[]
}

/** Its session is no other test's: what bears the same names is ended together. */
const job: Job = { study: "s", session: "limits", trial: 3, attempt: 1, seed: 9, config: {}, flat: {} }

/** An executor for one command, whose launches gather what is said. */
function runner(command: readonly string[], options: Partial<Processes> = {}) {
  const dir = mkdtempSync(join(tmpdir(), "diapason-"))
  const executor = processes({ metrics: ["loss"], paramsVia: "none", dir, grace: 1000, ...options, command })
  return (more: Partial<Job> = {}) => {
    const [notes, reports, diagnostics] = [{} as Record<string, unknown>, [] as Heard["reports"][number][], [] as string[]]
    let spoke: (metrics: Readonly<Record<string, number>>) => void = () => undefined
    const spoken = new Promise<Readonly<Record<string, number>>>((resolve) => (spoke = resolve))
    const link: TrialLink = {
      report: (_, metrics) => (reports.push(metrics), spoke(metrics), Promise.resolve({ action: "continue", why: "" })),
      applied: () => Promise.resolve(),
      refused: () => Promise.resolve(),
      checkpoint: () => Promise.resolve(),
      artifact: () => Promise.resolve(),
      note: (key, value) => Promise.resolve(void (notes[key] = value)),
      diagnostic: (code, text) => void diagnostics.push(`${code} ${text}`),
    }
    const running = executor.launch({ ...job, ...more }, link)
    const heard = async (): Promise<Heard> => ({ ending: await within(10_000, running.ended, "the end"), notes, reports, diagnostics })
    return { heard, spoken, running }
  }
}

const sh = (script: string): readonly string[] => ["/bin/sh", "-c", script, "script"]
const run = (command: readonly string[], options: Partial<Processes> = {}, more: Partial<Job> = {}): Promise<Heard> =>
  runner(command, options)(more).heard()

/** Prints expressions of the shell as notes. */
const tell = (values: Readonly<Record<string, string>>): readonly string[] =>
  sh(
    `${Object.entries(values)
      .map(([name, value]) => `echo "{\\"type\\":\\"note\\",\\"key\\":\\"${name}\\",\\"value\\":\\"${value}\\"}" >> $DIAPASON_OUT`)
      .join("\n")}\necho loss=1`,
  )

const linux = process.platform === "linux"
const bindable = spawnSync("taskset", ["-c", "0", "true"]).status === 0
const MiB = 1 << 20

test("a script that says nothing more is ended after the silence it is allowed, however long it has run", async () => {
  const { ending, reports } = await run(sh("for i in 1 2 3; do echo loss=$i; sleep 0.6; done; sleep 600"), { noReport: 1500 })
  expect(reports).toHaveLength(3)
  expect(ending).toMatchObject({ kind: "failed", failure: { kind: "timeout", code: "D223" } })
  expect(ending.kind === "failed" && ending.failure.message).toMatch(
    /^Trial 3 reported nothing for 1.5 s and its process group was ended; last loss 3/,
  )
})

test("a script that is killed from outside is a crash that says so, where no memory was short", async () => {
  const { heard, spoken } = runner(sh("echo loss=$$; exec sleep 600"))()
  // What it reports is its own number.
  process.kill((await within(10_000, spoken, "a report"))["loss"]!, "SIGKILL")
  expect((await heard()).ending).toMatchObject({ failure: { kind: "crash", signal: "SIGKILL", code: "D222" } })
})

const python = ["python3", "python"].find((name) => spawnSync(name, ["-c", "import sys; sys.exit(sys.version_info < (3, 8))"]).status === 0)

/** Takes 64 MiB, over and over, and says so; the shell's own words are those of a program in C. */
const hungry: readonly (readonly [string, readonly string[] | undefined, number])[] = [
  [
    "node",
    [
      process.execPath,
      "-e",
      "const all = []; for (let n = 1; n < 64; n++) { all.push(new ArrayBuffer(1 << 26)); console.log('loss=' + n) }",
    ],
    2048,
  ],
  [
    "python",
    python === undefined
      ? undefined
      : [python, "-c", "all = []\nfor n in range(1, 64):\n  all.append(bytearray(1 << 26)); print(f'loss={n}', flush=True)"],
    512,
  ],
  ["awk", ["awk", 'BEGIN { s = "x"; for (n = 1; n < 32; n++) { s = s s; print "loss=" n; fflush() } }'], 64],
]

test.skipIf(!linux).each(hungry)("%s is out of memory at a real limit, which every attempt is told", async (_, command, limit) => {
  if (command === undefined) return
  const { ending, reports, diagnostics } = await run(command, { resources: { memory: limit * MiB } })
  expect(ending).toMatchObject({ kind: "failed", failure: { kind: "oom", code: "D218" } })
  expect(reports.length).toBeGreaterThan(0)
  expect(diagnostics).toEqual([expect.stringMatching(/^D224 memory of a trial: the limit counts reserved address space/)])
})

test.skipIf(!linux)(
  "an attempt after one that ran out of memory has the room it was given, and what has room enough is not touched",
  async () => {
    const resources = { memory: 256 * MiB }
    const limit = tell({ kib: "$(ulimit -v)" })
    expect((await run(limit, { resources })).notes).toEqual({ kib: String(256 * 1024) })
    expect((await run(limit, { resources }, { memoryFactor: 2 })).notes).toEqual({ kib: String(512 * 1024) })
    expect((await run(sh("echo loss=1"), { resources })).ending.kind).toBe("done")
  },
)

test("a command that is missing is told as such under limits too", async () => {
  const { ending } = await run(["no-such-program-here"], { resources: { memory: 256 * MiB, cpus: 1 } })
  expect(ending).toMatchObject({ failure: { kind: "launch", code: "D203" } })
})

test("an attempt has its own processors, and libraries are told how many", async () => {
  const { notes } = await run(tell({ omp: "$OMP_NUM_THREADS", mkl: "$MKL_NUM_THREADS", mine: "$(nproc)" }), {
    resources: { cpus: 1 },
    env: { MKL_NUM_THREADS: "7" },
  })
  expect(notes).toEqual({ omp: "1", mkl: "7", mine: bindable ? "1" : (notes["mine"] as string) })
})

const cards = (devices: Partial<Devices> = {}): Devices => ({
  kind: "nvidia",
  ids: ["0", "1"],
  variable: "CUDA_VISIBLE_DEVICES",
  ...devices,
})

test("two halves of a card are given to two attempts each, and given back", async () => {
  const wait = sh('echo "loss=$CUDA_VISIBLE_DEVICES"; while [ ! -e "$DIAPASON_DIR/go" ]; do sleep 0.02; done')
  const launch = runner(wait, { resources: { gpus: { devices: cards(), share: 0.5 } } })
  const four = [0, 1, 2, 3].map((trial) => launch({ trial }))
  const told = await within(10_000, Promise.all(four.map(({ spoken }) => spoken)), "four reports")
  expect(told.map(({ loss }) => loss)).toEqual([0, 1, 0, 1])
  expect((await launch({ trial: 4 }).heard()).ending).toMatchObject({ failure: { kind: "infra" } })
  four[1]!.running.stop("interrupt")
  await four[1]!.heard()
  const next = launch({ trial: 5 })
  expect(await within(10_000, next.spoken, "a report")).toEqual({ loss: 1 })
  for (const { running } of [...four, next]) running.stop("interrupt")
  await Promise.all([...four, next].map(({ heard }) => heard()))
})

test("whole cards are named by the one variable, by the placeholder, and with all else that was granted", async () => {
  const devices = cards({ kind: "amd", ids: ["2", "3"], variable: "ROCR_VISIBLE_DEVICES" })
  const note = (key: string, value: string): string => `printf '{"type":"note","key":"${key}","value":%s}\\n' "${value}" >> $DIAPASON_OUT\n`
  const script = `${note("seen", '\\"$1 $ROCR_VISIBLE_DEVICES $CUDA_VISIBLE_DEVICES\\"')}${note("granted", "$DIAPASON_RESOURCES")}echo loss=1`
  const { notes } = await run([...sh(script), "{gpu}"], {
    resources: { gpus: { devices, share: 2 } },
    env: { CUDA_VISIBLE_DEVICES: "" },
  })
  expect(notes).toEqual({ seen: "2,3 2,3 ", granted: { gpus: ["2", "3"], share: 2 } })
})
