import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { diapason, folder } from "./diapason.ts"

const script = fileURLToPath(new URL("climb.mjs", import.meta.url))

test(
  "a population trains, its best schedule is printed and exported, and trained by again it comes to the same",
  { timeout: 120_000 },
  async () => {
    const cwd = folder()
    const run = (...args: readonly string[]) => diapason(args, { cwd })
    const population = '{"type":"pbt","population":3,"every":3,"mode":"synchronous"}'
    const tuned = await run(
      ...["tune", "-p", "rate=0.1..1.0", "--maximize", "height", "--fidelity", "step=1..9", "--scheduler", population, "--trials", "5"],
      ...["--jobs", "2", "--name", "climb", "--reporter", "quiet", "--", process.execPath, script],
    )
    expect(tuned).toMatchObject({ code: 0 })

    const { trials } = JSON.parse((await run("trials", "--json")).out) as {
      trials: { trial: number; state: string; by: string; why: string }[]
    }
    expect(trials).toHaveLength(5)
    expect(trials[3]).toMatchObject({ by: "perturb/1", why: expect.stringMatching(/^perturb: child of #\d+ at step \d+/) as string })
    const child = trials.find(({ state, why }) => state === "complete" && why.includes("child"))!.trial

    const shown = (await run("show", String(child))).out
    expect(shown).toMatch(/^ {2}line {6}#\d+ to step \d+ → #\d+/m)
    expect(shown).toMatch(/^ {2}schedule {2}from step 1: rate 0\.\d+$/m)

    const { out: exported } = await run("show", String(child), "--schedule")
    const file = JSON.parse(exported) as { schema: string; values: { height: number }; steps: readonly { from: number }[] }
    expect(file).toMatchObject({ schema: "diapason.schedule/1", study: "climb", trial: child })
    expect(file.steps.length).toBeGreaterThan(1)
    writeFileSync(join(cwd, "schedule.json"), exported)

    const again = ["tune", "--replay-schedule", "schedule.json", "--seed", "7", "--trials", "2", "--reporter", "quiet"]
    const replayed = await run(...again, "--", process.execPath, script)
    expect(replayed.code).toBe(0)
    const was = String(Number(file.values.height.toPrecision(4)))
    expect(replayed.out).toContain(`schedule of climb#${child}: height ${was} in its population; trained again ${was}, ${was}, mean ${was}`)
    expect((await run("replay", `climb-${child}-again-7`)).code).toBe(0)
    expect((await run("replay", "climb")).code).toBe(0)
  },
)

test.each([
  ["no.json", "a file that can be read"],
  ["empty.json", "diapason show TRIAL --schedule has written"],
])("--replay-schedule %s is refused: %s was expected", async (file, expected) => {
  const cwd = folder({ "empty.json": "{}" })
  const ran = await diapason(["tune", "--replay-schedule", file!, "--", "true"], { cwd })
  expect(ran).toMatchObject({ code: 2, err: expect.stringContaining(expected!) as string })
})

test.each(["{", '{"population":3}'])("--scheduler %s is neither a name nor settings", async (text) => {
  const ran = await diapason(["tune", "-p", "lr=0.0..1.0", "--minimize", "loss", "--scheduler", text, "--", "true"], { cwd: folder() })
  expect(ran).toMatchObject({ code: 2, err: expect.stringContaining("a name, or JSON") as string })
})

test("--replay-schedule takes no scheduler beside it", async () => {
  const schedule = {
    schema: "diapason.schedule/1",
    study: "s",
    trial: 0,
    space: { lr: "0.0..1.0" },
    objectives: [{ metric: "loss", direction: "minimize" }],
    steps: [{ from: 1, config: { lr: 0.5 } }],
  }
  const cwd = folder({ "s.json": JSON.stringify(schedule) })
  const ran = await diapason(["tune", "--replay-schedule", "s.json", "--scheduler", "pbt", "--", "true"], { cwd })
  expect(ran).toMatchObject({ code: 2, err: expect.stringContaining("nothing beside --replay-schedule") as string })
})
