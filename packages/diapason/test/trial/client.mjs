// Does what a transcript asks of training code, with the TypeScript client.
import { trial } from "diapason/trial"

const acts = JSON.parse(process.env.TRANSCRIPT)
const { live = [], raises } = acts.find((act) => act.live) ?? {}
const refuse = () => {
  throw new Error(raises)
}
const t = trial({ lr: 1, depth: 3 }, { live: raises === undefined ? live : Object.fromEntries(live.map((name) => [name, refuse])) })
const numbers = (metrics) =>
  Object.fromEntries(Object.entries(metrics).map(([name, x]) => [name, { nan: NaN, inf: Infinity, "-inf": -Infinity }[x] ?? x]))
const saw = (what) => console.log(JSON.stringify(what))

for (const act of acts) {
  if (act.steps) {
    for await (const step of t.steps(act.steps)) {
      await t.report(numbers(act.report), { wait: true })
      saw({ step, lr: t.config.lr })
    }
    saw({ left: true })
  } else if (act.report) {
    const { action, why } = await t.report(numbers(act.report), { step: act.step, wait: true })
    saw({ action, why })
  } else if (act.show) saw({ config: t.config, seed: t.seed })
  else if (act.asked) saw({ save: t.saveRequested })
  else if (act.checkpoint) await t.checkpoint(act.checkpoint, () => undefined)
  else if (act.note) t.note(...act.note)
  else if (act.log) t.log(...act.log)
  else if (act.artifact) t.artifact(...act.artifact)
  else if (act.result) t.result(numbers(act.result))
  else if (act.fail) t.fail(...act.fail)
  else if (act.resume && t.resume === undefined) throw new Error("there is nothing to go on from")
}
