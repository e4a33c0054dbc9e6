import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { best } from "@diapason/server/schemas"
import { begin, diapason, folder, type Ran } from "./diapason.ts"

/** One number out of the values it is given, under any of the names of this file's studies. */
const script = `
for a in "$@"; do case $a in --lr=*|--rate=*) lr=\${a#*=};; --drop=*) drop=\${a#*=};; esac; done
exec awk -v lr="$lr" -v drop="\${drop:-0}" 'BEGIN { printf "loss=%.8g\\n", (log(lr) / log(10) + 3) ^ 2 + drop }'
`
const held = script.replace("exec awk", '[ "$DIAPASON_TRIAL" -lt 14 ] || exec sleep 60\nexec awk')

const first = ["-p", "lr=1e-5..1e-1:log", "-p", "opt=adam,sgd"]
const wider = ["-p", 'rate=log(1e-6, 1, was_called="lr")', "-p", "opt=adam,sgd,lion", "-p", "drop=float(0, 0.5, was=0)"]
const words = (space: readonly string[], trials: number, ...more: readonly string[]): readonly string[] => [
  "tune",
  ...[...space, "--minimize", "loss", "--trials", String(trials), "--sampler", "tpe", "--jobs", "2", ...more],
  ...["--", "sh", "train.sh"],
]

interface Listed {
  readonly trial: number
  readonly config: Readonly<Record<string, unknown>>
  readonly revision?: number
  readonly outside?: true
  readonly why: string
}

async function listed(cwd: string): Promise<readonly Listed[]> {
  const { out } = await diapason(["trials", "--json"], { cwd })
  return (JSON.parse(out) as { readonly trials: readonly Listed[] }).trials
}

const replayed = async (cwd: string): Promise<string> => (await diapason(["replay"], { cwd })).out
const succeeded = ({ code, err }: Ran): string => {
  expect(err).not.toContain("error")
  expect(code).toBe(0)
  return err
}

describe("a started study with a changed space", () => {
  test("is extended: renamed, widened and added to, its trials teach on, and all replays", async () => {
    const cwd = folder({ "train.sh": script })
    succeeded(await diapason(words(first, 12), { cwd }))
    const err = succeeded(await diapason(words(wider, 16, "--extend"), { cwd }))
    expect(err).toMatch(/train-[0-9a-f]{4} +resumed +12 trials, revision 2 \(of 12 finished trials 12 fit it\), best loss/)
    const trials = await listed(cwd)
    expect(trials.map(({ revision }) => revision)).toEqual([...Array<number>(12).fill(1), 2, 2, 2, 2])
    expect(trials[11]!.config).toEqual({ lr: expect.anything() as unknown, opt: expect.anything() as unknown })
    expect(Object.keys(trials[12]!.config)).toEqual(["rate", "opt", "drop"])
    expect(trials[13]!.why).toContain("of 12 vs the rest")
    expect(await replayed(cwd)).toContain("16 suggestions and 0 decisions derived again, all the same")
    // The same command goes on, with the flag and without, and the space needs no more word of what was.
    succeeded(await diapason(words(wider, 17, "--extend"), { cwd }))
    const bare = ["-p", "rate=log(1e-6, 1)", "-p", "opt=adam,sgd,lion", "-p", "drop=0..0.5"]
    expect(succeeded(await diapason(words(bare, 18), { cwd }))).toContain("17 trials, revision 2")
    expect(await listed(cwd)).toHaveLength(18)
    expect(await replayed(cwd)).toContain("18 suggestions")
  })

  test("keeps what lies outside by now in the record and among the best, marked", async () => {
    const cwd = folder({ "train.sh": script })
    succeeded(await diapason(words(first, 8, "--baseline", "lr=1e-3 opt=sgd"), { cwd }))
    const away = ["-p", "lr=1e-5..1e-4:log", "-p", "opt=adam,sgd"]
    succeeded(await diapason(words(away, 10, "--extend", "--baseline", "lr=5e-5 opt=adam"), { cwd }))
    const found = best.parse(JSON.parse((await diapason(["best", "--json"], { cwd })).out))
    expect(found.best).toMatchObject([{ trial: 0, outside: true, config: { lr: 1e-3 } }])
    expect((await diapason(["best"], { cwd })).out).toContain("outside of the space of today")
    expect((await diapason(["show", "0"], { cwd })).out).toContain("revision 1   outside of the space of today")
    const trials = await listed(cwd)
    expect(trials[0]).toMatchObject({ revision: 1, outside: true })
    // A wish that is new is tried although the study was there; it is revision 2's first.
    expect(trials[8]).toMatchObject({ revision: 2, config: { lr: 5e-5, opt: "adam" }, why: "given to be tried first" })
    expect(await replayed(cwd)).toContain("all the same")
  })

  test("is refused without the flag, with what it would cost; what was used before must be said; another goal is never taken", async () => {
    const cwd = folder({ "train.sh": script })
    const named = ["--name", "s"]
    succeeded(await diapason(words(first, 4, ...named, "--baseline", "opt=sgd", "--baseline", "opt=adam"), { cwd }))
    const one = ["-p", "lr=1e-5..1e-1:log", "-p", 'opt=choice("adam")']
    const lost = await diapason(words(one, 6, ...named), { cwd })
    expect(lost.err).toMatch(/error D301 .*opt lost the value "sgd", used by [123] finished trials? of s\./)
    expect(lost.err).toContain("--extend records revision 2 and keeps the 4; --new starts afresh")
    const unsaid = await diapason(words([...first, "-p", "drop=0..0.5"], 6, ...named, "--extend"), { cwd })
    expect(unsaid.err).toContain("error D136  drop is new, and it is not said which value the trials before it really used.")
    const misnamed = await diapason(words([...first, "-p", 'x=float(0, 1, was_called="y")'], 6, ...named, "--extend"), { cwd })
    expect(misnamed.err).toContain("error D137  x is said to have been called y")
    const goal = ["tune", ...first, "--maximize", "loss", ...named, "--extend", "--", "sh", "train.sh"]
    expect((await diapason(goal, { cwd })).err).toContain(
      "error D302  The study s measures something else: objectives changed loss minimize → loss maximize.",
    )
    expect(await listed(cwd)).toHaveLength(4)
  })

  test("killed in the middle of its second revision goes on, and replays", async () => {
    const cwd = folder({ "train.sh": held })
    succeeded(await diapason(words(first, 12), { cwd }))
    const run = begin(words(wider, 16, "--extend", "--no-canary"), { cwd })
    await run.seen(/trial +14 +started/)
    run.process.kill("SIGKILL")
    await run.ended
    writeFileSync(join(cwd, "train.sh"), script)
    succeeded(await diapason(words(wider, 16, "--extend"), { cwd }))
    const trials = await listed(cwd)
    expect(trials.map(({ revision }) => revision)).toEqual([...Array<number>(12).fill(1), 2, 2, 2, 2])
    expect(await replayed(cwd)).toContain("16 suggestions")
  })
})
