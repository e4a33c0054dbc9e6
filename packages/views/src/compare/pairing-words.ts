import type { Pairing } from "./groups-beside.ts"

/**
 * What a comparison in pairs has shown, in sentences: who was better how often and by how much, and whether that may be chance. `number`
 * writes a value of the metric, `cost` a budget.
 */
export function pairingWords(pairing: Pairing, number: (x: number) => string, cost: (spent: number) => string): readonly string[] {
  const { first, second, pairs, budget, by, left, lead, chance } = pairing
  if (pairs === 0) return [`${first} and ${second}: no two studies of them make a pair.`]
  const ahead = pairing.won >= pairing.lost
  const [better, worse] = ahead ? [first, second] : [second, first]
  const [won, likely] = ahead ? [pairing.won, chance] : [pairing.lost, chance === undefined ? undefined : 1 - chance]
  const most =
    won === pairing.lost && ahead
      ? `${first} and ${second} are each better in ${won} of ${count(pairs)}`
      : `${better} is better than ${worse} in ${won} of ${count(pairs)}`
  const tied = pairing.tied > 0 ? `, ${pairing.tied} equal` : ""
  const unpaired = left > 0 ? `; ${left} ${left === 1 ? "study has" : "studies have"} no partner` : ""
  return [
    `At ${cost(budget)} ${most} (by ${by}${tied}${unpaired})${lead === undefined ? "" : `: ${leadWords(lead, ahead, number)}`}.${likely === undefined ? "" : ` P(${better} better) = ${likely.toFixed(2)}.`}`,
    chanceWords(pairing),
  ]
}

const count = (pairs: number): string => (pairs === 1 ? "1 pair" : `${pairs} pairs`)

function leadWords({ estimate, low, high, level }: NonNullable<Pairing["lead"]>, ahead: boolean, number: (x: number) => string): string {
  const [middle, from, to] = ahead ? [estimate, low, high] : [-estimate, -high, -low]
  if (!(level > 0)) return `by ${number(middle)}`
  return `by ${number(middle)} in the middle (${number(from)} to ${number(to)}, ${Number((100 * level).toFixed(1))} %)`
}

function chanceWords({ p, adjusted, leastP, pairs }: Pairing): string {
  const test = `${pairs > mostExact ? "Signed-rank test" : "Exact signed-rank test"}, two-sided: p = ${figure(p)}${adjusted === p ? "" : `, ${figure(adjusted)} for having made several comparisons (Holm)`}.`
  if (leastP > usual) return `${test} ${count(pairs)} cannot show a difference below p = ${figure(leastP)}: it takes ${needed} at least.`
  return adjusted <= usual ? test : `${test} That may well be chance.`
}

const usual = 0.05

/** Up to so many pairs the test counts all patterns of signs. */
const mostExact = 25

/** The fewest pairs that can come below it: 2 / 2⁶ = 0.03. */
const needed = 6

const figure = (p: number): string => (p < 0.001 ? "< 0.001" : String(Number(p.toPrecision(p < 0.1 ? 1 : 2))))
