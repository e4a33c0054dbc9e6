import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { readRule } from "../../src/cli/tune/adapt.ts"
import { diapason, folder } from "./diapason.ts"

/** Six epochs; with lr over 0.01 the loss is lost at the third. */
const train = `
for a in "$@"; do case $a in --lr=*) lr=\${a#*=};; esac; done
exec awk -v lr="$lr" 'BEGIN { for (epoch = 1; epoch <= 6; epoch++) print "epoch " epoch " val_loss=" (epoch == 3 && lr > 0.01 ? "nan" : 1 / epoch) }'
`
const tune = (...rules: readonly string[]) => [
  ...["tune", "-p", "lr=1e-4..1.0:log", "--baseline", "lr=0.03", "--minimize", "val_loss", "--fidelity", "epoch=1..6"],
  ...["--trials", "1", "--name", "s", ...rules.flatMap((rule) => ["--adapt", rule]), "--", "sh", "train.sh"],
]

describe("tune --adapt", () => {
  test("takes a script that knows nothing of it back to its beginning with half the rate, until it does not diverge", async () => {
    const cwd = folder({ "train.sh": train })
    const { code, err } = await diapason(tune("lr:divergence"), { cwd })
    expect(code).toBe(0)
    expect(err).toContain("updated   divergence: val_loss became nan at step 3; lr 0.03 → 0.015, from the beginning")
    expect(err).toContain("lr 0.015 → 0.0075, from the beginning")
    const shown = await diapason(["show", "0"], { cwd })
    expect(shown.out.split("\n")).toEqual(
      expect.arrayContaining([
        "  update  step  values     became         why",
        "       1     3  lr 0.015   started again  divergence: val_loss became nan at step 3; lr 0.03 → 0.015, from the beginning",
      ]),
    )
    const { out } = await diapason(["trials", "--json"], { cwd })
    const [trial] = (JSON.parse(out) as { trials: readonly object[] }).trials
    expect(trial).toMatchObject({ state: "complete", attempts: 3, config: { lr: 0.03 }, values: { val_loss: 0.166667 } })
    expect(trial).toMatchObject({
      updates: [
        { rev: 1, config: { lr: 0.015 }, state: "applied" },
        { rev: 2, config: { lr: 0.0075 }, state: "applied" },
      ],
    })
    expect((await diapason(["replay"], { cwd })).code).toBe(0)
  })

  const helpers = {
    "diapason.py": {
      needs: "python3",
      file: "train.py",
      script: `
import diapason
t = diapason.trial(lr=0.1)
t.live(lr=lambda value: print("set", value, flush=True))
for epoch in t.steps(6):
    print("epoch", epoch, "with", t.lr, flush=True)
    t.report(val_loss=1 / epoch, wait=True)
`,
    },
    "diapason/trial": {
      needs: process.execPath,
      file: "train.mjs",
      script: `
import { trial } from ${JSON.stringify(import.meta.resolve("diapason/trial"))}
const t = trial({ lr: 0.1 }, { live: { lr: (value) => console.log("set", value) } })
for await (const epoch of t.steps(6)) {
  console.log("epoch", epoch, "with", t.config.lr)
  await t.report({ val_loss: 1 / epoch })
}
`,
    },
  }
  test.for(Object.entries(helpers))(
    "changes the rate of a script with %s in the middle of its run",
    async ([name, { needs, file, script }], ctx) => {
      if (spawnSync(needs, ["--version"]).status !== 0) return ctx.skip(`no ${needs} here`)
      const cwd = folder({ [file]: script })
      const rule = '{"when": "step == 2", "set": {"lr": 0.015}, "cooldown": 1, "apply": "next-epoch"}'
      const words = tune(rule).slice(0, -2)
      const PYTHONPATH = fileURLToPath(new URL("../../../../clients/python", import.meta.url))
      const { code, err } = await diapason([...words, needs, file], { cwd, env: { PYTHONPATH } })
      expect({ code, name }).toEqual({ code: 0, name })
      expect(err).toContain("applied   update 1, from step 3 on")
      const { out } = await diapason(["show", "0", "--logs"], { cwd })
      const rates = ["epoch 1 with 0.03", "epoch 2 with 0.03", "set 0.015", ...[3, 4, 5, 6].map((n) => `epoch ${n} with 0.015`)]
      expect(out.split("\n").filter((line) => /^(set|epoch)/.test(line))).toEqual(rates)
    },
  )

  test("says that a script which does not listen has refused", async () => {
    const cwd = folder({ "train.sh": train })
    const { err } = await diapason(tune('{"when": "step >= 2", "set": {"lr": "lr / 2"}, "cooldown": 1}'), { cwd })
    expect(err).toContain("updated   rule: step >= 2 (step 2); lr 0.03 → 0.015")
    expect(err).toContain("refused   update 1: the script does not say that it can change lr while it runs")
    expect((await diapason(["show", "0"], { cwd })).out).toMatch(
      / 1 +2 {2}lr 0\.015 {2}refused +rule: step >= 2 .*; refused: the script does not say that it can change lr/,
    )
  })

  test.each([
    ["lr:platau", "D330"],
    ["lrr:plateau", "D331"],
    ['{"by": 3}', "D332"],
    ["{", "D140"],
    ["lr=plateau", "D140"],
  ])("%s is %s, and nothing is started", async (rule, code) => {
    const cwd = folder({ "train.sh": train })
    const ran = await diapason(tune(rule), { cwd })
    expect(ran.code).toBe(2)
    expect(ran.err).toContain(`error ${code}  `)
    expect((await diapason(["status"], { cwd })).err).toContain("D303")
  })
})

describe("a rule on the command line", () => {
  test.each([
    ["lr:plateau", { param: "lr", by: "plateau" }],
    ["optimizer.lr:noise-scale", { param: "optimizer.lr", by: "noise-scale" }],
    ["overfit", { by: "overfit" }],
    [' {"by": "overfit", "patience": 3} ', { by: "overfit", patience: 3 }],
  ])("%s is %j", (text, rule) => {
    expect(readRule("--adapt", text)).toEqual(rule)
  })
})

test("what another parameter is derived from needs no placeholder of its own", async () => {
  const cwd = folder()
  const { code, out } = await diapason(
    [
      ...["tune", "-p", "lr_base=0.1..0.1", "-p", "bs=64,128", "--baseline", "bs=64", "-p", 'lr=derived("lr_base * bs / 256")'],
      ...["--minimize", "loss", "--trials", "1", "--", "echo", "loss={lr}"],
    ],
    { cwd },
  )
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("loss 0.025") as string })
})
