/**
 * The same picture in fewer bytes: circles that stand as paths under a matrix become circles, and marks in a row that look alike share one
 * group. A point then takes some 45 bytes and not 180; a report of a thousand trials has ten thousands of them.
 */
export function slimSvg(svg: string): string {
  const lines: string[] = []
  let row: { readonly look: string; readonly marks: string[] } | undefined
  const close = (): void => {
    if (row === undefined) return
    lines.push(
      row.marks.length === 1 ? row.marks[0]!.replace(/^<\w+/, (tag) => tag + row!.look) : `<g${row.look}>${row.marks.join("")}</g>`,
    )
    row = undefined
  }
  for (const line of svg.split("\n")) {
    const mark = markOf(line)
    if (mark === undefined) {
      close()
      lines.push(line)
    } else if (row?.look === mark.look) row.marks.push(mark.drawn)
    else {
      close()
      row = { look: mark.look, marks: [mark.drawn] }
    }
  }
  close()
  return lines.join("\n")
}

interface Mark {
  /** Attributes that can be shared, with a blank before each. */
  readonly look: string
  readonly drawn: string
}

/** A path that stands alone in its line; undefined for everything else, and where a transformation is more than a place and a size. */
function markOf(line: string): Mark | undefined {
  const [, d, rest] = /^<path d="([^"]*)"((?: [\w-]+="[^"]*")*)><\/path>$/.exec(line) ?? []
  if (d === undefined || rest === undefined) return undefined
  const [moved, size, x, y] = / transform="matrix\(([\d.]+),0,0,\1,([-\d.]+),([-\d.]+)\)"/.exec(rest) ?? []
  if (moved === undefined) return / transform=/.test(rest) ? undefined : { look: rest, drawn: `<path d="${d}"/>` }
  if (d !== circle) return undefined
  const r = Number(size)
  const look = rest
    .replace(moved, "")
    .replace(/ stroke-width="([\d.]+)"/, (_, width: string) => ` stroke-width="${short(Number(width) * r)}"`)
  return { look, drawn: `<circle cx="${short(Number(x))}" cy="${short(Number(y))}" r="${short(r)}"/>` }
}

/** The unit circle as the engine writes it. */
const circle = "M1 0A1 1 0 1 1 1 -0.1A1 1 0 0 1 1 0"

/** Tenths of a pixel. */
const short = (x: number): string => String(Math.round(10 * x) / 10)
