import { spawnSync } from "node:child_process"
import { mkdirSync, symlinkSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { schemas } from "../../src/cli/schemas/index.ts"
import { begin, bin, diapason, folder } from "./diapason.ts"

const flags = ["-p", "lr=1e-5..1e-1:log", "-p", "bs=16,32,64", "--minimize", "loss"]

async function document(verb: string, args: readonly string[], cwd: string, code = 0): Promise<Record<string, unknown>> {
  const ran = await diapason([verb, ...args, "--json"], { cwd })
  expect([ran.code, ran.err]).toEqual([code, ""])
  const json = JSON.parse(ran.out) as { schema: string }
  ;(await schemas[json.schema.replace(/^diapason\.|\/1$/g, "")]!()).parse(json)
  return json
}

const states = async (cwd: string): Promise<readonly string[]> =>
  (JSON.parse((await diapason(["trials", "--json"], { cwd })).out) as { trials: { state: string }[] }).trials.map(({ state }) => state)

const mustReplay = async (cwd: string): Promise<void> => expect((await diapason(["replay"], { cwd })).code).toBe(0)

test("a loop in a shell tunes from nothing to the best: ask, report-step, tell", async () => {
  const cwd = folder({
    "loop.sh": `
while line=$(diapason ask -p x=0.0..1.0 --minimize loss --fidelity epoch=1..2 --scheduler median --trials 3 2>>said); do
  set -- $line; n=$1; x=\${2#--x=}
  word=continue
  for step in 1 2; do
    loss=$(awk -v x=$x -v s=$step 'BEGIN { print (x - 0.3) ^ 2 + 1 / s }')
    word=$(diapason report-step $n $step loss=$loss 2>>said)
    echo "$n $step $word"
    [ $word = stop ] && break
  done
  [ $word = stop ] || diapason tell $n loss=$loss >/dev/null
done
`,
  })
  mkdirSync(join(cwd, "bin"))
  symlinkSync(bin, join(cwd, "bin", "diapason"))
  const ran = spawnSync("sh", ["loop.sh"], { cwd, encoding: "utf8", env: { PATH: `${join(cwd, "bin")}:${process.env["PATH"]}` } })
  expect(ran.stdout.trim().split("\n").length).toBeGreaterThan(3)
  expect(ran.stdout).toMatch(/^0 1 continue\n0 2 continue\n/)
  const ended = await states(cwd)
  expect(ended).toHaveLength(3)
  expect(ended.every((state) => state === "complete" || state === "pruned")).toBe(true)
  expect((await diapason(["best"], { cwd })).code).toBe(0)
  await mustReplay(cwd)
}, 90_000)

test("eight shells that ask at one time get eight trials, and the study is made once", async () => {
  const cwd = folder()
  const asked = await Promise.all(Array.from({ length: 8 }, () => document("ask", [...flags, "--trials", "9"], cwd)))
  expect(asked.map(({ trial }) => trial).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(await document("ask", ["--count", "3"], cwd)).toMatchObject({ trials: [{ trial: 8 }], done: true })
  expect(await document("ask", [], cwd, 3)).toMatchObject({ done: true, why: "all 9 trials of the budget were handed out" })
  await mustReplay(cwd)
})

test("what was handed out waits, whoever is killed, until it is told, failed or retried", async () => {
  const cwd = folder()
  await document("ask", flags, cwd)
  await document("ask", [], cwd)
  const killed = begin(["report-step", "1", "1", "loss=1"], { cwd })
  killed.process.kill("SIGKILL")
  await killed.ended
  expect(await document("report-step", ["0", "1", "loss=.5"], cwd)).toMatchObject({ trial: 0, step: 1, action: "continue" })
  expect(await document("tell", ["1", "--step", "2", "loss=.4"], cwd)).toMatchObject({ schema: "diapason.report-step/1", step: 2 })
  expect(await document("tell", ["0", "loss=.31"], cwd)).toMatchObject({ state: "complete", best: true })
  expect(await document("tell", ["1", "--fail", "oom", "--message", "24 GiB"], cwd)).toMatchObject({ state: "failed", failed: "oom" })
  expect(await document("retry", ["failed", "--kind", "oom"], cwd)).toMatchObject({ trials: [1] })
  expect(await document("ask", [], cwd)).toMatchObject({ trial: 1, attempt: 2 })
  await document("retry", ["1"], cwd)
  expect(await document("ask", [], cwd)).toMatchObject({ trial: 1, attempt: 3 })
  await document("prune", ["1", "--yes"], cwd)
  expect(await document("report-step", ["1", "3", "loss=1"], cwd)).toMatchObject({ action: "stop" })
  expect(await states(cwd)).toEqual(["complete", "pruned"])
  await mustReplay(cwd)
})

test("slips of the hand are told before anything is recorded", async () => {
  const cwd = folder()
  await document("ask", flags, cwd)
  const fails = async (args: readonly string[], code: string, ...texts: readonly string[]) => {
    const { err, code: exit } = await diapason(args, { cwd })
    expect(exit).toBe(2)
    expect(err).toContain(code)
    for (const text of texts) expect(err).toContain(text)
  }
  await fails(["tell", "0", "los=0.3"], "D149", "did you mean loss where los stands?")
  await fails(["tell", "0", "loss=a"], "D140")
  await fails(["tell", "4", "loss=1"], "D144")
  await fails(["enqueue", "lrr=0.1"], "D112", "did you mean lr?")
  await fails(["enqueue", "lr=3"], "D113")
  await fails(["retry", "0..3"], "D144")
  await fails(["prune", "0"], "D148", "trial 0 (running) has reported nothing")
  expect(await states(cwd)).toEqual(["running"])
})

test("stop ends the loop of a shell, resume lets it go on; pause makes it wait", async () => {
  const cwd = folder()
  await document("ask", flags, cwd)
  await document("pause", ["--reason", "lunch"], cwd)
  expect(await document("ask", [], cwd, 75)).toMatchObject({ wait: true, why: expect.stringMatching(/^paused by .+@.+: lunch$/) })
  await document("resume", [], cwd)
  await document("stop", ["--now", "--yes"], cwd)
  expect(await document("ask", [], cwd, 3)).toMatchObject({ done: true })
  await document("resume", [], cwd)
  expect(await document("ask", [], cwd)).toMatchObject({ trial: 1 })
  expect(await states(cwd)).toEqual(["failed", "running"])
  await mustReplay(cwd)
})
