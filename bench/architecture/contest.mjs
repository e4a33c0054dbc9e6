/** Tuners on tables: the evaluations that each needs, as medians over seeds and as shares of what random search needs. */
import { samplers } from "@diapason/algorithms"
import { atMost, figure, median, ratio } from "../frame/figures.mjs"
import { optunaTrials } from "./peer.mjs"
import { among, frontReached, trialsUntil } from "./study.mjs"

const seeds = Array.from({ length: 20 }, (_, i) => 1001 + i)

/** Who plays: `form` says whether it is told of the network or sees choices only. Aims are shares of random search's evaluations. */
const players = [
  { name: "random", sampler: "random", form: "plain", most: 20_000 },
  { name: "regularised-evolution", sampler: "regularised-evolution", form: "drawn", most: 4000, top: 1 / 2 },
  { name: "network-gp", sampler: "network-gp", form: "drawn", most: 300, top: 1 / 5, front: 1 / 3 },
  { name: "auto", sampler: "auto", form: "drawn", most: 300, top: 1 / 5, front: 1 / 3 },
  { name: "auto, choices only", sampler: "auto", form: "plain", most: 300, top: 1 / 5, front: 1 / 3 },
]

/** Fronts are looked for on tables that can be counted out, with fewer seeds: a study of two objectives takes minutes. */
const frontSeeds = seeds.slice(0, 5)

export async function contest(tables, { say, peer }) {
  const [figures, aims] = [[], []]
  for (const table of tables) {
    const all = table.all()
    const threshold = among(all, 0.001)
    const goals = [{ name: "top", of: seeds, objectives: 1, goal: () => (losses) => losses[0] <= threshold }]
    if (all.length < 20_000) goals.push({ name: "front", of: frontSeeds, objectives: 2, goal: frontReached(all, 0.99) })
    for (const { name, of, objectives, goal } of goals) {
      let ofRandom = 0
      for (const player of players) {
        say(`  ${table.name}: ${name}: ${player.name}`)
        const results = await played(player, table, of, objectives, goal)
        const label = `${table.name}: ${name}`
        const needed = results.map(({ trials }) => trials)
        const share = median(needed) / (ofRandom || median(needed))
        ofRandom ||= median(needed)
        figures.push(figure(label, player.name, "trials", needed), ratio(`${label}, of random's`, share))
        figures.push(
          figure(
            `${label}, a mean ask`,
            player.name,
            "ms",
            results.map(({ trials, total }) => total / trials),
          ),
        )
        if (player[name] !== undefined)
          aims.push(atMost(`${label}: ${player.name}`, share, Number(player[name].toPrecision(3)), "x random"))
      }
      if (peer !== undefined && objectives === 1)
        for (const sampler of ["TPESampler", "AutoSampler"]) {
          const needed = await optunaTrials(peer, sampler, table, of, goal, 600)
          if (needed === undefined) continue
          figures.push(figure(`${table.name}: ${name}`, `optuna ${sampler}`, "trials", needed))
          figures.push(ratio(`${table.name}: ${name}, of random's`, median(needed) / ofRandom))
        }
    }
  }
  return { figures, aims, notes: ["a study that did not get there counts with one trial more than it had"] }
}

async function played({ sampler, form, most }, { losses, ...table }, of, objectives, goal) {
  const results = []
  for (const seed of of) {
    const reached = goal()
    results.push(await trialsUntil({ sampler: samplers[sampler].make({}), space: table[form], losses, objectives, seed, most, reached }))
  }
  return results
}
