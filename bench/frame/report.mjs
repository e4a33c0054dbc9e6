/** The document as a person reads it: a table per part, and the aims with what became of them. */
export function report({ benchmark, machine, command, parts }) {
  const lines = [`${benchmark}: ${machine.cpu}, ${machine.cores} cores, load ${machine.load}; Node ${machine.node}, ${machine.os}`, command]
  for (const [name, { figures, aims, notes = [] }] of Object.entries(parts)) {
    lines.push("", name, ...table(["", "of", "median", "min–max", "unit", "samples"], figures.map(row)))
    if (aims.length > 0) lines.push("", ...table(["aim", "", "", ""], aims.map(aimRow)))
    lines.push(...notes.map((note) => `  ${note}`))
  }
  return `${lines.join("\n")}\n`
}

const row = ({ name, of, median, min, max, unit, samples }) => [
  name,
  of,
  short(median),
  samples === 1 ? "" : `${short(min)}–${short(max)}`,
  unit,
  String(samples),
]

const aimRow = ({ name, wanted, got, unit, met }) => [name, wanted, `${short(got)} ${unit}`, met ? "met" : "MISSED"]

function table(head, rows) {
  const width = head.map((cell, i) => Math.max(cell.length, ...rows.map((cells) => cells[i].length)))
  const line = (cells) => `  ${cells.map((cell, i) => cell.padEnd(width[i])).join("  ")}`.trimEnd()
  return [line(head), ...rows.map(line)]
}

/** Three digits that count. */
const short = (x) => (x === 0 ? "0" : Math.abs(x) >= 1000 ? String(Math.round(x)) : String(Number(x.toPrecision(3))))
