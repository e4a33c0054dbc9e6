import { existsSync } from "node:fs"
import { fault } from "@diapason/core"
import { findPython } from "../../automl/find-python.ts"
import { askPython, type Told } from "../../automl/python-side.ts"
import { exit } from "../exit.ts"
import { flags } from "../flags.ts"
import { dirOf } from "../study/open-ledger.ts"
import { verb } from "../verb.ts"

/** Predicts new rows with a model that `automl` has saved. */
export const predict = verb({
  args: "<model> <data>",
  example: "diapason predict models/flowers new.csv --output predictions.csv",
  flags: { output: flags.predictions, proba: flags.proba, dir: flags.dir, json: flags.json },
  async run(f, [model, data], io) {
    for (const file of [String(model), String(data)])
      if (!existsSync(file)) throw fault("D161", { file, why: "there is no such file or folder" })
    const python = await findPython(io, dirOf(f), false)
    const out = f.output ?? "predictions.csv"
    const words = ["predict", String(model), String(data), "--out", out, ...(f.proba === true ? ["--proba"] : [])]
    const { rows, score, warnings = [] } = await askPython<Predicted>(python, words, io.env)
    if (f.json === true) {
      const told = warnings.map(({ code, what }) => ({ code, what }))
      io.out(JSON.stringify({ schema: "diapason.predict/1", rows, out, ...(typeof score === "number" && { score }), warnings: told }))
      return exit.done
    }
    for (const { what } of warnings) io.err(`  note  ${what}`)
    io.out(
      `  ${rows} rows predicted, in ${out}${typeof score === "number" ? `   score ${score.toPrecision(4)}, by the target that the file has` : ""}`,
    )
    return exit.done
  },
})

interface Predicted {
  readonly rows: number
  readonly score?: number | null
  readonly warnings?: readonly Told[]
}
