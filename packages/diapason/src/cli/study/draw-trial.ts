import { writeFileSync } from "node:fs"
import { resolve } from "node:path"
import { fault, type Ledger, type Trial } from "@diapason/core"
import { drawNetwork, networksOf } from "@diapason/views"
import type { Io } from "../io.ts"

/**
 * Writes the networks of a trial as SVG, one to the file itself, several with their names before its ending; prints them where it is `-`. Throws
 * D198 where there is none, D173 where the file cannot be written.
 */
export function drawTrial(ledger: Ledger, trial: Trial, file: string, io: Io): void {
  const study = ledger.definition.name
  const drawn = networksOf(ledger, trial).flatMap(({ path, value }) => {
    const svg = drawNetwork(value, `${path} of ${study}#${trial.number}`)
    return svg === undefined ? [] : [{ path, svg: coloured(svg) }]
  })
  if (drawn.length === 0) throw fault("D198", { study, trial: trial.number })
  for (const { path, svg } of drawn) {
    if (file === "-") {
      io.out(svg)
      continue
    }
    const own = drawn.length === 1 ? file : file.replace(/(\.svg)?$/, `.${path}$1`)
    try {
      writeFileSync(resolve(own), `${svg}\n`)
    } catch (error) {
      throw fault("D173", { file: own, does: "written", detail: (error as Error).message })
    }
    io.out(`  ${own}`)
  }
}

/** A file stands by itself, so it brings the colours of both grounds. */
const coloured = (svg: string): string =>
  svg.replace(
    ">",
    "><style>svg{color:#1c2430;background:#fff}@media(prefers-color-scheme:dark){svg{color:#dfe6ee;background:#12161c}}</style>",
  )
