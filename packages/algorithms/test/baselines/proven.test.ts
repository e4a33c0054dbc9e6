import { priorsFromJson, spaceFromJson, withDefaults, type Json } from "@diapason/core"
import { describe, expect, it } from "vitest"
import { provenNamed } from "../../src/baselines/library.ts"
import { provenBaseline, type ProvenBaseline, type ProvenOptions } from "../../src/baselines/proven.ts"
import { provenPriors } from "../../src/baselines/proven-priors.ts"
import { recognise } from "../../src/baselines/recognise.ts"

const proven = (space: Readonly<Record<string, Json>>, name: string, options: ProvenOptions = {}): ProvenBaseline => {
  const { job, starts } = provenNamed(name)
  return provenBaseline(spaceFromJson(space), job, starts[0]!, options)
}
const refused = (run: () => unknown): { readonly code: string; readonly what: string } => {
  try {
    run()
  } catch (error) {
    const { code, words } = error as { code: string; words: { what: string } }
    return { code, what: words.what }
  }
  throw new Error("nothing was refused")
}

describe("a proven baseline in a space", () => {
  it("finds parameters by synonym and spelling, and says what each side lacks", () => {
    const space = { eta: "log(1e-3, 0.3)", numLeaves: "int(4, 256, log)", "bagging-fraction": "float(0.5, 1)", tricks: "int(0, 4)" }
    const found = proven(space, "lightgbm/tuned")
    expect(found.config).toEqual({ eta: 0.04, numLeaves: 50, "bagging-fraction": 0.75 })
    expect(found.label).toBe("lightgbm/tuned")
    expect(found.source).toContain("2024")
    expect(found.notes[0]).toBe("not said by the source: tricks=2 (default or centre)")
    expect(found.notes[1]).toContain("not in the space: n_estimators")
  })

  it("takes mixtures, with the value that stays one of its own", () => {
    const space = { learning_rate: "log(1e-3, 0.5)", reg_alpha: "mix(0, log(1e-6, 1))" }
    expect(proven(space, "xgboost/defaults").config).toEqual({ learning_rate: 0.3, reg_alpha: 0 })
  })

  it("moves the rate with the batch that is used: in proportion for SGD, by the root for Adam", () => {
    const sgd = proven({ lr: "log(1e-3, 1)", batch_size: { type: "fixed", value: 64 } }, "image-sgd/resnet")
    expect(sgd.config["lr"]).toBe(0.025)
    expect(sgd.notes[0]).toContain("0.1 at batch 256 is 0.025 at batch 64, in proportion")
    const adam = proven({ lr: "log(1e-6, 1e-3)", bs: "ordinal(8, 32, 128)" }, "transformer-finetune/bert", { own: { bs: 128 } })
    expect(adam.config).toEqual({ lr: 6e-5, bs: 128 })
  })

  it("D178 for a value outside the range, with the value; clip lets it go to the end, and says so", () => {
    const space = { learning_rate: "log(1e-5, 1e-2)", num_leaves: "int(4, 64)" }
    expect(refused(() => proven(space, "lightgbm/tuned"))).toEqual({
      code: "D178",
      what: "proven:lightgbm/tuned: learning_rate=0.04 lies outside what is searched: [1e-05, 0.01].",
    })
    const clipped = proven(space, "lightgbm/tuned", { clip: true })
    expect(clipped.config).toEqual({ learning_rate: 0.01, num_leaves: 50 })
    expect(clipped.notes[0]).toBe("learning_rate: 0.04 became 0.01, the nearest value of the space")
    expect(proven(space, "lightgbm/tuned", { own: { learning_rate: 0.005 } }).config["learning_rate"]).toBe(0.005)
    const grid = proven({ batch_size: "ordinal(64, 512)", lr: "log(0.01, 1)" }, "image-sgd/resnet")
    expect(grid.config["batch_size"]).toBe(512)
    expect(refused(() => proven({ weights: 'choice("uniform", "rank")', k: "int(8, 20)" }, "knn")).code).toBe("D178")
  })

  it("leaves out what is not active beside the other values, and says so", () => {
    const space = { k: "int(1, 20)", p: "float(1, 3) if k>10" }
    const found = proven(space, "knn/defaults")
    expect(found.config).toEqual({ k: 5 })
    expect(found.notes).toContain("left out: p, which is not active beside the other values")
  })

  it("D177 for a name that is not there, with the nearest; D179 where the space has none of it; D112 for an own value that it lacks", () => {
    expect(refused(() => provenNamed("lightgmb"))).toEqual({
      code: "D177",
      what: "The library of proven baselines has no job named lightgmb; did you mean lightgbm?",
    })
    expect(refused(() => provenNamed("lightgbm/tunde")).what).toBe("proven:lightgbm has no start named tunde; did you mean tuned?")
    expect(refused(() => proven({ colour: "int(1, 3)" }, "svm")).code).toBe("D179")
    expect(refused(() => proven({ C: "log(0.1, 10)" }, "svm", { own: { gama: 1 } })).code).toBe("D112")
  })

  it("says beliefs that the space can read", () => {
    const space = spaceFromJson({ lr: "log(1e-3, 0.3)", num_leaves: "int(4, 256, log)", reg_alpha: "mix(0, log(1e-6, 1))" })
    const { job, starts } = provenNamed("lightgbm/tuned")
    const beliefs = provenPriors(space, job, starts[0]!)
    expect(beliefs).toEqual({
      lr: { around: 0.04, spread: "3x" },
      num_leaves: { around: 50, spread: "3x" },
      reg_alpha: { around: 0 },
    })
    expect(Object.keys(priorsFromJson(space, beliefs))).toEqual(["lr", "num_leaves", "reg_alpha"])
    expect(withDefaults(space, {})).toBeDefined()
  })
})

describe("recognising a job", () => {
  const named = (source: string, names: readonly string[]): string | undefined => recognise(source, names)[0]?.name

  it.each([
    ["import lightgbm as lgb\n", ["learning_rate", "num_leaves"], "lightgbm"],
    ["from xgboost import XGBClassifier\n", ["eta", "max_depth"], "xgboost"],
    ["from sklearn.svm import SVC\n", ["C", "gamma"], "svm"],
    ["from sklearn.ensemble import HistGradientBoostingClassifier\n", ["learning-rate"], "hist-gradient-boosting"],
    ["from transformers import Trainer, TrainingArguments\n", ["learning_rate"], "transformer-finetune"],
    ["from transformers import Trainer\nfrom peft import LoraConfig\n", ["learning_rate", "lora_r"], "lora"],
    ["m = torchvision.models.resnet18()\nopt = torch.optim.SGD(m.parameters())\n", ["lr", "momentum"], "image-sgd"],
    ["from stable_baselines3 import PPO\n", ["gamma", "clip_range"], "ppo"],
    ["# import lightgbm\nimport os\n", ["learning_rate"], undefined],
    ["import lightgbm\n", ["colour"], undefined],
  ] as const)("%j with %j", (source, names, job) => expect(named(source, names)).toBe(job))
})
