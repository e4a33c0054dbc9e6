import type { Look } from "@diapason/figures"

/** How the i-th line of a picture looks: colour, dash and marker change at different paces, so that 48 lines can be told apart. */
export const lineStyle = (i: number, look: Look) => {
  const color = look.categories[i % look.categories.length]!
  return {
    color,
    lineStyle: { color, width: 2, type: dashes[i % dashes.length]! },
    symbol: markers[i % markers.length]!,
    symbolSize: 7,
    showSymbol: true,
    itemStyle: { color },
  }
}

const dashes = ["solid", [8, 4], [2, 3], [10, 3, 2, 3]]
const markers = ["circle", "rect", "triangle", "diamond", "emptyCircle", "pin"]
