import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fault } from "@diapason/core"
import { findPython, pictures, tables } from "../../automl/find-python.ts"
import { askPython, type Told } from "../../automl/python-side.ts"
import { exit } from "../exit.ts"
import { automlFlags } from "../flags/automl.ts"
import { commonFlags } from "../flags/common.ts"
import { dirOf } from "../study/open-ledger.ts"
import { verb } from "../verb.ts"

/** Predicts new rows or pictures with a model that `automl` has saved. */
export const predict = verb({
  args: "<model> <data>",
  example: "diapason predict models/flowers new.csv --output predictions.csv",
  flags: { output: automlFlags.predictions, proba: automlFlags.proba, dir: commonFlags.dir, json: commonFlags.json },
  async run(f, [model, data], io) {
    for (const file of [String(model), String(data)])
      if (!existsSync(file)) throw fault("D200", { file, why: "there is no such file or folder" })
    const python = await findPython(io, dirOf(f), false, ofPictures(String(model)) ? pictures : tables)
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
      `  ${rows} predicted, in ${out}${typeof score === "number" ? `   score ${score.toPrecision(4)}, by the target that the data has` : ""}`,
    )
    return exit.done
  },
})

/** Whether a model was made for pictures, as its schema says. */
function ofPictures(model: string): boolean {
  const file = join(model, "schema.json")
  return existsSync(file) && /"kind":\s*"image"/.test(readFileSync(file, "utf8"))
}

interface Predicted {
  readonly rows: number
  readonly score?: number | null
  readonly warnings?: readonly Told[]
}
