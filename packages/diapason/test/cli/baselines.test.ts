import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { parse } from "yaml"
import { describe, expect, test } from "vitest"
import { init } from "../../src/cli/schemas/init.ts"
import { settingsOf } from "../../src/cli/tune/settings.ts"
import { tuningOf, type Tuning } from "../../src/cli/tune/wanted.ts"
import { diapason, folder } from "./diapason.ts"

const script = `# import xgboost would be another job
import argparse
import lightgbm
p = argparse.ArgumentParser()
p.add_argument("--lr", type=float, default=0.1)
p.add_argument("--num-leaves", type=int, default=31)
p.add_argument("--verbosity", type=int, default=1)
a = p.parse_args()
print(f"val_loss={a.lr}")
`
const words = ["train", "--lr={lr:log(1e-3, 0.3)}", "--leaves={num_leaves:int(4, 256, log)}"]

/** What a command comes to, without a process. */
const tuning = async (flags: Parameters<typeof settingsOf>[0], command: readonly string[] = words): Promise<Tuning> =>
  tuningOf(await settingsOf({ minimize: ["val_loss"], ...flags }, command, { env: {} }), {})

/** The same of a file. */
const tuningIn = (text: string): Promise<Tuning> => {
  const file = join(folder({}), "study.yaml")
  writeFileSync(file, text)
  return settingsOf({ config: file }, [], { env: {} }).then((settings) => tuningOf(settings, {}))
}

describe("proven baselines on the command line", () => {
  test("are tried first, with their source; status compares with them", async () => {
    const cwd = folder({})
    const asked = ["--baseline", "proven:lightgbm/tuned num_leaves=20", "-p", "lr=1e-3..0.3:log", "-p", "num_leaves=4..256:log"]
    const more = ["--minimize", "val_loss", "--trials", "2", "--sampler", "random", "--", "sh", "-c", "echo val_loss=${1#--lr=}", "train"]
    const ran = await diapason(["tune", ...asked, ...more], { cwd })
    expect(ran.code).toBe(0)
    expect(ran.err).toMatch(/note {2}baseline lightgbm\/tuned: Holzmüller.*2024/)
    expect(ran.err).toContain("note  baseline lightgbm/tuned: not in the space: n_estimators ")
    const { out } = await diapason(["status", "--json", "--trials"], { cwd })
    const status = JSON.parse(out) as { trials: object[]; against: object }
    expect(status.trials[0]).toMatchObject({ config: { lr: 0.04, num_leaves: 20 }, by: "baseline", label: "lightgbm/tuned" })
    expect(status.against).toMatchObject({ label: "lightgbm/tuned", trial: 0 })
  })

  test("bring their beliefs when asked, and say which; what is stated counts more", async () => {
    const { wanted, notes } = await tuning({ baseline: ["proven:lightgbm/tuned"], prior: ["proven", "lr=0.1:2x"] })
    expect(wanted.priors).toEqual({ lr: { around: 0.1, spread: "2x" }, num_leaves: { around: 50, spread: "3x" } })
    expect(notes?.at(-1)).toBe("beliefs of the library: lr around 0.1 (2x), num_leaves around 50 (3x)")
    expect((await tuning({ prior: ["proven:lightgbm/defaults"] })).wanted.priors).toMatchObject({ lr: { around: 0.1 } })
  })

  test.each([
    [{ baseline: ["proven:lightgmb"] }, "D177", "did you mean lightgbm?"],
    [{ baseline: ["proven:lightgbm/tunde"] }, "D177", "did you mean tuned?"],
    [{ baseline: ["proven:image-sgd/large-batch batch_size=9"] }, "D112", "batch_size"],
    [{ baseline: ["proven:contrastive"] }, "D178", "lr=4.8 lies outside what is searched: [0.001, 0.3]"],
    [{ baseline: ["proven:lightgbm/tuned colour=3"] }, "D112", "colour"],
    [{ baseline: ["proven:translation"] }, "D179", "none of its parameters"],
    [{ prior: ["proven"] }, "D140", "a proven baseline beside it"],
    [{ prior: ["proven:svn"] }, "D177", "did you mean svm?"],
  ])("%j is %s: nothing is started", async (flags, code, said) => {
    const refused = tuning(flags)
    await expect(refused).rejects.toMatchObject({ code, words: { what: expect.stringContaining(said) as string } })
  })

  test("a file names them too; clip lets a value go to the end of its range, and that is told", async () => {
    const file = (entry: string, priors: string): string =>
      `command: sh train.sh\nspace: { lr: "log(1e-4, 0.01)", num_leaves: "int(4, 64)" }\nobjectives: [{ metric: loss, direction: minimize }]\nbaselines:\n  - ${entry}\n${priors}`
    const clipped = await tuningIn(file("{ proven: lightgbm/tuned, clip: true, label: mine }", "priors: proven\n"))
    expect(clipped.baselines).toMatchObject([{ label: "mine", config: { lr: 0.01, num_leaves: 50 } }])
    expect(clipped.notes).toContain("baseline mine: lr: 0.04 became 0.01, the nearest value of the space")
    expect(clipped.wanted.priors).toMatchObject({ lr: { around: 0.01 } })
    await expect(tuningIn(file("proven:lightgbm/tuned", ""))).rejects.toMatchObject({
      code: "D178",
      words: { what: expect.stringMatching(/lr=0\.04 lies outside .*study\.yaml:5\)/) as string },
    })
    await expect(tuningIn(file("provn:lightgbm", ""))).rejects.toMatchObject({ code: "D152" })
  })

  test("init recognises the job: its ranges, its starts with their sources, and says so", async () => {
    const cwd = folder({ "train.py": script })
    const { out, code } = await diapason(["init", "--no-run", "-o", "-", "--json", "--", "python3", "train.py"], { cwd })
    expect(code).toBe(0)
    const { text = "", notes, ...found } = init.parse(JSON.parse(out))
    expect(found).toMatchObject({ job: "lightgbm", proven: [{ config: { lr: 0.04, "num-leaves": 50 } }, {}] })
    expect(notes).toEqual(["recognised gradient-boosted trees with LightGBM: its ranges and starts are those of proven:lightgbm"])
    expect(text).toMatch(/lr: log\(0\.005, 0\.3\) +# .*\(proven:lightgbm\) \(default 0\.1\)/)
    expect(text).toMatch(/- \{ label: lightgbm\/tuned, lr: 0\.04, num-leaves: 50 \} {2}# Holzmüller/)
    const { baselines } = parse(text) as { baselines: readonly { label: string }[] }
    expect(baselines.map(({ label }) => label)).toEqual(["defaults", "lightgbm/tuned", "lightgbm/regression"])
  })
})
