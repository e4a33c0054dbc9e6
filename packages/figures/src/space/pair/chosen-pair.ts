import type { Effects } from "@diapason/views"

/**
 * Which two parameters are shown: those of the address, else the strongest interaction, else the two that matter most by themselves, else the
 * first two. One that the address names alone gets its strongest partner.
 */
export function chosenPair(
  names: readonly string[],
  effects: Effects | undefined,
  x: string | number | undefined,
  y: string | number | undefined,
): readonly [first: string | undefined, second: string | undefined] {
  const known = (name: string | number | undefined): string | undefined => names.find((one) => one === String(name))
  const [first, second] = [known(x), known(y)]
  if (first !== undefined && second !== undefined && first !== second) return [first, second]
  const one = first ?? second
  if (one !== undefined) {
    const partner = effects?.pairs.find((pair) => pair.first === one || pair.second === one)
    const other = partner === undefined ? names.find((name) => name !== one) : partner.first === one ? partner.second : partner.first
    return first === undefined ? [other, one] : [one, other]
  }
  const top = effects?.pairs[0]
  if (top !== undefined && top.share > top.floor) return [top.first, top.second]
  const main = (effects?.main ?? []).map(({ name }) => name).filter((name) => names.includes(name))
  return main.length > 1 ? inOrder(names, main[0]!, main[1]!) : [names[0], names[1]]
}

const inOrder = (names: readonly string[], a: string, b: string): readonly [string, string] =>
  names.indexOf(a) < names.indexOf(b) ? [a, b] : [b, a]
