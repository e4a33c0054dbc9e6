import type { LineProcess } from "../contestants/line-process.ts"
import { lessonsOf, twists, type Past, type Twist } from "./memory.ts"
import { playOurs, playPeer, type Played } from "./play.ts"
import type { TransferTask } from "./task.ts"

/** What is to be played on a family of tasks. */
export interface Contest {
  readonly tasks: readonly TransferTask[]
  readonly seeds: number
  /** How the earlier studies searched: by one of our samplers. */
  readonly teacher: string
  /** Trials of each earlier study. */
  readonly taught: number
  readonly contestants: readonly string[]
  readonly peer: LineProcess | undefined
}

/** The regrets of one contestant with one kind of memory, after each horizon, run by run. */
export interface Row {
  readonly contestant: string
  readonly memory: Twist | "none"
  readonly regrets: readonly (readonly number[])[]
  /** Milliseconds of every ask. */
  readonly ms: readonly number[]
}

/** Trials after which regret is read. */
export const horizons = [5, 10, 25] as const

/** Leave one task out: each is played by everybody with what the studies of all others found, and by auto without. */
export async function playTransfer(contest: Contest, heard: (text: string) => void): Promise<readonly Row[]> {
  const { tasks, seeds, teacher, taught, contestants, peer } = contest
  const rows: Row[] = []
  const add = (contestant: string, memory: Row["memory"], task: TransferTask, { losses, ms }: Played): void => {
    const regrets = horizons.map((trials) => task.regret(Math.min(...losses.slice(0, trials))))
    const before = rows.findIndex((row) => row.contestant === contestant && row.memory === memory)
    if (before < 0) rows.push({ contestant, memory, regrets: [regrets], ms })
    else rows[before] = { contestant, memory, regrets: [...rows[before]!.regrets, regrets], ms: [...rows[before]!.ms, ...ms] }
    heard(`${contestant} on ${task.name}, memory ${memory}: ${regrets.map((regret) => regret.toFixed(3)).join(", ")}`)
  }
  for (let seed = 1; seed <= seeds; seed++) {
    const pasts = new Map<TransferTask, Past>()
    for (const [i, task] of tasks.entries()) pasts.set(task, await playOurs(teacher, task, { seed: 100 * seed + i, trials: taught }))
    const shared =
      peer === undefined ? [] : await Promise.all(tasks.map((task) => playOurs("random", task, { seed: 100 * seed, trials: taught })))
    for (const task of tasks) {
      const others = [...pasts].flatMap(([other, past]) => (other === task ? [] : [past]))
      const terms = { seed, trials: horizons.at(-1)! }
      add("auto", "none", task, await playOurs("auto", task, terms))
      for (const twist of twists)
        for (const contestant of contestants) {
          if (twist !== "related" && contestant !== "auto") continue
          add(contestant, twist, task, await playOurs(contestant, task, { ...terms, memory: lessonsOf(others, task, twist, seed) }))
        }
      for (const kind of peer === undefined ? [] : peers) {
        const past = kind === "zero-shot-shared" ? shared.filter((one) => one.task !== task.name) : others
        const memory = lessonsOf(past, task, "related", seed)
        add(`syne-tune ${kind}`, "related", task, await playPeer(peer!, kind, task, { ...terms, memory }))
      }
    }
  }
  return rows
}

/**
 * The searches of Syne Tune 0.16 that learn from earlier studies; it has no RGPE. The one called shared has studies of random search that all
 * tried the same configurations, which its portfolio is made for.
 */
const peers = ["zero-shot", "zero-shot-shared", "quantile", "bounding-box"] as const
