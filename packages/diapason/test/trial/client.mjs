// Does what a transcript asks of training code, with the TypeScript client.
import { trial } from "diapason/trial"

const t = trial({ lr: 1, depth: 3 })
const numbers = (metrics) =>
  Object.fromEntries(Object.entries(metrics).map(([name, x]) => [name, { nan: NaN, inf: Infinity, "-inf": -Infinity }[x] ?? x]))
const saw = (what) => console.log(JSON.stringify(what))

for (const act of JSON.parse(process.env.TRANSCRIPT)) {
  if (act.steps) {
    for await (const step of t.steps(act.steps)) {
      await t.report(numbers(act.report), { wait: true })
      saw({ step })
    }
    saw({ left: true })
  } else if (act.report) {
    const { action, why } = await t.report(numbers(act.report), { step: act.step, wait: true })
    saw({ action, why })
  } else if (act.show) saw({ config: t.config, seed: t.seed })
  else if (act.note) t.note(...act.note)
  else if (act.log) t.log(...act.log)
  else if (act.artifact) t.artifact(...act.artifact)
  else if (act.result) t.result(numbers(act.result))
  else if (act.fail) t.fail(...act.fail)
  else if (act.resume && t.resume === undefined) throw new Error("there is nothing to go on from")
}
