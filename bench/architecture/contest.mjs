/** Tuners on tables: the evaluations that each needs, as medians over seeds and as shares of what random search needs. */
import { samplers } from "@diapason/algorithms"
import { atMost, figure, median, ratio } from "../frame/figures.mjs"
import { optunaTrials } from "./peer.mjs"
import { among, frontReached, trialsUntil } from "./study.mjs"

const seeds = Array.from({ length: 20 }, (_, i) => 1001 + i)

/** The most trials that any study has. One that did not get there, also where its model gives up sooner, counts as if it had needed all of them. */
const longest = 20_000

/** Who plays: `form` says whether it is told of the network or sees choices only. Aims are shares of random search's evaluations. */
const players = [
  { name: "random", sampler: "random", form: "plain", most: longest },
  { name: "regularised-evolution", sampler: "regularised-evolution", form: "drawn", most: longest, top: 1 / 2 },
  { name: "network-gp", sampler: "network-gp", form: "drawn", most: 300, top: 1 / 5, front: 1 / 3 },
  { name: "auto", sampler: "auto", form: "drawn", most: 300, top: 1 / 5, front: 1 / 3 },
  { name: "auto, choices only", sampler: "auto", form: "plain", most: 300, top: 1 / 5, front: 1 / 3 },
]

/** A study of two objectives takes minutes. */
const frontSeeds = seeds.slice(0, 5)

/** Until one is found that only one in a thousand is as good as. */
export const best = (tables, frame) =>
  contest(tables, frame, seeds, 1, "top", (all) => {
    const threshold = among(all, 0.001)
    return () => (losses) => losses[0] <= threshold
  })

/** Until what was found covers 99 % of the volume that the whole front covers. */
export const front = (tables, frame) => contest(tables, frame, frontSeeds, 2, "front", (all) => frontReached(all, 0.99))

async function contest(tables, { say, peer }, of, objectives, kind, goalOf) {
  const [figures, aims] = [[], []]
  for (const table of tables) {
    const goal = goalOf(table.all())
    const label = `${table.name}: ${kind}`
    let ofRandom
    const record = (who, needed) => {
      ofRandom ??= median(needed)
      const share = median(needed) / ofRandom
      figures.push(figure(label, who, "trials", needed), ratio(`  of random's`, share))
      return share
    }
    for (const player of players) {
      say(`  ${label}: ${player.name}`)
      const results = await played(player, table, of, objectives, goal)
      const needed = results.map(({ trials }) => (trials > player.most ? longest : trials))
      say(`    ${median(needed)} trials`)
      const share = record(player.name, needed)
      figures.push(figure("  a mean ask", player.name, "ms", results.map(({ trials, total }) => total / trials))) // prettier-ignore
      if (player[kind] !== undefined) aims.push(atMost(`${label}: ${player.name}`, share, Number(player[kind].toPrecision(3)), "x random"))
    }
    if (peer === undefined || objectives > 1) continue
    say(`  ${label}: optuna`)
    const ofPeer = await optunaTrials(peer, "TPESampler", table, of, goal, 600)
    if (ofPeer !== undefined) record("optuna TPESampler", ofPeer)
  }
  return { figures, aims, notes: [`a study that did not get there counts with ${longest} trials, one of the peer with 601`] }
}

async function played({ sampler, form, most }, { losses, ...table }, of, objectives, goal) {
  const results = []
  for (const seed of of) {
    const reached = goal()
    results.push(await trialsUntil({ sampler: samplers[sampler].make({}), space: table[form], losses, objectives, seed, most, reached }))
  }
  return results
}
