import { escape } from "./escape.ts"

/**
 * Lines over the trials 1, 2, …, values between 0 and 1, as SVG. Each line has its name at its end, the names moved apart; a line of
 * Diapason is thick.
 */
export function lineChart(lines: readonly { readonly name: string; readonly values: readonly number[] }[]): string {
  const trials = Math.max(1, ...lines.map(({ values }) => values.length))
  const x = (trial: number): number => left + ((trial - 1) / Math.max(1, trials - 1)) * width
  const y = (value: number): number => top + (1 - value) * height
  const grid = [0, 0.25, 0.5, 0.75, 1].map((value) =>
    tick(left, y(value), left + width, y(value), String(value), left - 8, y(value) + 4, "end"),
  )
  const marks = [1, ...[0.25, 0.5, 0.75, 1].map((part) => Math.round(part * trials))]
  const feet = [...new Set(marks)].map((trial) =>
    tick(x(trial), top, x(trial), top + height, String(trial), x(trial), top + height + 18, "middle"),
  )
  const labels = apart(lines.map(({ values }) => y(values.at(-1) ?? 0)))
  const drawn = lines.map(({ name, values }, i) => {
    const points = values.map((value, k) => `${x(k + 1).toFixed(1)},${y(value).toFixed(1)}`).join(" ")
    const stroke = name.startsWith("diapason/") ? 3 : 1.5
    const colour = colours[i % colours.length]!
    const dash = i < colours.length ? "" : ' stroke-dasharray="5 3"'
    return (
      `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="${stroke}"${dash}><title>${escape(name)}</title></polyline>` +
      `<text x="${left + width + 10}" y="${(labels[i]! + 4).toFixed(1)}" style="fill:${colour}">${escape(name)}</text>`
    )
  })
  const size = `0 0 ${left + width + right} ${top + height + 28}`
  return `<svg viewBox="${size}" role="img">${[...grid, ...feet, ...drawn].join("\n")}</svg>`
}

const [left, top, width, height, right] = [44, 10, 560, 320, 150]

/** Okabe and Ito 2008, told apart by nearly everyone, their black and yellow made visible on light and dark. */
const colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6bb1", "#7f7f7f", "#b8a800", "#8c564b"]

function tick(x1: number, y1: number, x2: number, y2: number, text: string, tx: number, ty: number, anchor: string): string {
  return (
    `<line class="grid" x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}"/>` +
    `<text x="${tx.toFixed(1)}" y="${ty.toFixed(1)}" text-anchor="${anchor}">${text}</text>`
  )
}

/** Heights for labels near the wanted ones, at least a line of text from each other. */
function apart(wanted: readonly number[]): readonly number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]!)
  const given = [...wanted]
  let next = -Infinity
  for (const i of order) {
    given[i] = Math.max(wanted[i]!, next)
    next = given[i] + 15
  }
  return given
}
