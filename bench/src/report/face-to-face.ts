import type { Results } from "../run/record.ts"
import { duels } from "../statistics/duels.ts"
import { fieldOf } from "../statistics/field.ts"
import { standings } from "../statistics/standings.ts"
import type { Asked } from "./asked.ts"
import { heading, paragraph, short, type Block } from "./block.ts"

/** The subject against each contestant of the files on all that both finished: who was too slow for every seed is not left out here. */
export function faceToFace({ runs }: Results, { problems, trials }: Asked, subject: string, at: readonly number[]): readonly Block[] {
  const others = [...new Set(runs.map(({ contestant }) => contestant))].filter((name) => name !== subject)
  const late = at.filter((horizon) => horizon >= 25 || horizon === trials)
  const rows = others.flatMap((other) => {
    const field = fieldOf([subject, other], problems, runs, trials)
    if (field.problems.length === 0) return []
    const [own, its] = standings(field, late)
    const regrets = late.map((_, i) => `${short(own!.regret[i]!)} : ${short(its!.regret[i]!)}`)
    const results = late.map((horizon) => {
      const [duel] = duels(field, subject, horizon)
      return `${duel!.won} : ${duel!.lost}`
    })
    const played = field.problems.reduce((sum, { seeds }) => sum + seeds.length, 0)
    return [[other, String(field.problems.length), String(played), ...regrets, ...results, `${short(own!.ms)} : ${short(its!.ms)}`]]
  })
  if (rows.length === 0) return []
  const head = ["", "problems", "runs", ...late.map((n) => `regret ${n}`), ...late.map((n) => `won : lost ${n}`), "ms"]
  return [
    heading("Face to face"),
    paragraph(`${subject} : each other, on the problems and seeds that both finished; won and lost count problems by mean regret.`),
    { kind: "table", head, rows, best: new Set() },
  ]
}
